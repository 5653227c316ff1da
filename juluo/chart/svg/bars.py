"""Horizontal bars from zero. Wide: name, bar, value, before in columns. Narrow: name and value above their bar."""

from collections.abc import Iterator

from juluo.chart.spec import Bar, Bars
from juluo.chart.svg.element import element, picture, text, width_of

_ROW, _HEAD = 31.0, 26.0
_NARROW_ROW = 44.0
_GAP = 16.0
_LONGEST_NAME = 0.34  # of the width; longer names are cut, and whole in the tooltip


def bars_svg(spec: Bars, *, width: float = 640, narrow: bool = False) -> str:
    if narrow:
        return picture("bars narrow", spec.label, width, _HEAD + _NARROW_ROW * len(spec.rows), _narrow(spec, width))
    return picture("bars wide", spec.label, width, _HEAD + _ROW * len(spec.rows), _wide(spec, width))


def _wide(spec: Bars, width: float) -> str:
    name_room = min(_widest([spec.head[0], *(bar.name for bar in spec.rows)]), width * _LONGEST_NAME)
    before_room = _widest([spec.head[2], *(bar.before_label for bar in spec.rows)])
    value_room = _widest([spec.head[1], *(bar.value_label for bar in spec.rows)])
    value_edge = width - (before_room + _GAP * 1.5 if before_room else 0)
    left, right = name_room + _GAP, value_edge - value_room - _GAP
    parts = [*_head(spec.head, value_edge, width)]
    for index, bar in enumerate(spec.rows):
        top = _HEAD + index * _ROW
        middle = top + 20
        parts += [
            text(bar.name, 0, middle, cls="c-name", room=name_room),
            _bar(spec, bar, (left, right), (top + 10, 11)),
            text(bar.value_label, value_edge, middle, cls="c-num", anchor="end"),
            text(bar.before_label, width, middle, cls="c-lab", anchor="end") if bar.before_label else "",
            _hairline(top + _ROW - 0.5, width),
        ]
    return "".join(parts)


def _narrow(spec: Bars, width: float) -> str:
    before_room = _widest([spec.head[2], *(bar.before_label for bar in spec.rows)])
    value_edge = width - (before_room + _GAP if before_room else 0)
    name_room = value_edge - _widest([spec.head[1], *(bar.value_label for bar in spec.rows)]) - _GAP
    parts = [*_head(spec.head, value_edge, width)]
    for index, bar in enumerate(spec.rows):
        top = _HEAD + index * _NARROW_ROW
        parts += [
            text(bar.name, 0, top + 20, cls="c-name", room=name_room),
            text(bar.value_label, value_edge, top + 20, cls="c-num", anchor="end"),
            text(bar.before_label, width, top + 20, cls="c-lab", anchor="end") if bar.before_label else "",
            _bar(spec, bar, (0, width), (top + 27, 8)),
            _hairline(top + _NARROW_ROW - 0.5, width),
        ]
    return "".join(parts)


def _head(head: tuple[str, str, str], value_edge: float, width: float) -> Iterator[str]:
    yield text(head[0], 0, 14)
    yield text(head[1], value_edge, 14, anchor="end")
    if value_edge < width:
        yield text(head[2], width, 14, anchor="end")
    yield element("path", cls="c-rule", d=f"M0 {_HEAD - 3.5}H{width:g}")


def _bar(spec: Bars, bar: Bar, between: tuple[float, float], down: tuple[float, float]) -> str:
    low = min(0.0, *(row.value for row in spec.rows), 0.0)
    high = max(0.0, *(row.value for row in spec.rows), 0.0)
    left, right = between
    scale = (right - left) / (high - low or 1)
    start = left + (min(bar.value, 0.0) - low) * scale
    long = abs(bar.value) * scale
    top, thick = down
    if not long:
        return element("path", cls="c-base", d=f"M{start + 0.5:.1f} {top:.1f}v{thick:g}")
    return element("rect", cls=f"c-bar {bar.tone}", x=start, y=top, width=max(long, 1.0), height=thick)


def _hairline(down: float, width: float) -> str:
    return element("path", cls="c-grid", d=f"M0 {down:g}H{width:g}")


def _widest(lines: list[str]) -> float:
    return max(width_of(line, 13) for line in lines)
