"""The parts of the board that rest on who replies to whom, each for everybody, with intervals.

Reach and nominations draw the people who reply anew, each with all their replies: one keen admirer is one piece of
luck. What depends on the whole graph draws weeks anew, each with all its replies.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from juluo.insights.influence.graph import betweenness, coreness, pagerank
from juluo.insights.influence.nominations import friends
from juluo.insights.influence.replies import Replies
from juluo.metrics.ranked import Score, levelled, scored

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

SEED = 2015
DRAWS, WEEK_DRAWS, BRIDGE_DRAWS = 400, 200, 60
# Up to so many people every shortest way is walked; beyond, those from so many people drawn by chance.
EXACT, PIVOTS, DRAWN_PIVOTS = 600, 256, 64


def reach(replies: Replies) -> list[Score]:
    """How many different people replied to each."""
    return _by_people(replies.pairs())


def named(replies: Replies) -> list[Score]:
    """How many people would name each as one of those they turn to most."""
    return _by_people(friends(replies))


def listened_to(replies: Replies, starts: "Numbers") -> list[Score]:
    """The time-decayed PageRank of each, for a surfer who starts at those who are here now, and then."""
    faded = replies.faded()

    def ranked(weeks: "Numbers") -> "Numbers":
        return pagerank(replies.edges(faded * weeks[replies.week]).matrix(), starts)

    return scored(*_by_weeks(replies, ranked, WEEK_DRAWS))


def bridging(replies: Replies) -> list[Score]:
    """The share of shortest ways between others that leads through each; of many people, estimated."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    random = np.random.default_rng(SEED)

    def between(weeks: "Numbers", pivots: int = DRAWN_PIVOTS) -> "Numbers":
        matrix = _kept(replies, weeks)
        sources = None if replies.size <= EXACT else random.permutation(replies.size)[:pivots]
        return betweenness(matrix, sources)

    seen = between(np.ones(replies.weeks), PIVOTS)
    _, drawn = _by_weeks(replies, between, BRIDGE_DRAWS)
    return scored(seen, levelled(seen, drawn))


def in_core(replies: Replies) -> list[Score]:
    """The innermost circle of each: everybody in it talks with so many others of it.

    Weeks drawn anew make circles smaller, never larger, so their interval reaches down alone.
    """

    def core(weeks: "Numbers") -> "Numbers":
        found: Numbers = coreness(_kept(replies, weeks)).astype(float)
        return found

    return scored(*_by_weeks(replies, core, BRIDGE_DRAWS))


def _by_people(pairs: Any) -> list[Score]:  # noqa: ANN401 - a sparse matrix
    """Of a matrix of 1 where the row's person counts for the column's: how many for each, rows drawn anew."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    size = pairs.shape[0]
    if not size:
        return []
    counting = np.flatnonzero(np.diff(pairs.indptr))
    seen = np.asarray(pairs.sum(axis=0)).ravel()
    if not len(counting):
        return scored(seen, seen[None, :])
    chance = np.full(len(counting), 1 / len(counting))
    times = np.random.default_rng(SEED).multinomial(len(counting), chance, DRAWS).astype(float)
    drawn = (pairs[counting].T @ times.T).T
    return scored(seen, np.asarray(drawn))


def _by_weeks(replies: Replies, measure: "Callable[[Numbers], Numbers]", draws: int) -> "tuple[Numbers, Numbers]":
    """What is measured of all weeks, and of weeks drawn anew: `measure` gets how often each counts."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    weeks = replies.weeks
    times = np.random.default_rng(SEED).multinomial(weeks, np.full(weeks, 1 / weeks), draws)
    return measure(np.ones(weeks)), np.array([measure(row.astype(float)) for row in times])


def _kept(replies: Replies, weeks: "Numbers") -> Any:  # noqa: ANN401 - a sparse matrix
    """The graph of those rows whose week counts at all."""
    found = replies.edges(replies.n * (weeks[replies.week] > 0)).matrix()
    found.eliminate_zeros()
    return found
