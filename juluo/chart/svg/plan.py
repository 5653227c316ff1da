"""聚落图: the settlement drawn. Quarters stand in rows on one base line, their names and counts under them."""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.chart.settlement import Ground, Placed, grounds
from juluo.chart.spec import SettlementPlan
from juluo.chart.svg.element import element, fitted, picture, short, text, tooltip, width_of

_GAP = 16.0
_NAME_ROOM = 112.0
_CAPTION = 20.0
_BETWEEN_ROWS = 10.0
_ROUND = 0.8  # the stroke that rounds a square's corners, inside its side
_EMPTY_PLOTS = ((0, 2), (1, 1), (1, 2), (2, 0), (2, 2), (3, 1), (4, 2), (5, 1), (5, 2), (7, 2), (8, 1), (8, 2))
_LARGEST, _CLEAR, _SMALLEST, _SHRINK = 8.0, 3.6, 2.0, 1.05
_MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Lot:
    """A quarter's ground with the caption under it."""

    ground: Ground
    name: str
    caption: str
    caption_width: float

    def width(self, plot: float) -> float:
        """As wide as the quarter or its caption, whichever is wider."""
        return max(self.ground.width * plot, self.caption_width)


Row = list[_Lot]


@dataclass(frozen=True, slots=True)
class _Drawing:
    rows: list[Row]
    plot: float
    height: float


def plan_svg(plan: SettlementPlan, *, width: float = 400, height: float = 132) -> str:
    """The plan in the largest plots that fit; nobody is left out, so a huge town is drawn small, then tall."""
    settled = [_lot(ground) for ground in grounds(plan)]
    if not settled:
        return _empty(plan.label)
    drawing = _fitting(settled, width, height)
    used = max(sum(one.width(drawing.plot) for one in row) + _GAP * (len(row) - 1) for row in drawing.rows)
    return picture("plan", plan.label, min(used, width), drawing.height, "".join(_rows(drawing)))


def _fitting(settled: list[_Lot], width: float, height: float) -> _Drawing:
    """One row if its plots can be told apart, else two, else three; then whatever fits."""
    for rows in range(1, _MOST_ROWS + 1):
        drawing = _largest(settled, rows, width, height)
        if drawing.plot >= _CLEAR:
            return drawing
    return _largest(settled, len(settled), width, height)


def _largest(settled: list[_Lot], most_rows: int, width: float, height: float) -> _Drawing:
    plot = _LARGEST
    while True:
        rows = _balanced(settled, plot, width)
        tall = sum(_tallest(row) * plot + _CAPTION for row in rows) + _BETWEEN_ROWS * (len(rows) - 1)
        fits = tall <= height and len(rows) <= most_rows and all(one.width(plot) <= width for one in settled)
        if fits or plot < _SMALLEST:
            return _Drawing(rows, plot, tall)
        plot /= _SHRINK


def _balanced(settled: list[_Lot], plot: float, width: float) -> list[Row]:
    """Rows of about one length: the narrowest that need no row more."""
    rows = _shelved(settled, plot, width)
    while len(rows) > 1 and width > 0:
        width -= _GAP
        narrower = _shelved(settled, plot, width)
        if len(narrower) > len(rows):
            break
        rows = narrower
    return rows


def _shelved(settled: list[_Lot], plot: float, width: float) -> list[Row]:
    rows: list[Row] = [[]]
    used = 0.0
    for one in settled:
        needs = one.width(plot)
        if rows[-1] and used + needs > width:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += needs + _GAP
    return rows


def _tallest(row: Row) -> float:
    return max(one.ground.height for one in row)


def _lot(ground: Ground) -> _Lot:
    name = fitted(ground.name, _NAME_ROOM)
    caption = f"{name} {ground.people}"
    return _Lot(ground, name, caption, width_of(caption))


def _rows(drawing: _Drawing) -> Iterator[str]:
    base = 0.0
    for row in drawing.rows:
        base += _tallest(row) * drawing.plot
        left = 0.0
        for one in row:
            yield "".join(_squares(one.ground, drawing.plot, (left, base - one.ground.height * drawing.plot)))
            yield _name(one, left, base + 15)
            left += one.width(drawing.plot) + _GAP
        base += _CAPTION + _BETWEEN_ROWS


def _name(lot: _Lot, left: float, down: float) -> str:
    caption = text(lot.caption, left, down, cls="c-lab2")
    return caption if lot.name == lot.ground.name else element("g", tooltip(lot.ground.name) + caption)


def _squares(one: Ground, plot: float, corner: tuple[float, float]) -> Iterator[str]:
    """One path an ink: a town of thousands stays a small file."""
    inks: dict[str, list[str]] = {}
    for placed in one.placed:
        inks.setdefault(_ink(placed), []).append(_outline(placed, plot, corner))
    for ink in sorted(inks):
        yield element("path", cls=ink, d="".join(inks[ink]))


def _ink(placed: Placed) -> str:
    return "pn" if placed.square.new else f"p{min(max(placed.square.weight, 1), 3)}"


def _outline(placed: Placed, plot: float, corner: tuple[float, float]) -> str:
    side = max(placed.side * plot - _ROUND, 0.2)
    left, top = corner[0] + placed.x * plot + _ROUND / 2, corner[1] + placed.y * plot + _ROUND / 2
    return f"M{short(left)} {short(top)}h{short(side)}v{short(side)}h-{short(side)}z"


def _empty(label: str) -> str:
    """Nobody spoke: plots without people, so that the place is seen to be there."""
    lots = (element("rect", cls="p0", x=x * 11 + 0.5, y=y * 11 + 0.5, width=7.0, height=7.0) for x, y in _EMPTY_PLOTS)
    return picture("plan", label, 100, 34, "".join(lots))
