"""What the pages of segments show, made once for a version of the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyroaring import BitMap

from juluo.chart.spec import HeatMap, Sparkline, Tone
from juluo.insights.needs.kept import Found
from juluo.insights.needs.span import Span
from juluo.insights.segments.clusters import Clusters, clusters
from juluo.insights.segments.known import Known
from juluo.insights.segments.likeness import Likeness, alike
from juluo.insights.segments.membership import Members, members
from juluo.insights.segments.needing import Wants, wants
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.persona import Outstanding, Persona, outstanding, portrait
from juluo.insights.segments.preview import Course, Person, Preview, Size, course, people, preview
from juluo.insights.segments.rfm import FIFTHS
from juluo.insights.segments.rule import Rule, Score
from juluo.insights.segments.tokens import RuleError
from juluo.insights.segments.traits import hours, traits
from juluo.report.whole_day import last_whole_day
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.needs.found import at_hand, found_before, found_in
from juluo.web.needs.shown import cards_of
from juluo.web.seen import asked, seen
from juluo.wording.numbers import weekdays_short


@dataclass(frozen=True, slots=True)
class Grid:
    """How many people stand in each fifth of recency (rows, 5 first) and frequency (columns, 1 first)."""

    people: int
    days: int
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A suggested group: how many, what sets it apart, and the rule that means nearly the same people."""

    n: int
    likeness: Likeness
    outstanding: tuple[Outstanding, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The groups that the records suggest, or why there are none."""

    found: Clusters
    groups: tuple[Group, ...]


def readable(text: str) -> Rule | None:
    """A kept rule; None where it can't be read any more."""
    try:
        return parsed(text)
    except RuleError:
        return None


def day_of(community: str) -> date | None:
    """The day as of which segments are shown; None without a record."""
    return seen(community, ("segments-day",), last_whole_day)


def channels_of(community: str) -> tuple[str, ...]:
    """The names of channels, for a rule to be checked by and a form to offer."""
    return seen(community, ("segments-channels",), _channels)


def _channels(view: View) -> tuple[str, ...]:
    names = {" ".join(one.name.split()) for one in view.channels_used}
    return tuple(sorted(name for name in names if name))


def previewed(community: str, rule: Rule, day: date) -> Preview:
    return seen(community, ("segment-preview", rule, day), lambda view: preview(view, rule, day))


def courses(community: str, rules: Sequence[Rule], day: date) -> dict[Rule, Course]:
    """How each of some rules went; those not made yet in one opening of the ledger."""
    wanted = tuple(dict.fromkeys(rules))

    def made(view: View) -> dict[Rule, Course]:
        return {rule: course(view, rule, day) for rule in wanted}

    return seen(community, ("segment-courses", wanted, day), made)


def drawn(community: str, rule: Rule, day: date) -> Persona:
    return seen(community, ("segment-persona", rule, day), lambda view: portrait(view, rule, day))


@dataclass(frozen=True, slots=True)
class Needed:
    """What a segment needs, with the cards as the page of needs shows them; `wants` None: not looked for yet."""

    span: Span
    wants: Wants | None
    names: Mapping[str, str]
    old: bool = False


def needed(community: str, rule: Rule, day: date) -> Needed:
    """By the longest period of which the needs are at hand; by the last week as it was found before, else by none."""
    for span in (Span.QUARTER, Span.MONTH, Span.WEEK):
        if at_hand(community, span.last_whole(day)):
            return _needed(community, rule, day, span, found_in(community, span.last_whole(day)))
    before = found_before(community, Span.WEEK.last_whole(day))
    if before is None:
        return Needed(Span.WEEK, None, {})
    return replace(_needed(community, rule, day, Span.WEEK, before), old=True)


def _needed(community: str, rule: Rule, day: date, span: Span, found: Found) -> Needed:
    """Of what members want, as colleagues named and sorted it."""
    cards = cards_of(community, found).cards
    wanted = replace(found.needs, needs=tuple(card.need for card in cards))

    def made(view: View) -> Wants:
        # Who is in is asked for the day of the segment's page; what they raised lies in the period before it.
        return wants(view, wanted, members(view, rule, [day])[0])

    key = ("segment-needs", rule, day, found.at, wanted.period, tuple(card.need.need_id for card in cards))
    return Needed(span, seen(community, key, made), {card.need.need_id: card.name for card in cards})


def inside_of(community: str, rule: Rule, day: date) -> BitMap:
    """Who is in, for a list to be narrowed by."""
    return seen(community, ("segment-inside", rule, day), lambda view: members(view, rule, [day])[0].inside)


def named_people(community: str, codes: Sequence[int]) -> tuple[Person, ...]:
    return asked(community, lambda view: people(view, codes))


def membership(community: str, rule: Rule, day: date) -> Members:
    """Who is in and of whom it isn't known, asked anew: a file is seldom wanted."""
    return asked(community, lambda view: members(view, rule, [day])[0])


def grid(community: str, day: date) -> Grid | None:
    """None where the record is too young or has gaps."""

    def made(view: View) -> Grid | None:
        table = Known(view, [day]).fifths[day]
        recency = None if table is None else table.fifth(Score.RECENCY)
        frequency = None if table is None else table.fifth(Score.FREQUENCY)
        if table is None or recency is None or frequency is None:
            return None
        cells = tuple(
            tuple(int(((recency == r) & (frequency == f)).sum()) for f in range(1, FIFTHS + 1))
            for r in range(FIFTHS, 0, -1)
        )
        return Grid(len(table.codes), table.window.length, cells)

    return seen(community, ("segment-rfm", day), made)


def suggested(community: str, day: date) -> Suggested:
    def made(view: View) -> Suggested:
        known = Known(view, [day])
        found = clusters(known)
        if not found.groups:
            return Suggested(found, ())
        has = traits(known, found.window, hours(known, found.window))
        groups = tuple(
            Group(
                len(one),
                alike(known, one, found.window.length),
                outstanding(known, has, one, found.among - one),
            )
            for one in found.groups
        )
        return Suggested(found, groups)

    return seen(community, ("segment-clusters", day), made)


def line_of(sizes: Sequence[Size], label: str) -> Sparkline:
    """The size over 28 days, as a small line."""
    values = tuple(None if size.n is None else float(size.n) for size in sizes)
    return Sparkline(values, (None,) * len(values), None, None, Tone.PLAIN, label)


def rhythm(visit: Visit, shown: Persona) -> HeatMap:
    return HeatMap(
        weekdays_short(visit.lang),
        tuple(str(hour) for hour in range(24)),
        tuple(tuple(float(n) for n in row) for row in shown.hours),
        visit.say("一周里各个钟点各说了几句，按社群的时区"),
    )
