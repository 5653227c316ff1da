"""The rows and the parts of a compound metric as tables that people read: named, shares in percent."""

from collections.abc import Mapping, Sequence

from juluo.metrics.metric import Measured, Metric
from juluo.metrics.naming import Shape
from juluo.metrics.reading import Reading
from juluo.metrics.table import Cell, Column, Row, cell, columns, part_named
from juluo.metrics.verdict import FEWEST_CASES
from juluo.report.daily import Table
from juluo.report.figures import DASH
from juluo.report.scene import Scene
from juluo.wording.catalogue import capital
from juluo.wording.numbers import minutes, percent, plain, whole

_NAMES = frozenset({"person", "account"})
# For the machine, or told in another column's words.
_ASIDE = frozenset({"account", "hidden"})


def rows_told(scene: Scene, metric: Metric, rows: Sequence[Row]) -> Table | None:
    """A table of the rows; nobody is named in it where nobody may be. None where there is nothing to tell."""
    found = [one for one in columns(metric, rows, scene.lang) if one.code not in _ASIDE]
    if scene.nameless:
        found = [one for one in found if one.code not in _NAMES]
    if not found or any("cohort" in row for row in rows):
        return None
    sights = scene.view.coverage.sights
    cells = tuple(
        tuple(_written(scene, one, cell(metric, row, one, scene.lang, sights)) for one in found) for row in rows
    )
    numeric = tuple(n for n, one in enumerate(found) if any(_is_number(one, row) for row in rows))
    return Table(tuple(one.head for one in found), cells, numeric)


def parts_table(scene: Scene, reading: Reading, before: str) -> Table | None:
    """The parts beside the value, and what they were in the period it is compared with, called `before`."""
    now = reading.measured
    then = reading.earlier[0] if reading.earlier else None
    if all(value is None for value in now.parts.values()):
        return None
    told = [
        (
            part_named(reading.metric, code, scene.lang),
            _part(scene, reading, now, code),
            _part(scene, reading, then, code),
        )
        for code in now.parts
    ]
    head = (scene.say("数"), scene.say("这次"), before)
    wide = 3 if then is not None and then.parts else 2
    return Table(tuple(map(capital, head[:wide])), tuple(row[:wide] for row in told), tuple(range(1, wide)))


def rows_bare(rows: Sequence[Row]) -> tuple[Mapping[str, object], ...]:
    """The rows without whom they are of."""
    return tuple({name: value for name, value in row.items() if name not in _NAMES} for row in rows)


def _is_number(column: Column, row: Row) -> bool:
    value = column.value(row)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _part(scene: Scene, reading: Reading, measured: Measured | None, code: str) -> str:
    """A share of few would pretend as a percentage."""
    value = measured.parts.get(code) if measured is not None else None
    if measured is None or value is None:
        return DASH
    shape = reading.metric.parts[code].shape if code in reading.metric.parts else Shape.PLAIN
    if shape is Shape.SHARE and measured.n is not None and measured.n < FEWEST_CASES:
        return capital(scene.say("数据太少"))
    return _number(scene, shape, value)


def _written(scene: Scene, column: Column, value: Cell) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _number(scene, column.shape, value)


def _number(scene: Scene, shape: Shape, value: float) -> str:
    if shape is Shape.SHARE:
        return percent(value)
    if shape is Shape.MINUTES:
        return minutes(value, scene.lang)
    return whole(value) if value == int(value) or abs(value) >= 100 else plain(value)
