"""The readings of a metric as a table, and what stands in compound ones as lines below it."""

from collections.abc import Iterator, Sequence
from typing import Any

from juluo.cli.home import spoken, tell, words
from juluo.ledger.period import Grain
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Metric, Unit, unseen
from juluo.metrics.naming import Shape
from juluo.metrics.reading import lacking_words
from juluo.metrics.table import cell, columns, part_named
from juluo.metrics.verdict import Verdict
from juluo.wording.catalogue import capital
from juluo.wording.numbers import minutes, percent, plain, rounded
from juluo.wording.printable import on_one_line

Facts = dict[str, Any]

_HEAD, _LAST = ("时间", "数值", "共多少", "95%区间"), ("判断",)
# What a reading is compared with is called by how long it is.
_BEFORE = {
    Grain.DAY: ("上周同天", "前4周同天平均"),
    Grain.WEEK: ("前一周", "前4周平均"),
    Grain.MONTH: ("前一个月", "前4个月平均"),
}
# Of a table's own rows so many are told; the JSON has all.
_ROWS = 40


def show_readings(
    wanted: Metric, readings: Sequence[Facts], sights: frozenset[Sight], grain: Grain, by: str | None
) -> None:
    """`by` is what the readings were split by: then each names its part."""
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    say = words()
    head = [capital(say(name)) for name in _HEAD + _BEFORE[grain] + _LAST]
    rows = [[_when(r), *_numbers(wanted, r), _judged(wanted, r, sights)] for r in readings]
    told = [nth for nth in range(len(head)) if nth not in _OPTIONAL or _tells(rows, nth)]
    head, rows = [head[nth] for nth in told], [[row[nth] for nth in told] for row in rows]
    left = {0, len(head) - 1}
    if by:
        head, rows = [say(_SPLIT[by]), *head], [[str(r[by]), *row] for r, row in zip(readings, rows, strict=True)]
        left = {0, 1, len(head) - 1}
    show_table(f"{wanted.title}｜{wanted.title_en}", head, rows, frozenset(left))
    _show_parts(wanted, readings, sights)


# The columns of n, the interval and what was before: left out where they say nothing in any row.
_OPTIONAL = frozenset({2, 3, 4, 5})
_SPLIT = {"channel": "频道"}


def _tells(rows: Sequence[Sequence[str]], nth: int) -> bool:
    """Whether a column says more than the value does."""
    return any(row[nth] not in {"—", row[1]} for row in rows)


def _show_parts(wanted: Metric, readings: Sequence[Facts], sights: frozenset[Sight]) -> None:
    lines = ["  ".join([_when(r), *told]) for r in readings for told in _told(wanted, r, sights)]
    for line in lines[:_ROWS]:
        tell(on_one_line(line))
    if len(lines) > _ROWS:
        tell(words()("还有{n}行，加 --json 看全部。", n=len(lines) - _ROWS))


def _told(wanted: Metric, reading: Facts, sights: frozenset[Sight]) -> Iterator[list[str]]:
    """The reading's parts in one line, its rows in one each: every value after what it is called."""
    say, lang = words(), spoken()
    if "parts" in reading:
        yield [
            say("{name}：{value}", name=part_named(wanted, code, lang), value=_written(value, _shape(wanted, code)))
            for code, value in reading["parts"].items()
        ]
    rows = reading.get("rows", [])
    head = columns(wanted, rows, lang)
    for row in rows:
        cells = ((one, cell(wanted, row, one, lang, sights)) for one in head)
        yield [say("{name}：{value}", name=one.head, value=_written(found, one.shape)) for one, found in cells]


def _shape(wanted: Metric, code: str) -> Shape:
    return wanted.parts[code].shape if code in wanted.parts else Shape.PLAIN


def _written(value: str | float | None, shape: Shape) -> str:
    if shape is Shape.PLAIN or value is None or isinstance(value, str):
        return _cell(value)
    return percent(value) if shape is Shape.SHARE else minutes(value, spoken())


def _when(reading: Facts) -> str:
    first, last = reading["from"], reading["to"]
    if first == last:
        return str(first)
    return words()("{first}～{last}", first=first, last=last[5:] if first[:4] == last[:4] else last)


def _numbers(wanted: Metric, reading: Facts) -> list[str]:
    before = reading["previous"]
    value, same, mean = (_amount(wanted, one) for one in (reading["value"], before["same_weekday"], before["mean4"]))
    return [value, _cell(reading["n"]), _interval(wanted, reading["interval"]), same, mean]


def _interval(wanted: Metric, pair: list[float | None] | None) -> str:
    low, high = pair or (None, None)
    if low is None and high is None:
        return "—"
    return words()("{low}～{high}", low=_amount(wanted, low), high=_amount(wanted, high))


def _amount(wanted: Metric, value: float | None) -> str:
    """A value in the metric's unit."""
    if value is None:
        return "—"
    if wanted.unit in {Unit.SHARE, Unit.TABLE}:
        return percent(value)
    if wanted.unit is Unit.MINUTES:
        return minutes(value, spoken())
    return plain(value) if wanted.unit is Unit.NUMBER else rounded(value)


def _judged(wanted: Metric, reading: Facts, sights: frozenset[Sight]) -> str:
    """The verdict, or why there is none."""
    say = words()
    lacking = unseen(wanted, sights)
    if lacking:
        return lacking_words(lacking, say)
    if reading["reason"]:
        return say(reading["reason"])
    if reading["verdict"] == Verdict.MAYBE:
        return say("可能上升" if reading["direction"] == "up" else "可能下降")
    return say(reading["verdict"])


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
