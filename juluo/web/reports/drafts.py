"""What a language model may be told of a report: its headlines' numbers and verdicts, and no member's word."""

from collections.abc import Iterator, Mapping

from juluo.insights.drafting.facts import Brief, Direction, Fact, Task
from juluo.metrics.metric import Good, metrics
from juluo.metrics.verdict import Verdict
from juluo.report.daily import Report, Tile
from juluo.wording.catalogue import speaker

_CERTAIN = {
    str(Verdict.CLEARLY_UP): Direction.UP,
    str(Verdict.CLEARLY_DOWN): Direction.DOWN,
    str(Verdict.NO_CHANGE): Direction.FLAT,
}
_GOOD = {Good.HIGHER: Direction.UP, Good.LOWER: Direction.DOWN}


def brief(report: Report, lang: str) -> Brief:
    """The facts of a report, one a headline that has a number; our own sentence says the same without a model."""
    found = list(_told(report))
    facts = tuple(_fact(f"F{at}", tile, lang) for at, tile in enumerate(found, 1))
    say = speaker(lang)
    ours = tuple(
        say(
            "{name}{value}，{verdict}。",
            name=tile.name,
            value=fact.shown,
            verdict=say(str(tile.readings[0]["verdict"])),
        )
        for tile, fact in zip(found, facts, strict=True)
    )
    return Brief(Task.REPORT, lang, ours, facts, terms=tuple(tile.name for tile in found))


def _told(report: Report) -> Iterator[Tile]:
    for row in report.tiles:
        yield from (tile for tile in row.tiles if tile.readings and _number(tile) is not None)


def _number(tile: Tile) -> float | None:
    value = tile.readings[0].get("value")
    return float(value) if isinstance(value, int | float) else None


def _fact(key: str, tile: Tile, lang: str) -> Fact:
    reading = tile.readings[0]
    unit = tile.unit.strip()
    shown = f"{tile.value}{unit}" if lang == "zh" else f"{tile.value} {unit}".strip()
    good = _GOOD.get(metrics()[str(reading["metric"])].good)
    return Fact(key, shown, unit, value=_number(tile), direction=_direction(reading), good=good, about=(tile.name,))


def _direction(reading: Mapping[str, object]) -> Direction | None:
    """Which way our own verdict says that it went; of what may have changed, which way it would."""
    if reading.get("verdict") == str(Verdict.MAYBE):
        change = reading.get("change")
        if not isinstance(change, int | float) or not change:
            return None
        return Direction.PERHAPS_UP if change > 0 else Direction.PERHAPS_DOWN
    return _CERTAIN.get(str(reading.get("verdict")))
