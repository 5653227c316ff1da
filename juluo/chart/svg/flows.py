"""People of two intervals and where they went: pools at both sides, streams between them as wide as they are many."""

from collections.abc import Iterator, Sequence

from juluo.chart.spec import Flows, Pool
from juluo.chart.svg.element import element, picture, text, tooltip

_TOP, _GAP, _WIDE = 12.0, 34.0, 12.0
# However few, they can be seen.
_LEAST = 2.0

Span = tuple[float, float]


def flows_svg(spec: Flows, *, width: float = 860, height: float = 300, narrow: bool = False) -> str:
    beside = 104.0 if narrow else 190.0
    most = max(sum(pool.value for pool in side) for side in (spec.left, spec.right)) or 1.0
    gaps = _GAP * (max(len(spec.left), len(spec.right)) - 1)
    scale = (height - 2 * _TOP - gaps) / most
    left, right = (_stacked(side, scale) for side in (spec.left, spec.right))
    edges = (beside + _WIDE, width - beside - _WIDE)
    inner = [*_streams(spec, left, right, scale, edges)]
    inner += _pools(spec.left, left, beside, anchor="end", room=beside - 12)
    inner += _pools(spec.right, right, width - beside - _WIDE, anchor="", room=beside - 12)
    return picture(f"flows {'narrow' if narrow else 'wide'}", spec.label, width, height, "".join(inner))


def _stacked(side: Sequence[Pool], scale: float) -> list[Span]:
    """From where to where down each pool reaches."""
    found: list[Span] = []
    down = _TOP
    for pool in side:
        tall = max(pool.value * scale, _LEAST)
        found.append((down, down + tall))
        down += tall + _GAP
    return found


def _streams(
    spec: Flows, left: Sequence[Span], right: Sequence[Span], scale: float, edges: tuple[float, float]
) -> Iterator[str]:
    here, there = [top for top, _ in left], [top for top, _ in right]
    middle = (edges[0] + edges[1]) / 2
    for stream in spec.streams:
        if not stream.value:
            continue
        tall = max(stream.value * scale, _LEAST)
        a, b = here[stream.start], there[stream.end]
        here[stream.start] += tall
        there[stream.end] += tall
        path = (
            f"M{edges[0]:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {edges[1]:.1f} {b:.1f}"
            f"V{b + tall:.1f}C{middle:.1f} {b + tall:.1f} {middle:.1f} {a + tall:.1f} {edges[0]:.1f} {a + tall:.1f}Z"
        )
        yield element("path", tooltip(stream.told), cls=stream.look, d=path, fill_opacity=0.35, stroke="none")


def _pools(side: Sequence[Pool], spans: Sequence[Span], at: float, *, anchor: str, room: float) -> Iterator[str]:
    for pool, (top, foot) in zip(side, spans, strict=True):
        yield element("rect", cls=pool.look, x=at, y=top, width=_WIDE, height=foot - top)
        x = at - 8 if anchor else at + _WIDE + 8
        # A thin pool's two lines still stand beside it, and clear of the next one's.
        middle = max((top + foot) / 2, top + 8)
        yield text(pool.words, x, middle - 1, cls="c-num", anchor=anchor, room=room)
        yield text(pool.name, x, middle + 14, cls="c-lab", anchor=anchor, room=room)
