"""The form of a segment's rule: fields of an address or a post to lines of conditions, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from juluo.insights.members.states import State
from juluo.insights.segments.form import Form, Line, form_of, rule_of
from juluo.insights.segments.rule import (
    NAMED,
    SOMEWHERE,
    Act,
    ActiveDays,
    Band,
    Came,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Rule,
    Score,
    Sign,
    Tally,
    Way,
)
from juluo.ledger.actors import Actors
from juluo.web.segments.words import KIND_WORDS

MOST_LINES = 12
_TALLIES, _ACTS = frozenset(map(str, Tally)), frozenset(map(str, Act))
_WAYS, _SCORES = frozenset(map(str, Way)), frozenset(map(str, Score))


@dataclass(frozen=True, slots=True)
class Row:
    """One line as its fields have it. Empty `days` is the whole record, empty `channel` anywhere."""

    kind: str
    no: bool = False
    sign: str = str(Sign.AT_LEAST)
    n: str = "1"
    days: str = ""
    channel: str = ""
    name: str = ""
    edge: str = str(Edge.WITHIN)
    state: str = str(State.NEW)

    @property
    def counts(self) -> bool:
        """Whether it compares a number."""
        return self.kind == "active" or self.kind in _TALLIES | _SCORES

    @property
    def lately(self) -> bool:
        """Whether it looks at some days."""
        return self.kind == "active" or self.kind in _TALLIES | _ACTS

    @property
    def somewhere(self) -> bool:
        return self.kind in _TALLIES or self.kind in SOMEWHERE

    @property
    def called(self) -> bool:
        return self.kind in NAMED or self.kind in _WAYS

    def condition(self) -> Condition | None:
        """What it says; None where a field says nothing that can be meant."""
        try:
            return _condition(self)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form as it was filled in."""

    rows: tuple[Row, ...]
    every: bool = True
    actors: Actors = Actors.MEMBERS

    def rule(self) -> Rule | None:
        """The rule that it says; None while a line is unfinished or there is none."""
        lines = [(row.condition(), row.no) for row in self.rows]
        if not lines or any(one is None for one, _ in lines):
            return None
        told = tuple(Line(one, no=no) for one, no in lines if one is not None)
        return rule_of(Form(told, every=self.every, actors=self.actors))

    def with_line(self, kind: str) -> "Sheet":
        return replace(self, rows=(*self.rows, fresh(kind))[:MOST_LINES]) if kind in KIND_WORDS else self

    def without(self, place: int) -> "Sheet":
        return replace(self, rows=tuple(row for at, row in enumerate(self.rows) if at != place))


def fresh(kind: str) -> Row:
    """A new line with what is usual."""
    usual = {"active": ("3", "14"), "R": ("4", ""), "F": ("4", ""), "M": ("4", ""), "first": ("1", "28")}
    n, days = usual.get(kind, ("1", "28"))
    return Row(kind, n=n, days=days)


def sheet_of_fields(fields: Mapping[str, str]) -> Sheet:
    """What was filled in; lines of a kind that isn't there are none."""
    rows = []
    for place in range(MOST_LINES):
        kind = fields.get(f"r{place}-kind", "")
        if kind in KIND_WORDS:
            usual = fresh(kind)
            told = {
                name: " ".join(fields.get(f"r{place}-{name}", getattr(usual, name)).split())
                for name in ("sign", "n", "days", "channel", "name", "edge", "state")
            }
            rows.append(Row(kind, no=fields.get(f"r{place}-no") == "1", **told))
    actors = fields.get("actors", "")
    return Sheet(
        tuple(rows),
        every=fields.get("join", "all") != "any",
        actors=Actors(actors) if actors in {*map(str, Actors)} else Actors.MEMBERS,
    )


def sheet_of_rule(rule: Rule) -> Sheet | None:
    """The form that shows a rule; None where it has brackets."""
    form = form_of(rule)
    if form is None or len(form.lines) > MOST_LINES:
        return None
    return Sheet(tuple(_row(line) for line in form.lines), form.every, form.actors)


def _row(line: Line) -> Row:  # noqa: PLR0911 - one answer a kind of line
    match line.condition:
        case ActiveDays(sign, n, days):
            return Row("active", line.no, str(sign), str(n), str(days))
        case Count(tally, sign, n, days, channel):
            return Row(str(tally), line.no, str(sign), str(n), _told(days), channel or "")
        case Did(act, days, channel, name):
            return Row(str(act), line.no, days=_told(days), channel=channel or "", name=name or "")
        case FirstSeen(edge, mark):
            return Row("first", line.no, edge=str(edge), days=str(mark))
        case Came(way, name):
            return Row(str(way), line.no, name=name or "")
        case InState(state):
            return Row("state", line.no, state=str(state))
        case Band(score, sign, n):
            return Row(str(score), line.no, str(sign), str(n))


def _told(days: int | None) -> str:
    return "" if days is None else str(days)


def _condition(row: Row) -> Condition:  # noqa: PLR0911 - one answer a kind of line
    days = int(row.days) if row.days.isdigit() else None
    channel, name = row.channel.removeprefix("#") or None, row.name or None
    if row.kind == "active":
        return ActiveDays(Sign(row.sign), int(row.n), int(row.days))
    if row.kind in _TALLIES:
        return Count(Tally(row.kind), Sign(row.sign), int(row.n), days, channel)
    if row.kind in _ACTS:
        act = Act(row.kind)
        return Did(act, days, channel if act in SOMEWHERE else None, name if act in NAMED else None)
    if row.kind in _WAYS:
        return Came(Way(row.kind), name)
    if row.kind in _SCORES:
        return Band(Score(row.kind), Sign(row.sign), int(row.n))
    if row.kind == "state":
        return InState(State(row.state))
    return FirstSeen(Edge(row.edge), _mark(row.days))


def _mark(told: str) -> int | date:
    return int(told) if told.isdigit() else date.fromisoformat(told)
