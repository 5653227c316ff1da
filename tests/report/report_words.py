"""What a report says: its words, its blocks and its lines, found wherever they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TypeVar

from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.daily import EntryLine, FigureRow, Line, Report, Section, Step, Steps
from juluo.store.view import View

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
LAST = date(2026, 11, 19)

Part = TypeVar("Part")


@cache
def composed(
    view: View, day: date = LAST, grain: Grain = Grain.DAY, lang: str = "zh", *, with_ids: bool = False
) -> Report:
    """The report of a view, made once: many tests read the same one."""
    return compose(view, Period.of(day, grain), grain, lang, NOW, with_ids=with_ids)


def parts(value: object, kind: type[Part]) -> Iterator[Part]:
    """Everything of a kind inside a report. Figures' readings are for machines and not looked into."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            if field.name != "reading":
                yield from parts(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for inner in value:
            yield from parts(inner, kind)
    elif isinstance(value, Mapping):
        yield from parts(tuple(value.values()), kind)


def own_words(value: object) -> Iterator[str]:
    """The report's own words, without the entries that it shows."""
    if isinstance(value, EntryLine):
        yield value.note
    elif isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in {"reading", "lang", "key", "slug"}:
                yield from own_words(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from own_words(inner)


def said(line: Line) -> str:
    return "".join(span.words for span in line)


def lead(report: Report) -> tuple[str, ...]:
    return tuple(said(line) for _, line in report.lead)


def section(report: Report, key: str) -> Section:
    return next(one for one in report.sections if one.key == key)


def figure(report: Report, metric: str) -> FigureRow:
    return next(row for row in parts(report, FigureRow) if row.reading["metric"] == metric)


def steps(report: Report) -> list[Step]:
    return [step for block in parts(section(report, "plan"), Steps) for step in block.rows]
