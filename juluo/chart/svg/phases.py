"""Who came and who stayed away, period by period: stacked bars up, and down from the same zero."""

from collections.abc import Iterator

from juluo.chart.scale import tick_words, ticks
from juluo.chart.spec import Phase, Phases
from juluo.chart.svg.element import element, picture, text, tooltip, width_of

_TOP, _FOOT = 10.0, 24.0


def phases_svg(spec: Phases, *, width: float = 860, height: float = 260, narrow: bool = False) -> str:
    up = max((_sum(spec, index, away=False) for index in range(len(spec.names))), default=0.0)
    down = max((_sum(spec, index, away=True) for index in range(len(spec.names))), default=0.0)
    marks = ticks(-down, max(up, 1.0))
    words = tick_words([abs(mark) for mark in marks], share=False)
    left, foot = max(map(width_of, words)) + 10, height - _FOOT
    scale = (foot - _TOP) / (marks[-1] - marks[0])

    def y(value: float) -> float:
        return _TOP + (marks[-1] - value) * scale

    inner = []
    for mark, told in zip(marks, words, strict=True):
        inner.append(element("path", cls="c-grid" if mark else "c-base", d=f"M{left:.1f} {y(mark):.1f}H{width:g}"))
        inner.append(text(told, left - 8, y(mark) + 4, anchor="end"))
    across = (width - left) / max(len(spec.names), 1)
    inner += _names(spec, left, across, foot + 18)
    for index in range(len(spec.names)):
        inner += _bars(spec, index, (left + across * (index + 0.15), across * 0.7), y(0), scale)
    return picture(f"phases {'narrow' if narrow else 'wide'}", spec.label, width, height, "".join(inner))


def _sum(spec: Phases, index: int, *, away: bool) -> float:
    return sum(part.values[index] or 0.0 for part in spec.parts if part.away is away)


def _names(spec: Phases, left: float, across: float, down: float) -> Iterator[str]:
    room = max(map(width_of, spec.names), default=0.0) + 14
    step = max(1, -(-int(room) // max(int(across), 1)))
    for index in range(len(spec.names) - 1, -1, -step):
        yield text(spec.names[index], left + across * (index + 0.5), down, anchor="middle")


def _bars(spec: Phases, index: int, between: tuple[float, float], zero: float, scale: float) -> Iterator[str]:
    top, bottom = zero, zero
    for nth, part in enumerate(spec.parts):
        long = (part.values[index] or 0.0) * scale
        if not long:
            continue
        if not part.away:
            top -= long
        yield _bar(part, nth, (between[0], bottom if part.away else top), (between[1], long), index)
        if part.away:
            bottom += long


def _bar(part: Phase, nth: int, corner: tuple[float, float], size: tuple[float, float], index: int) -> str:
    told = tooltip(f"{part.name} {part.values[index]:g}")
    look = "ph-new" if part.new else "ph-away" if part.away else f"ph-{nth}"
    return element("rect", told, cls=look, x=corner[0], y=corner[1], width=size[0], height=max(size[1], 0.6))
