"""One step away: who is about to become somebody who answers, or somebody around whom others talk.

Not a judgement: what somebody did, and what one more time would make of it. How it went earlier is told beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.insights.influence.answering import Answered, answered_by
from juluo.ledger.period import Period
from juluo.metrics.replies.openings import Opening, openings
from juluo.store.view import View

# In the last eight weeks; whoever did it three times, for or with different people, does it regularly.
DAYS, REGULAR = 56, 3
# A talk is one in which so many others wrote within a week.
OTHERS = 3


class Role(StrEnum):
    """What somebody may become."""

    ANSWERER = "answerer"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody one time short of a role, with the entries that show it: (entry, day); `thanked`: of their answers.

    `people`: for how many different askers, or with how many different others.
    """

    account: int
    role: Role
    times: int
    people: int
    thanked: int
    entries: tuple[tuple[int, date], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What became of those who were one step away eight weeks ago: so many, of them so many took it since.

    `others`: members who had done it once, and `others_took`: how many of those came to do it regularly.
    """

    away: int
    took: int
    others: int
    others_took: int


def one_step_away(view: View, period: Period, answered: Mapping[int, tuple[Answered, ...]]) -> tuple[Step, ...]:
    """Those who did it once less than regularly; of answerers, only whom somebody thanked."""
    lately = Period.trailing(period.last, DAYS)
    answers = {who: [one for one in found if one.day >= lately.first] for who, found in answered.items()}
    steps = [
        _answerer(who, found)
        for who, found in answers.items()
        if _times(found) == REGULAR - 1 and any(one.thanked for one in found)
    ]
    hosts = _hosts(openings(view, lately, OTHERS), view)
    steps += [_host(who, found) for who, found in hosts.items() if len(found) == REGULAR - 1]
    return tuple(sorted(steps, key=lambda one: (one.role, -one.thanked, -one.people, one.account)))


def tried(view: View, period: Period) -> Record | None:
    """How it went with answerers eight weeks ago; None where the record doesn't reach so far."""
    now = Period.trailing(period.last, DAYS)
    before = now.shifted(-DAYS)
    if not (view.complete(now) and view.complete(before)):
        return None
    then, since = answered_by(view, before), answered_by(view, now)
    away = {who for who, found in then.items() if _is_away(found)}
    others = {who for who, found in then.items() if _times(found) == 1}
    regular = {who for who, found in since.items() if _times(found) >= REGULAR}
    return Record(len(away), len(away & regular), len(others), len(others & regular))


def _is_away(found: Sequence[Answered]) -> bool:
    return _times(found) == REGULAR - 1 and any(one.thanked for one in found)


def _times(found: Sequence[Answered]) -> int:
    """For how many different people: to answer one person thrice is a talk."""
    return len({one.asker for one in found})


def _answerer(who: int, found: Sequence[Answered]) -> Step:
    entries = tuple((one.entry_id, one.day) for one in found)
    return Step(who, Role.ANSWERER, _times(found), _times(found), sum(one.thanked for one in found), entries)


def _hosts(found: Sequence[Opening], view: View) -> dict[int, list[Opening]]:
    by: dict[int, list[Opening]] = {}
    for one in found:
        if one.account not in view.aside:
            by.setdefault(one.account, []).append(one)
    return by


def _host(who: int, found: Sequence[Opening]) -> Step:
    entries = tuple((one.entry_id, one.day) for one in found)
    return Step(who, Role.HOST, len(found), max(one.others for one in found), 0, entries)
