"""What a group answers to: of all that it replies to, how much asks, tells of a problem, is a newcomer's and so on.

Against what the rest replies to, people drawn. What text analysis found of the entries says what they are; where it
hasn't read them, only what asks by its own marks is known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pyroaring import BitMap

from juluo.insights.segments.clustered import Compared, Side, compared
from juluo.insights.segments.known import Known
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.newcomers import UNSURE_DAYS
from juluo.metrics.replies.links import REACH_DAYS, Reply, replies

# With fewer people who reply, on either side, their habits are chance.
FEWEST = 5
# From this chance on an entry is taken to be what a model says.
LIKELY = 0.5
# With less of it read, what only models tell isn't told.
READ = 0.9


class Thing(StrEnum):
    """What is replied to. TALK: none of the first four."""

    QUESTION = "question"
    PROBLEM = "problem"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    TALK = "talk"
    NEWCOMER = "newcomer"
    STAFF = "staff"


_READ_BY_MODELS = frozenset({Thing.PROBLEM, Thing.SUGGESTION, Thing.PRAISE, Thing.TALK})
_ACTS = (Thing.QUESTION, Thing.PROBLEM, Thing.SUGGESTION, Thing.PRAISE)


@dataclass(frozen=True, slots=True)
class AnswersTo:
    """`n` replies of `people` of the group, against those of `rest` others. Without `found`, they are too few.

    `read`: which share of what was replied to text analysis has read.
    """

    n: int
    people: int
    rest: int
    read: float
    found: tuple[Compared[Thing], ...]


def answers_to(known: Known, window: Period, here: BitMap, rest: BitMap) -> AnswersTo | None:
    """None where no source shows which entry a reply is to."""
    if not {Sight.REPLIES, Sight.THREADS} & known.sights:
        return None
    told = [one for one in replies(known.view, window) if one.by in here or one.by in rest]
    acts, read = _acts(known, window, {one.entry_id for one in told})
    newcomers, staff = _newcomers(known, window), known.view.snapshot.staff
    group, others = Side[Thing](), Side[Thing]()
    for one in told:
        side = group if one.by in here else others
        side.add(one.by, [*acts.get(one.entry_id, (Thing.TALK,)), *_whose(one, newcomers, staff)])
    enough = min(len(group.done), len(others.done)) >= FEWEST
    share = read / max(1, len({one.entry_id for one in told}))
    known_things = [thing for thing in Thing if share >= READ or thing not in _READ_BY_MODELS]
    things = [thing for thing in known_things if group.of.get(thing) or others.of.get(thing)] if enough else []
    return AnswersTo(
        group.done.total(), len(group.done), len(others.done), share, tuple(compared(group, others, things))
    )


def _whose(one: Reply, newcomers: BitMap, staff: BitMap) -> Iterator[Thing]:
    if one.to in newcomers:
        yield Thing.NEWCOMER
    if one.to in staff:
        yield Thing.STAFF


def _acts(known: Known, window: Period, ids: set[int]) -> tuple[Mapping[int, tuple[Thing, ...]], int]:
    """What each entry is, and how many of them were read."""
    if not ids:
        return {}, 0
    view, reach = known.view, Period(window.first - timedelta(days=REACH_DAYS), window.last)
    view.lay_findings("replied_to", reach, ("asks",))
    listed = ", ".join(f"coalesce({act}, 0) >= {LIKELY}" for act in _ACTS)
    rows = view.ask(f"SELECT entry_id, language IS NOT NULL, coalesce(asks, false), {listed} FROM replied_to")
    found: dict[int, tuple[Thing, ...]] = defaultdict(tuple)
    read = 0
    for entry, is_read, asks, *likely in rows:
        if entry in ids:
            read += bool(is_read)
            flags = (asks or likely[0], *likely[1:])
            found[entry] = tuple(act for act, one in zip(_ACTS, flags, strict=True) if one) or (Thing.TALK,)
    return found, read


def _newcomers(known: Known, window: Period) -> BitMap:
    """Who was first seen in the window; nobody where the record is too young to tell."""
    if window.first < known.first + timedelta(days=UNSURE_DAYS):
        return BitMap()
    before = BitMap.union(BitMap(), *(people for day, people in known.acted.items() if day < window.first))
    return known.everyone[known.days[-1]] - before
