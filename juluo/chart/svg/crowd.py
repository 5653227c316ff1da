"""聚落图 without names: everybody who spoke as squares alike in ink, of whom one, the reader's own, may be lit.

The town of the members' pages: no quarter is named, and whoever isn't lit is a square among squares.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.chart.settlement import Ground, grounds
from juluo.chart.spec import SettlementPlan
from juluo.chart.svg.element import element, picture, short

_GAP, _ROW_GAP = 12.0, 8.0
_LARGEST, _SMALLEST, _SHRINK = 8.0, 2.0, 1.05
_MOST_ROWS = 3
# The rounding stroke of a square's corners stays inside its side.
_ROUND = 0.8
_LEAST_LIT = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody's square is."""

    left: float
    top: float
    side: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """A town as it is drawn: the path of all squares, and each seat's own. `each`: one square drawn of so many."""

    width: float
    height: float
    path: str
    spots: dict[int, Spot]
    each: int = 1


def crowd(plan: SettlementPlan, *, width: float, height: float, most: int) -> Crowd:
    """The town in the largest squares that fit; of more than `most` people, only some are drawn."""
    rows, plot = _fitting(list(grounds(plan)), width, height)
    spots: dict[int, Spot] = {}
    tall = 0.0
    for row in rows:
        base = tall + max(one.height for one in row) * plot
        left = 0.0
        for one in row:
            spots.update(_spots(one, plot, (left, base - one.height * plot)))
            left += one.width * plot + _GAP
        tall = base + _ROW_GAP
    each = -(-len(spots) // most)
    path = "".join(_outline(spots[seat]) for seat in sorted(spots)[::each])
    wide = max((spot.left + spot.side for spot in spots.values()), default=0.0)
    return Crowd(wide, max(tall - _ROW_GAP, 0.0), path, spots, each)


def crowd_svg(town: Crowd, label: str, lit: Spot | None) -> str:
    """The picture, with one square lit."""
    inner = element("path", cls="p1", d=town.path)
    if lit is not None:
        inner += element("path", cls="pn", d=_outline(_seen(lit)))
    return picture("plan", label, town.width, town.height, inner)


def _fitting(settled: list[Ground], width: float, height: float) -> tuple[list[list[Ground]], float]:
    plot = _LARGEST
    while True:
        rows = _shelved(settled, plot, width)
        tall = sum(max(one.height for one in row) * plot for row in rows) + _ROW_GAP * (len(rows) - 1)
        if plot < _SMALLEST or (len(rows) <= _MOST_ROWS and tall <= height):
            return rows, plot
        plot /= _SHRINK


def _shelved(settled: list[Ground], plot: float, width: float) -> list[list[Ground]]:
    rows: list[list[Ground]] = []
    used = width + 1
    for one in settled:
        needs = one.width * plot
        if used + needs > width:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += needs + _GAP
    return rows


def _spots(one: Ground, plot: float, corner: tuple[float, float]) -> Iterator[tuple[int, Spot]]:
    left, top = corner
    for placed in one.placed:
        side = max(placed.side * plot - _ROUND, 0.2)
        yield placed.square.seat, Spot(left + placed.x * plot + _ROUND / 2, top + placed.y * plot + _ROUND / 2, side)


def _seen(spot: Spot) -> Spot:
    """Large enough to be found on a phone, about the same middle."""
    more = max(_LEAST_LIT - spot.side, 0.0)
    return Spot(spot.left - more / 2, spot.top - more / 2, spot.side + more)


def _outline(spot: Spot) -> str:
    side = short(spot.side)
    return f"M{short(spot.left)} {short(spot.top)}h{side}v{side}h-{side}z"
