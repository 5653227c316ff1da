"""Where everybody stands in the settlement plan.

A person's seat is drawn to a point of their quarter's ground, and they stand on the free plot nearest to it. Nobody's
place depends on how much they said or on who else came, but for the few whose plot was taken: so a regular is found
in the same corner tomorrow. Streets of uneven spacing run through every quarter; with three plots in ten left
empty, even a full town never closes into one dark wall.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b

from juluo.chart.spec import Quarter, SettlementPlan, Square

MOST_QUARTERS = 8
_FILLED = 0.70  # of a quarter's plots have somebody on them
_GATHERED = 0.58  # below one half, people would crowd the middle; at one half, spread evenly
_BROAD, _BROAD_ALONE = 1.18, 1.8  # wider than high; a community of one channel has the whole heading for itself
_STREET = 0.5  # of a plot
_BLOCKS_ACROSS = (3, 2, 3, 4, 2)
_BLOCKS_DOWN = (2, 3, 2, 4)
_SIDES = {1: 0.56, 2: 0.70, 3: 0.86}
_NEW_SIDE = 0.74
_MASK = (1 << 64) - 1

Plot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A square with its top left corner and side, in plots."""

    square: Square
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Ground:
    """A quarter's squares from (0, 0) to (width, height); `centre` is the point its people's places are drawn from."""

    name: str
    people: int
    placed: tuple[Placed, ...]
    width: float
    height: float
    centre: tuple[float, float]


def grounds(plan: SettlementPlan, most: int = MOST_QUARTERS) -> tuple[Ground, ...]:
    """The ground of every quarter where somebody spoke, the small ones of too many in one."""
    peopled = [quarter for quarter in plan.quarters if quarter.squares]
    broad = _BROAD_ALONE if len(plan.quarters) == 1 else _BROAD
    return tuple(ground(quarter, broad) for quarter in _gathered(peopled, plan.rest_name, most))


def ground(quarter: Quarter, broad: float = _BROAD) -> Ground:
    corners = [(_corner(plot, square), square) for plot, square in _seated(quarter, broad)]
    left, top = min(x for (x, _), _ in corners), min(y for (_, y), _ in corners)
    placed = tuple(Placed(square, x - left, y - top, _side(square)) for (x, y), square in corners)
    return Ground(
        quarter.name,
        quarter.people,
        placed,
        width=max(one.x + one.side for one in placed),
        height=max(one.y + one.side for one in placed),
        centre=(-left, -top),
    )


def _gathered(quarters: list[Quarter], rest_name: str, most: int) -> list[Quarter]:
    if len(quarters) <= most:
        return quarters
    by_size = sorted(range(len(quarters)), key=lambda at: -quarters[at].people)
    kept = [quarters[at] for at in sorted(by_size[: most - 1])]
    rest = [quarters[at] for at in sorted(by_size[most - 1 :])]
    together = tuple(square for quarter in rest for square in quarter.squares)
    return [*kept, replace(rest[0], name=rest_name, people=sum(one.people for one in rest), squares=together)]


def _seated(quarter: Quarter, broad: float) -> Iterator[tuple[Plot, Square]]:
    """Everybody in the order of their seats, so that the day's talk does not decide who keeps a contested plot."""
    taken: set[Plot] = set()
    reach = math.sqrt(max(len(quarter.squares), 1) / _FILLED / math.pi)
    bend = _drawn(int.from_bytes(blake2b(quarter.name.encode(errors="replace"), digest_size=8).digest()))[0]
    for square in sorted(quarter.squares, key=lambda one: one.seat):
        home = _home(square.seat, reach, bend * math.tau, broad)
        plot = next(near for near in _around(home) if near not in taken)
        taken.add(plot)
        yield plot, square


def _home(seat: int, reach: float, bend: float, broad: float) -> Plot:
    """A point of the quarter's ground, whose edge swells and shrinks in three waves as settlements do."""
    first, second = _drawn(seat)
    angle = second * math.tau
    far = reach * first**_GATHERED * (1 + 0.16 * math.sin(3 * angle + bend) + 0.08 * math.sin(5 * angle - bend))
    return round(far * math.cos(angle) * broad), round(far * math.sin(angle) / broad)


def _drawn(seat: int) -> tuple[float, float]:
    """Two even numbers in [0, 1) from a seat, however the seats were numbered (the splitmix64 finaliser)."""
    mixed = (seat * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    mixed ^= mixed >> 31
    return (mixed >> 32) / 2**32, (mixed & 0xFFFFFFFF) / 2**32


def _around(home: Plot) -> Iterator[Plot]:
    """The plots of the plane, nearest first."""
    across, down = home
    yield home
    for ring in range(1, 10_000):
        for right, below in _ring(ring):
            yield across + right, down + below


@cache
def _ring(ring: int) -> tuple[Plot, ...]:
    around = range(-ring, ring + 1)
    edge = [(right, below) for right in around for below in around if max(abs(right), abs(below)) == ring]
    return tuple(sorted(edge, key=lambda plot: plot[0] ** 2 + plot[1] ** 2))


def _corner(plot: Plot, square: Square) -> tuple[float, float]:
    margin = (1 - _side(square)) / 2
    across, down = plot
    return (
        across + _streets(across, _BLOCKS_ACROSS) * _STREET + margin,
        down + _streets(down, _BLOCKS_DOWN) * _STREET + margin,
    )


def _streets(line: int, blocks: tuple[int, ...]) -> int:
    """How many streets lie between the middle and this line of plots (negative to the left)."""
    rounds, rest = divmod(line, sum(blocks))
    ends = [sum(blocks[: count + 1]) for count in range(len(blocks))]
    return rounds * len(blocks) + sum(rest >= end for end in ends)


def _side(square: Square) -> float:
    return _NEW_SIDE if square.new else _SIDES[min(max(square.weight, 1), 3)]
