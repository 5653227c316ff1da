"""With whom a member talks: to whom they reply, and who replies to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.replies.answers import ANSWERABLE
from juluo.metrics.replies.links import own_tallies
from juluo.store.view import View

# Enough to know somebody's circle; the rest is told as a number.
MOST = 8


@dataclass(frozen=True, slots=True)
class Tie:
    """The other one, how often, and on which day last. Without name: they were erased."""

    person: int
    name: str
    n: int
    last: date


@dataclass(frozen=True, slots=True)
class Ties:
    """The strongest first; the counts are of all people. `estimated`: threads or mentions tell it at least in part."""

    to: tuple[Tie, ...]
    to_n: int
    by: tuple[Tie, ...]
    by_n: int
    estimated: bool


def ties(view: View, record: Period, person: int) -> Ties | None:
    """None where no source shows who replies to whom."""
    if not ANSWERABLE & view.coverage.sights:
        return None
    found = own_tallies(view, record, [person])
    to = [(one.n, one.last, one.to) for one in found if one.by == person]
    by = [(one.n, one.last, one.by) for one in found if one.to == person]
    estimated = Sight.THREADS in view.coverage.sights or Sight.REPLIES not in view.coverage.sights
    return Ties(_strongest(view, to), len(to), _strongest(view, by), len(by), estimated)


def _strongest(view: View, found: Sequence[tuple[int, date, int]]) -> tuple[Tie, ...]:
    first = sorted(found, key=lambda one: (-one[0], -one[1].toordinal(), one[2]))[:MOST]
    known = view.accounts([code for _, _, code in first])
    return tuple(
        Tie(code, known[code].name if code in known and not known[code].erased else "", n, last)
        for n, last, code in first
    )
