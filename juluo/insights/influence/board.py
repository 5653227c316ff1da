"""The board of those whom others listen to: six parts side by side, each with rank and interval, never one score.

The best connected need not move others (Kim et al. 2015; Watts and Dodds 2007), so it is for the reader to choose
what counts. Staff and bots stand aside. How much somebody says is shown beside it and ranks nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from juluo.insights.influence.answering import Answered, answered_by
from juluo.insights.influence.nominations import Nomination, nominations
from juluo.insights.influence.parts import SEED, bridging, in_core, listened_to, named, reach
from juluo.insights.influence.replies import Replies, gathered
from juluo.insights.influence.steps import Record, Step, one_step_away, tried
from juluo.insights.retention.returning import chances
from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.metrics.activity.silences import Clock
from juluo.metrics.counting import by_account
from juluo.metrics.ranked import Score, shares
from juluo.metrics.replies.answers import ANSWERABLE
from juluo.metrics.replies.exchanges import exchanges
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

WINDOW = 182
# Whoever spoke in so many days is here now: from them the surfer starts.
NOW = 28
# Of each part so many are kept; whoever is among them in one part is shown with all.
KEPT = 60
SEEDS = 10
# With fewer askers who could have given thanks, a share says nothing.
FEWEST_ASKERS = 3


class Part(StrEnum):
    """What the board can be sorted by."""

    REACH = "reach"
    THANKED = "thanked"
    BRIDGE = "bridge"
    NAMED = "named"
    LISTENED = "listened"
    CORE = "core"


@dataclass(frozen=True, slots=True)
class Heard:
    """One person of the board. A part is missing where it can't be told: too few answers, nobody replied.

    `answered` questions of `askers` different members; `could` of them could be thanked for, `thanked` were.
    `guessed`: the share of the replies to them that no link tells. `alive`: the chance that they are still here.
    `words` and their rank are for comparison alone.
    """

    account: int
    name: str
    parts: Mapping[Part, Score]
    answered: int
    askers: int
    could: int
    thanked: int
    channels: tuple[int, ...]
    guessed: float
    alive: float | None
    last: date | None
    words: int
    words_rank: int


@dataclass(frozen=True, slots=True)
class Board:
    """The people of the board, those of the widest reach first; without any, `reason` says why.

    `of`: how many people the parts were reckoned over. `guessed`: the share of all replies that no link tells.
    `bridges_drawn`: shortest ways were walked from some people drawn by chance.
    """

    period: Period
    people: tuple[Heard, ...] = ()
    of: int = 0
    guessed: float = 0.0
    bridges_drawn: bool = False
    steps: tuple[Step, ...] = ()
    steps_before: Record | None = None
    nominated: tuple[Nomination, ...] = ()
    names: Mapping[int, str] | None = None
    reason: str = ""

    def by(self, part: Part) -> tuple[Heard, ...]:
        """Those who have the part, the first first; equals by their reach."""
        there = [one for one in self.people if part in one.parts]
        return tuple(sorted(there, key=lambda one: (one.parts[part].rank, _reach_rank(one), one.account)))


def _reach_rank(one: Heard) -> int:
    return one.parts[Part.REACH].rank if Part.REACH in one.parts else 1_000_000_000


def board(view: View, day: date) -> Board:
    """The board of the half year that ends with a day."""
    period = Period.trailing(day, WINDOW)
    if not ANSWERABLE & view.coverage.sights:
        return Board(period, reason="这里的导出看不出谁回复谁：有回复链接、话题或@的导出才排得出")
    found = exchanges(view, period)
    if not found:
        return Board(period, reason="这半年没有成员回应成员")
    replies = gathered(found, day, WINDOW)
    answered = answered_by(view, period)
    return _board(view, period, replies, answered)


def _board(view: View, period: Period, replies: Replies, answered: Mapping[int, tuple[Answered, ...]]) -> Board:
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    from juluo.insights.influence.parts import EXACT  # noqa: PLC0415 - beside the numbers it bounds

    parts = _parts(view, period, replies, answered)
    kept = {who for scores in parts.values() for who, one in scores.items() if one.rank <= KEPT}
    steps = one_step_away(view, period, answered)
    seeds = nominations(replies, SEEDS, np.random.default_rng((SEED, period.last.toordinal())))
    mentioned = kept | {one.account for one in steps} | {who for one in seeds for who in (one.account, *one.by)}
    accounts = view.accounts(sorted(mentioned))
    names = {code: one.name for code, one in accounts.items() if not one.erased}
    people = _people(view, period, replies, parts, answered, [who for who in sorted(kept) if who in names], names)
    return Board(
        period,
        people,
        replies.size,
        1 - float(replies.told.sum() / replies.n.sum()),
        replies.size > EXACT,
        tuple(one for one in steps if one.account in names),
        tried(view, period),
        tuple(one for one in seeds if one.account in names),
        names,
    )


def _parts(
    view: View, period: Period, replies: Replies, answered: Mapping[int, tuple[Answered, ...]]
) -> dict[Part, dict[int, Score]]:
    """Every part of everybody who has it: nobody is listed for a nought."""
    graphs = {
        Part.REACH: reach(replies),
        Part.BRIDGE: bridging(replies),
        Part.NAMED: named(replies),
        Part.LISTENED: listened_to(replies, _starts(view, period.last, replies)),
        Part.CORE: in_core(replies),
    }
    received = _received(replies) > 0
    found = {
        part: {
            who: score
            for who, score, got in zip(replies.people, scores, received, strict=True)
            if score.value > 0 and got
        }
        for part, scores in graphs.items()
    }
    found[Part.THANKED] = _thanked(answered)
    return found


def _received(replies: Replies) -> "Numbers":
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    return np.bincount(replies.to, weights=replies.n, minlength=replies.size).astype(float)


def _starts(view: View, day: date, replies: Replies) -> "Numbers":
    """1 for who is here now; everybody where nobody is."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    here = view.presence.spoke(Period.trailing(day, NOW))
    starts = np.fromiter((float(code in here) for code in replies.people), float, replies.size)
    return starts if starts.any() else np.ones(replies.size)


def _thanked(answered: Mapping[int, tuple[Answered, ...]]) -> dict[int, Score]:
    could = {who: [one for one in answers if one.counts] for who, answers in answered.items()}
    enough = sorted(who for who, answers in could.items() if len({one.asker for one in answers}) >= FEWEST_ASKERS)
    hits = [sum(one.thanked for one in could[who]) for who in enough]
    return dict(zip(enough, shares(hits, [len(could[who]) for who in enough]), strict=True))


def _people(
    view: View,
    period: Period,
    replies: Replies,
    parts: Mapping[Part, Mapping[int, Score]],
    answered: Mapping[int, tuple[Answered, ...]],
    kept: Sequence[int],
    names: Mapping[int, str],
) -> tuple[Heard, ...]:
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    told = np.bincount(replies.to, weights=replies.told, minlength=replies.size)
    received, place = _received(replies), {who: at for at, who in enumerate(replies.people)}
    alive, channels = _alive(view, period.last), view.presence.spoke_by_channel(period)
    said = by_account(view, [period], SPOKE)[0]
    ranked = sorted(said.values(), reverse=True)

    def one(who: int) -> Heard:
        at, answers = place.get(who), answered.get(who, ())
        got = received[at] if at is not None else 0.0
        chance, last = alive.get(who, (None, None))
        return Heard(
            who,
            names[who],
            {part: scores[who] for part, scores in parts.items() if who in scores},
            len(answers),
            len({answer.asker for answer in answers}),
            sum(answer.counts for answer in answers),
            sum(answer.thanked for answer in answers),
            tuple(sorted(code for code, there in channels.items() if who in there)),
            1 - float(told[at] / got) if got else 0.0,
            chance,
            last,
            said.get(who, 0),
            1 + ranked.index(said[who]) if who in said else len(ranked) + 1,
        )

    found = [one(who) for who in kept]
    return tuple(sorted(found, key=lambda heard: (_reach_rank(heard), heard.account)))


def _alive(view: View, day: date) -> dict[int, tuple[float, date]]:
    """The chance that each is still here, and when they came last; nobody where no model fits."""
    now = chances(view, day, Clock(view))
    if now is None:
        return {}
    return {one.account: (alive, one.last) for one, alive in zip(now.members, now.alive, strict=True)}
