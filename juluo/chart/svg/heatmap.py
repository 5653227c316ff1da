"""When people speak: weekdays down, hours across, darker is more, × where nothing was collected."""

import math
from collections.abc import Iterator

from juluo.chart.spec import HeatMap
from juluo.chart.svg.element import element, picture, text, width_of

_STEPS = 5
_TOP = 20.0
_GAP = 2.0
_LONGEST_NAME = 0.25  # of the width


def heat_map_svg(spec: HeatMap, *, width: float = 640, narrow: bool = False) -> str:
    left = min(max((width_of(name) for name in spec.row_names), default=0), width * _LONGEST_NAME) + 10
    cell = (width - left) / max(len(spec.column_names), 1)
    row = 17.0 if narrow else 22.0
    inner = "".join([*_hours(spec, left, cell), *_rows(spec, left, cell, row)])
    kind = "heat narrow" if narrow else "heat wide"
    return picture(kind, spec.label, width, _TOP + row * len(spec.row_names), inner)


def _hours(spec: HeatMap, left: float, cell: float) -> Iterator[str]:
    room = max((width_of(name) for name in spec.column_names), default=0) + 8
    every = next((step for step in (1, 2, 3, 4, 6, 8, 12) if step * cell >= room), 24)
    for index, name in enumerate(spec.column_names):
        if index % every == 0:
            yield text(name, left + index * cell, 12, room=cell * every)


def _rows(spec: HeatMap, left: float, cell: float, row: float) -> Iterator[str]:
    most = max((value for cells in spec.cells for value in cells if value is not None), default=0.0)
    for down, (name, cells) in enumerate(zip(spec.row_names, spec.cells, strict=True)):
        top = _TOP + down * row
        yield text(name, 0, top + row / 2 + 3, cls="c-lab2", room=left - 10)
        for across, value in enumerate(cells):
            yield _cell(value, most, (left + across * cell, top), (cell - _GAP, row - _GAP))


def _cell(value: float | None, most: float, corner: tuple[float, float], size: tuple[float, float]) -> str:
    (x, y), (width, height) = corner, size
    if value is None:
        return text("×", x + width / 2, y + height / 2 + 4, cls="c-lab", anchor="middle")
    step = math.ceil(_STEPS * value / most) if most > 0 and value > 0 else 0
    told = element("title", f"{value:g}")
    return element("rect", told, cls=f"h{step}", x=x, y=y, width=width, height=height, rx=1.0)
