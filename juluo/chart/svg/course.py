"""How a number went: line, ordinary range, what it is compared with, × where nothing was collected, numbered notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from juluo.chart.scale import course_ticks, tick_words
from juluo.chart.spec import Course
from juluo.chart.svg.element import element, picture, text, tooltip, width_of

_TOP, _FOOT, _NOTES = 14.0, 24.0, 22.0
_RIGHT, _NARROW_RIGHT = 84.0, 46.0
_CROSS = 3.0
_MARK = 16.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a period lies across and a value lies up, in pixels."""

    left: float
    right: float
    top: float
    foot: float
    count: int
    low: float
    high: float

    def x(self, index: int) -> float:
        step = (self.right - self.left) / max(self.count - 1, 1)
        return self.left + index * step if self.count > 1 else (self.left + self.right) / 2

    def y(self, value: float) -> float:
        return self.top + (self.high - value) / (self.high - self.low) * (self.foot - self.top)


def course_svg(spec: Course, *, width: float = 860, height: float = 300, narrow: bool = False) -> str:
    marks = course_ticks(spec)
    words = tick_words(marks, share=spec.share)
    left = max(map(width_of, words)) + 10
    under = _FOOT + (_NOTES if spec.marks else 0)
    right = width - (_NARROW_RIGHT if narrow else _RIGHT)
    place = _Place(left, right, _TOP, height - under, len(spec.values), marks[0], marks[-1])
    inner = [*_grid(marks, words, place), *_bands(spec, place), *_names(spec, place), *_notes(spec, place)]
    inner += [*_line(spec.before, "c-prev", place), *_line(spec.values, "c-line", place)]
    inner += [*_crosses(spec, place), *_points(spec, place), *_ends(spec, place, narrow=narrow)]
    return picture(f"course {'narrow' if narrow else 'wide'}", spec.label, width, height, "".join(inner))


def _grid(marks: tuple[float, ...], words: tuple[str, ...], place: _Place) -> Iterator[str]:
    for nth, (mark, told) in enumerate(zip(marks, words, strict=True)):
        look = "c-grid" if nth else "c-base"
        yield element("path", cls=look, d=f"M{place.left:.1f} {place.y(mark):.1f}H{place.right:.1f}")
        yield text(told, place.left - 8, place.y(mark) + 4, anchor="end")


def _names(spec: Course, place: _Place) -> Iterator[str]:
    """As many names of periods as have room, the last one always."""
    room = max(map(width_of, spec.names), default=0.0) + 18
    step = max(1, -(-int(room * len(spec.names)) // max(int(place.right - place.left), 1)))
    last = len(spec.names) - 1
    for index in range(last, -1, -step):
        yield text(spec.names[index], place.x(index), place.foot + 18, anchor="middle")


def _bands(spec: Course, place: _Place) -> Iterator[str]:
    for run in _runs([band is not None for band in spec.band]):
        limits = [(index, band) for index in run if (band := spec.band[index]) is not None]
        above = [(place.x(index), place.y(band[1])) for index, band in limits]
        below = [(place.x(index), place.y(band[0])) for index, band in reversed(limits)]
        yield element("path", cls="c-band", d=_path([*above, *below]) + "Z")


def _runs(known: list[bool]) -> Iterator[list[int]]:
    for there, group in groupby(range(len(known)), key=lambda index: known[index]):
        if there:
            yield list(group)


def _line(values: tuple[float | None, ...], look: str, place: _Place) -> Iterator[str]:
    for run in _runs([value is not None for value in values]):
        points = [(place.x(i), place.y(value)) for i in run if (value := values[i]) is not None]
        if len(points) > 1:
            yield element("path", cls=look, d=_path(points))
        elif look == "c-line":
            yield element("circle", cls="c-dot", cx=points[0][0], cy=points[0][1], r=1.6)


def _crosses(spec: Course, place: _Place) -> Iterator[str]:
    for index, value in enumerate(spec.values):
        if value is None:
            x, y = place.x(index), place.foot - 8
            lines = [(x - _CROSS, y - _CROSS), (x + _CROSS, y + _CROSS)]
            back = [(x - _CROSS, y + _CROSS), (x + _CROSS, y - _CROSS)]
            yield element("path", cls="c-gap", d=_path(lines) + _path(back))


def _points(spec: Course, place: _Place) -> Iterator[str]:
    """A place to point at for every value, with its words."""
    for index, (value, told) in enumerate(zip(spec.values, spec.told, strict=True)):
        if value is not None:
            x, y = place.x(index), place.y(value)
            yield element("circle", tooltip(told), cls="c-point", cx=x, cy=y, r=5)


def _notes(spec: Course, place: _Place) -> Iterator[str]:
    """Numbered squares under the axis; several of one period stand side by side."""
    beside: dict[int, int] = {}
    for index, number in spec.marks:
        x = place.x(index) + beside.get(index, 0) * (_MARK + 2)
        beside[index] = beside.get(index, 0) + 1
        value = spec.values[index]
        top = place.y(value) if value is not None else place.foot
        yield element("path", cls="c-base dotted", d=f"M{place.x(index):.1f} {top:.1f}V{place.foot:.1f}")
        y = place.foot + _FOOT
        yield element("rect", cls="c-note", x=x - _MARK / 2, y=y, width=_MARK, height=_MARK, rx=2.0)
        yield text(str(number), x, y + 12, cls="c-note-n", anchor="middle")


def _ends(spec: Course, place: _Place, *, narrow: bool) -> Iterator[str]:
    if spec.ring is not None and (value := spec.values[spec.ring]) is not None:
        yield element("circle", cls="c-ring", cx=place.x(spec.ring), cy=place.y(value), r=3.5)
    if spec.chosen is not None and (value := spec.values[spec.chosen]) is not None:
        x, y = place.x(spec.chosen), place.y(value)
        yield element("circle", cls=f"c-dot {spec.tone}", cx=x, cy=y, r=4.5)
    taken: list[float] = []
    for label, y in _end_labels(spec, place):
        clear = y
        while any(abs(clear - other) < 15 for other in taken):
            clear += 15
        taken.append(clear)
        yield text(label, place.right + 9, clear + 4, cls="c-lab2", room=(_NARROW_RIGHT if narrow else _RIGHT) - 10)


def _end_labels(spec: Course, place: _Place) -> Iterator[tuple[str, float]]:
    """What the dashed line and the band are called, at their right ends."""
    if spec.before and spec.before_name and spec.before[-1] is not None:
        yield spec.before_name, place.y(spec.before[-1])
    if spec.band and spec.band_name and (band := spec.band[-1]) is not None:
        yield spec.band_name, place.y((band[0] + band[1]) / 2)


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
