"""A reading in words: its value and how sure it is, what it was before, and whether that is a change."""

from dataclasses import dataclass

from juluo.metrics.reading import Reading
from juluo.report.daily import Span
from juluo.report.figures import (
    amount,
    change_words,
    compared_with,
    interval_words,
    value_interval,
    value_words,
    verdict_span,
)
from juluo.report.scene import Scene


@dataclass(frozen=True, slots=True)
class Value:
    """A reading in words: the value and how sure it is, what it was, and whether that is a change."""

    name: str
    value: str
    known: bool
    interval: str
    before: str
    than: str
    change: str
    change_interval: str
    verdict: Span
    n: int | None
    estimated: bool


def value_of(scene: Scene, reading: Reading, name: str = "") -> Value:
    """A reading in the words of the report."""
    title = reading.metric.title if scene.lang == "zh" else reading.metric.title_en
    changed = reading.change.amount is not None
    return Value(
        name=name or title,
        value=value_words(scene, reading),
        known=reading.value is not None,
        interval=value_interval(scene, reading) if reading.value is not None else "",
        before=_before(scene, reading),
        than=compared_with(scene, reading) if changed else "",
        change=change_words(scene, reading) if changed else "",
        change_interval=interval_words(scene, reading, reading.change.interval),
        verdict=verdict_span(scene, reading),
        n=reading.measured.n,
        estimated=reading.measured.estimated,
    )


def _before(scene: Scene, reading: Reading) -> str:
    """What the change is counted from, so that the two add up to the value."""
    if reading.value is None or reading.change.amount is None:
        return amount(scene, reading, reading.same_weekday)
    return amount(scene, reading, reading.value - reading.change.amount, mean=True)
