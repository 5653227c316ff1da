"""The readings of a metric as a table, and what stands in compound ones as lines below it."""

from collections.abc import Sequence
from typing import Any

from juluo.cli.home import tell, words
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Metric, unseen
from juluo.metrics.reading import lacking_words
from juluo.metrics.verdict import Verdict
from juluo.wording.printable import on_one_line

Facts = dict[str, Any]

_HEADS = ("时间", "值", "n", "区间", "上一个同样的日子", "前4个的平均", "判断")


def show_readings(wanted: Metric, readings: Sequence[Facts], sights: frozenset[Sight], by: str | None) -> None:
    """`by` is what the readings were split by: then each names its part."""
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    head = [words()(name) for name in _HEADS]
    rows = [[_when(r), *_numbers(r), _judged(wanted, r, sights)] for r in readings]
    left = {0, len(head) - 1}
    if by:
        head, rows = [by, *head], [[str(r[by]), *row] for r, row in zip(readings, rows, strict=True)]
        left = {0, 1, len(head) - 1}
    show_table(f"{wanted.title}｜{wanted.title_en}", head, rows, frozenset(left))
    for r in readings:
        for row in [r["parts"]] if "parts" in r else r.get("rows", []):
            tell(on_one_line("  ".join([_when(r), *(f"{name}={_cell(value)}" for name, value in row.items())])))


def _when(reading: Facts) -> str:
    if reading["from"] == reading["to"]:
        return str(reading["from"])
    return words()("{first}～{last}", first=reading["from"], last=reading["to"])


def _numbers(reading: Facts) -> list[str]:
    before = reading["previous"]
    values = (reading["value"], reading["n"], before["same_weekday"], before["mean4"])
    value, n, same, mean = (_cell(value) for value in values)
    return [value, n, _interval(reading["interval"]), same, mean]


def _interval(pair: list[float | None] | None) -> str:
    low, high = pair or (None, None)
    return "—" if low is None and high is None else words()("{low}～{high}", low=_cell(low), high=_cell(high))


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
    if isinstance(value, list):
        return ",".join("" if one is None else _cell(one) for one in value)
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
