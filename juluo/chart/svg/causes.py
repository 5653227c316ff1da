"""A waterfall on its side: posts for what was and what is, a bar for each part from where the one before it ended.

The scale need not start at zero, so the ends are posts, never cut bars. Wide: names left, amounts and notes right.
Narrow: name and amount above their bar.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.chart.spec import Bar, CauseBars
from juluo.chart.svg.element import element, picture, text, width_of

_ROW, _NARROW_ROW = 29.0, 42.0
_GAP = 16.0
_POST = 4.0
_LONGEST_NAME = 0.32  # of the width


def causes_svg(spec: CauseBars, *, width: float = 640, narrow: bool = False) -> str:
    rows = (spec.start, *spec.parts, spec.end)
    notes = _note_room(spec)
    place = _Place(width - notes, notes)
    drawn = _narrow(spec, width, place) if narrow else _wide(spec, width, place)
    height = (_NARROW_ROW if narrow else _ROW) * len(rows)
    return picture(f"causes {'narrow' if narrow else 'wide'}", spec.label, width, height, "".join(drawn))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where amounts end, and how much room their notes have behind them."""

    amount_edge: float
    note_room: float


def _note_room(spec: CauseBars) -> float:
    widest = max((width_of(bar.before_label) for bar in spec.parts), default=0.0)
    return widest + _GAP if widest else 0.0


def _wide(spec: CauseBars, width: float, place: _Place) -> Iterator[str]:
    rows = (spec.start, *spec.parts, spec.end)
    names = min(max(width_of(bar.name, 13) for bar in rows), width * _LONGEST_NAME)
    amounts = max(width_of(bar.value_label, 13) for bar in rows)
    between = names + _GAP, place.amount_edge - amounts - _GAP
    for index, (bar, low, high) in enumerate(_spans(spec)):
        top = index * _ROW
        yield text(bar.name, 0, top + 19, cls="c-name", room=names)
        yield text(bar.value_label, place.amount_edge, top + 19, cls="c-num", anchor="end")
        if bar.before_label:
            yield text(bar.before_label, width, top + 19, anchor="end", room=place.note_room)
        yield from _mark(spec, bar, (low, high), between, (top + 8, 13))
        if index < len(rows) - 1:
            yield _thread(spec, high, between, (top + 21, _ROW - 13))


def _narrow(spec: CauseBars, width: float, place: _Place) -> Iterator[str]:
    for index, (bar, low, high) in enumerate(_spans(spec)):
        top = index * _NARROW_ROW
        room = place.amount_edge - width_of(bar.value_label, 13) - _GAP
        yield text(bar.name, 0, top + 16, cls="c-name", room=room)
        yield text(bar.value_label, place.amount_edge, top + 16, cls="c-num", anchor="end")
        if bar.before_label:
            yield text(bar.before_label, width, top + 16, anchor="end", room=place.note_room)
        yield from _mark(spec, bar, (low, high), (0, width), (top + 23, 9))


def _spans(spec: CauseBars) -> Iterator[tuple[Bar, float, float]]:
    """Each row with where it starts and where it ends."""
    at = spec.start.value
    yield spec.start, at, at
    for bar in spec.parts:
        yield bar, at, at + bar.value
        at += bar.value
    yield spec.end, spec.end.value, spec.end.value


def _mark(
    spec: CauseBars, bar: Bar, span: tuple[float, float], between: tuple[float, float], down: tuple[float, float]
) -> Iterator[str]:
    left, right = sorted(_across(spec, value, between) for value in span)
    top, thick = down
    if bar is spec.start or bar is spec.end:
        yield element("rect", cls="c-dot", x=left - _POST / 2, y=top - 2, width=_POST, height=thick + 4)
    else:
        yield element("rect", cls=f"c-bar {bar.tone}", x=left, y=top, width=max(right - left, 1.0), height=thick)


def _thread(spec: CauseBars, value: float, between: tuple[float, float], down: tuple[float, float]) -> str:
    """The dotted line that carries one row's end down to the next."""
    across = _across(spec, value, between)
    top, long = down
    return element("path", cls="c-base", stroke_dasharray="1.5 2.5", d=f"M{across:.1f} {top:g}v{long:g}")


def _across(spec: CauseBars, value: float, between: tuple[float, float]) -> float:
    reached = [end for _, low, high in _spans(spec) for end in (low, high)]
    low, high = min(reached), max(reached)
    left, right = between[0] + _POST, between[1] - _POST
    return left + (value - low) / ((high - low) or 1) * (right - left)
