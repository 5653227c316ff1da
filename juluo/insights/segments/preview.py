"""A rule tried out before it is kept: how many, which share of those who speak, ten of them; and how that went."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta

from pyroaring import BitMap

from juluo.insights.segments.known import Known, gathered
from juluo.insights.segments.membership import Members, Untold, told_by
from juluo.insights.segments.rule import Rule
from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval, wilson
from juluo.store.view import View

ACTIVE_DAYS, COURSE_DAYS, EXAMPLES = 28, 28, 10
BACK = (1, 7)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to show, by the name of now."""

    code: int
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How many are in, of how many it isn't known, among how many; `active` are those who spoke in 28 days.

    `active_inside` of `active` is the share, with its interval; None where nobody spoke, or where it isn't known of
    `active_unknown` of them. `examples` are those who were there on most days of the 28.
    """

    day: date
    n: int
    unknown: int
    among: int
    untold: tuple[Untold, ...]
    estimated: bool
    active_inside: int
    active: int
    active_unknown: int
    interval: Interval | None
    examples: tuple[Person, ...]

    @property
    def size(self) -> int | None:
        """How many; None where it isn't known whether there are any."""
        return self.n if self.n or not self.unknown else None


@dataclass(frozen=True, slots=True)
class Size:
    """How many were in on a day, and of how many that isn't known; `n` None where nobody is surely in."""

    day: date
    n: int | None
    unknown: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Who came in and who went out since a day; of whom it wasn't known then or isn't now, neither."""

    since: date
    came: tuple[int, ...]
    went: tuple[int, ...]
    unclear: int


@dataclass(frozen=True, slots=True)
class Course:
    """The segment on its last day, its size over 28 days, and who came and went since yesterday and last week."""

    preview: Preview
    inside: tuple[int, ...]
    sizes: tuple[Size, ...]
    flows: tuple[Flow, ...]


def preview(view: View, rule: Rule, day: date) -> Preview:
    """The rule tried on a day; raises ValueError for an empty ledger."""
    with ExitStack() as stack:
        known = _known(view, rule, [day], stack)
        return _previewed(known, told_by(known, rule)[0])


def course(view: View, rule: Rule, day: date) -> Course:
    """The same with how it went; days before the record began have no size."""
    days = [day - timedelta(days=back) for back in range(COURSE_DAYS, -1, -1)]
    with ExitStack() as stack:
        known = _known(view, rule, days, stack)
        found = told_by(known, rule)
        shown = _previewed(known, found[-1])
    sizes = tuple(_size(one) for one in found[1:])
    flows = tuple(_flow(found[-1 - back], found[-1]) for back in BACK if found[-1 - back].everyone)
    return Course(shown, tuple(found[-1].inside), sizes, flows)


def moved(view: View, rule: Rule, period: Period) -> tuple[Size, Flow | None]:
    """How many are in when a period ends, and who came in and went out over it; None where there was no record yet."""
    days = [period.first - timedelta(days=1), period.last]
    with ExitStack() as stack:
        before, now = told_by(_known(view, rule, days, stack), rule)
    return _size(now), _flow(before, now) if before.everyone else None


def _known(view: View, rule: Rule, days: Sequence[date], stack: ExitStack) -> Known:
    if view.actors is not rule.actors:
        view = view.counting(rule.actors)
        stack.callback(view.close)
    return Known(view, days)


def _previewed(known: Known, found: Members) -> Preview:
    [lately] = gathered(known.spoke, [found.day], ACTIVE_DAYS)
    active = lately & found.everyone
    hits = len(active & found.inside)
    return Preview(
        found.day,
        len(found.inside),
        len(found.unknown),
        len(found.everyone),
        found.untold,
        found.estimated,
        hits,
        len(active),
        len(active & found.unknown),
        wilson(hits, len(active)) if active and not active & found.unknown else None,
        people(known.view, _there_most(known, found)),
    )


def _there_most(known: Known, found: Members) -> list[int]:
    """Those who spoke on most of the 28 days, then those met first."""
    days: dict[int, int] = dict.fromkeys(found.inside[:EXAMPLES], 0)
    for back in range(ACTIVE_DAYS):
        for code in known.spoke.get(found.day - timedelta(days=back), BitMap()) & found.inside:
            days[code] = days.get(code, 0) + 1
    return sorted(days, key=lambda code: (-days[code], code))[:EXAMPLES]


def people(view: View, codes: Sequence[int]) -> tuple[Person, ...]:
    """People with their names, in the order given."""
    known = view.accounts(codes)
    return tuple(Person(code, known[code].name) for code in codes if code in known and not known[code].erased)


def _size(found: Members) -> Size:
    hidden = bool(found.unknown) and not found.inside
    return Size(found.day, len(found.inside) if found.everyone and not hidden else None, len(found.unknown))


def _flow(then: Members, now: Members) -> Flow:
    came = now.inside - then.inside - then.unknown
    went = then.inside - now.inside - now.unknown
    unclear = (now.inside & then.unknown) | (then.inside & now.unknown)
    return Flow(then.day, tuple(came), tuple(went), len(unclear))
