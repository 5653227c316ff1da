"""Horizontal bars from zero. Wide: name, bar, value, before in columns. Narrow: name and value above their bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.chart.spec import Bar, Bars
from juluo.chart.svg.element import element, picture, text, width_of

_ROW, _HEAD = 31.0, 26.0
_NARROW_ROW = 44.0
_GAP = 16.0
_LONGEST_NAME, _LONGEST_LABEL = 0.34, 0.2  # of the width; longer ones are cut, and whole in the tooltip


def bars_svg(spec: Bars, *, width: float = 640, narrow: bool = False) -> str:
    if narrow:
        return picture("bars narrow", spec.label, width, _HEAD + _NARROW_ROW * len(spec.rows), _narrow(spec, width))
    return picture("bars wide", spec.label, width, _HEAD + _ROW * len(spec.rows), _wide(spec, width))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the numbers end, and how much room they and the names have."""

    value_edge: float
    value_room: float
    before_edge: float
    before_room: float


def _columns(spec: Bars, width: float) -> _Columns:
    most = width * _LONGEST_LABEL
    before = min(_widest([spec.head[2], *(bar.before_label for bar in spec.rows)]), most)
    value = min(_widest([spec.head[1], *(bar.value_label for bar in spec.rows)]), most)
    return _Columns(width - (before + _GAP * 1.5 if before else 0), value, width, before)


def _wide(spec: Bars, width: float) -> str:
    columns = _columns(spec, width)
    name_room = min(_widest([spec.head[0], *(bar.name for bar in spec.rows)]), width * _LONGEST_NAME)
    between = name_room + _GAP, columns.value_edge - columns.value_room - _GAP
    parts = [*_head(spec.head, columns, name_room)]
    for index, bar in enumerate(spec.rows):
        top = _HEAD + index * _ROW
        parts += [*_words(bar, columns, top + 20, name_room), _bar(spec, bar, between, (top + 10, 11))]
        parts.append(_hairline(top + _ROW - 0.5, width))
    return "".join(parts)


def _narrow(spec: Bars, width: float) -> str:
    columns = _columns(spec, width)
    name_room = columns.value_edge - columns.value_room - _GAP
    parts = [*_head(spec.head, columns, name_room)]
    for index, bar in enumerate(spec.rows):
        top = _HEAD + index * _NARROW_ROW
        parts += [*_words(bar, columns, top + 20, name_room), _bar(spec, bar, (0, width), (top + 27, 8))]
        parts.append(_hairline(top + _NARROW_ROW - 0.5, width))
    return "".join(parts)


def _head(head: tuple[str, str, str], columns: _Columns, name_room: float) -> Iterator[str]:
    yield text(head[0], 0, 14, room=name_room)
    yield text(head[1], columns.value_edge, 14, anchor="end", room=columns.value_room)
    if columns.before_room:
        yield text(head[2], columns.before_edge, 14, anchor="end", room=columns.before_room)
    yield element("path", cls="c-rule", d=f"M0 {_HEAD - 3.5}H{columns.before_edge:g}")


def _words(bar: Bar, columns: _Columns, down: float, name_room: float) -> Iterator[str]:
    yield text(bar.name, 0, down, cls="c-name", room=name_room)
    yield text(bar.value_label, columns.value_edge, down, cls="c-num", anchor="end", room=columns.value_room)
    if bar.before_label:
        yield text(bar.before_label, columns.before_edge, down, anchor="end", room=columns.before_room)


def _bar(spec: Bars, bar: Bar, between: tuple[float, float], down: tuple[float, float]) -> str:
    reached = [end for row in spec.rows for end in (row.value, *(row.interval or ()))]
    low, high = min(0.0, *reached, 0.0), max(0.0, *reached, 0.0)
    left, right = between
    scale = (right - left) / (high - low or 1)
    start = left + (min(bar.value, 0.0) - low) * scale
    long = abs(bar.value) * scale
    top, thick = down
    whisker = ""
    if bar.interval:
        ends = [left + (end - low) * scale for end in bar.interval]
        d = f"M{ends[0]:.1f} {top + thick / 2:.1f}H{ends[1]:.1f}"
        d += "".join(f"M{end:.1f} {top + thick / 2 - 3:.1f}v6" for end in ends)
        whisker = element("path", cls="c-whisk", d=d)
    if not long:
        return element("path", cls="c-base", d=f"M{start + 0.5:.1f} {top:.1f}v{thick:g}") + whisker
    return element("rect", cls=f"c-bar {bar.tone}", x=start, y=top, width=max(long, 1.0), height=thick) + whisker


def _hairline(down: float, width: float) -> str:
    return element("path", cls="c-grid", d=f"M0 {down:g}H{width:g}")


def _widest(lines: list[str]) -> float:
    return max(width_of(line, 13) for line in lines)
