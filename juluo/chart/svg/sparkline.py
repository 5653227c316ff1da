"""A month at a glance: line, ordinary range, the same weekday a week ago, the last day and how sure it is."""

import math
from collections.abc import Callable, Iterator
from itertools import groupby

from juluo.chart.spec import Sparkline
from juluo.chart.svg.element import element, picture, short

_PAD = 5.0
_CROSS = 2.2

Place = Callable[[float], float]


def sparkline_svg(spec: Sparkline, *, width: float = 168, height: float = 38) -> str:
    x, y = _across(len(spec.values), width), _upward(spec, height)
    inner = "".join([*_bands(spec, x, y), *_lines(spec, x, y), *_gaps(spec, x, height), *_marks(spec, x, y)])
    return picture("spark", spec.label, width, height, inner)


def _across(count: int, width: float) -> Place:
    step = (width - 2 * _PAD) / max(count - 1, 1)
    return lambda index: width - _PAD - (count - 1 - index) * step


def _upward(spec: Sparkline, height: float) -> Place:
    known = [value for value in spec.values if value is not None]
    known += [limit for band in spec.band if band is not None for limit in band]
    known += spec.whisker or ()
    # An interval may have no end: it is drawn to the edge.
    known = [value for value in known if math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    if low == high:
        low, high = low - 1, high + 1
    return lambda value: _PAD + (high - min(max(value, low), high)) / (high - low) * (height - 2 * _PAD)


def _runs(known: list[bool]) -> Iterator[list[int]]:
    """Indices of days in a row that have data."""
    for has_data, group in groupby(range(len(known)), key=lambda index: known[index]):
        if has_data:
            yield list(group)


def _bands(spec: Sparkline, x: Place, y: Place) -> Iterator[str]:
    for run in _runs([band is not None for band in spec.band]):
        limits = [(index, band) for index in run if (band := spec.band[index]) is not None]
        above = [(x(index), y(band[1])) for index, band in limits]
        below = [(x(index), y(band[0])) for index, band in reversed(limits)]
        yield element("path", cls="c-band", d=_path([*above, *below]) + "Z")


def _lines(spec: Sparkline, x: Place, y: Place) -> Iterator[str]:
    for run in _runs([value is not None for value in spec.values]):
        points = [(x(index), y(value)) for index in run if (value := spec.values[index]) is not None]
        if len(points) > 1:
            yield element("path", cls="c-line", d=_path(points))
        elif run[0] != len(spec.values) - 1:
            yield element("circle", cls="c-dot", cx=points[0][0], cy=points[0][1], r=1.2)


def _gaps(spec: Sparkline, x: Place, height: float) -> Iterator[str]:
    """A × where a day has no data, so that a gap is never taken for a zero."""
    foot = height - _PAD
    for index, value in enumerate(spec.values):
        if value is None:
            left, right, top, bottom = x(index) - _CROSS, x(index) + _CROSS, foot - _CROSS, foot + _CROSS
            crossed = _path([(left, top), (right, bottom)]) + _path([(left, bottom), (right, top)])
            yield element("path", cls="c-gap", d=crossed)


def _marks(spec: Sparkline, x: Place, y: Place) -> Iterator[str]:
    last = len(spec.values) - 1
    if spec.ring is not None and 0 <= spec.ring < last and (value := spec.values[spec.ring]) is not None:
        yield element("circle", cls="c-ring", cx=x(spec.ring), cy=y(value), r=2.6)
    if last < 0 or (newest := spec.values[last]) is None:
        return
    if spec.whisker is not None:
        low, high = spec.whisker
        yield element("path", cls=f"c-whisk {spec.tone}", d=_path([(x(last), y(low)), (x(last), y(high))]))
    yield element("circle", cls=f"c-dot {spec.tone}", cx=x(last), cy=y(newest), r=3.2)


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{short(across)} {short(down)}" for across, down in points)
