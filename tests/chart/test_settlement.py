"""The settlement plan: everybody has a plot of their own, and finds it again tomorrow."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.chart.settlement import MOST_QUARTERS, Ground, Placed, ground, grounds
from juluo.chart.spec import Quarter, SettlementPlan, Square

SEATS = [at * 0xD1342543DE82EF95 % 2**64 for at in range(1, 901)]


def town(*sizes: int) -> SettlementPlan:
    seats = iter(SEATS * 20)
    quarters = (
        Quarter(f"频道{at}", size, tuple(Square(1 + at % 3, at % 9 == 0, next(seats)) for at in range(size)))
        for at, size in enumerate(sizes)
    )
    return SettlementPlan(tuple(quarters), "一格一人", rest_name="其余")


def overlap(one: Placed, other: Placed) -> bool:
    return (
        one.x < other.x + other.side
        and other.x < one.x + one.side
        and one.y < other.y + other.side
        and other.y < one.y + one.side
    )


def never_overlaps(one: Ground) -> bool:
    ordered = sorted(one.placed, key=lambda placed: placed.x)
    for at, left in enumerate(ordered):
        for right in ordered[at + 1 :]:
            if right.x > left.x + 1:
                break
            if overlap(left, right):
                return False
    return True


@pytest.mark.parametrize("size", [1, 2, 7, 63, 300, 600])
def test_squares_never_overlap(size: int) -> None:
    one = grounds(town(size))[0]
    assert len(one.placed) == size
    assert never_overlaps(one)


@given(st.lists(st.integers(0, 3), max_size=120))
def test_people_with_one_seat_stand_apart(seats: list[int]) -> None:
    quarter = Quarter("群", len(seats), tuple(Square(3, new=False, seat=seat) for seat in seats))
    for one in grounds(SettlementPlan((quarter,), "")):
        assert len(one.placed) == len(seats)
        assert never_overlaps(one)


def test_stands_inside_its_ground() -> None:
    one = grounds(town(121))[0]
    assert min(placed.x for placed in one.placed) == 0
    assert min(placed.y for placed in one.placed) == 0
    assert all(placed.x + placed.side <= one.width + 1e-9 for placed in one.placed)
    assert all(placed.y + placed.side <= one.height + 1e-9 for placed in one.placed)


def places(one: Ground) -> dict[int, tuple[float, float]]:
    """Where each seat stands, seen from the middle of the quarter."""
    return {
        placed.square.seat: (placed.x + placed.side / 2 - one.centre[0], placed.y + placed.side / 2 - one.centre[1])
        for placed in one.placed
    }


def moves(size: int, change: float) -> list[float]:
    """How far each regular moves when a share of a quarter is other people, who say other things, a day later."""
    squares = [Square(2, new=False, seat=seat) for seat in SEATS[:size]]
    swapped = round(size * change)
    later = [Square(1, new=True, seat=seat) for seat in SEATS[swapped : size + swapped // 2]]
    today = places(ground(Quarter("群", size, tuple(squares))))
    tomorrow = places(ground(Quarter("群", len(later), tuple(reversed(later)))))
    return [math.dist(today[seat], tomorrow[seat]) for seat in today.keys() & tomorrow.keys()]


@pytest.mark.parametrize(("size", "change"), [(40, 0.1), (121, 0.2), (300, 0.3), (600, 0.2)])
def test_a_regular_is_found_again(size: int, change: float) -> None:
    moved = sorted(moves(size, change))
    across = 2 * math.sqrt(size / math.pi / 0.7)
    assert moved[len(moved) // 2] <= 1.6
    assert moved[int(len(moved) * 0.95)] <= 0.35 * across
    assert sum(far > 0.5 * across for far in moved) <= len(moved) * 0.02


def test_nobody_moves_for_talking_more() -> None:
    quiet = Quarter("群", 50, tuple(Square(1, new=False, seat=seat) for seat in SEATS[:50]))
    loud = Quarter("群", 50, tuple(Square(3, new=False, seat=seat) for seat in SEATS[:50]))
    quietly, loudly = places(ground(quiet)), places(ground(loud))
    assert all(math.dist(quietly[seat], loudly[seat]) < 1e-9 for seat in quietly)


@pytest.mark.parametrize("size", [60, 300, 600])
def test_is_never_a_wall(size: int) -> None:
    """Where everybody talks much, ground still shows between them."""
    quarter = Quarter("群", size, tuple(Square(3, new=False, seat=seat) for seat in SEATS[:size]))
    one = ground(quarter)
    inked = sum(placed.side**2 for placed in one.placed)
    assert inked / (one.width * one.height) < 0.5


def test_small_quarters_of_many_stand_together() -> None:
    plan = town(*([30, 2, 50, *([1] * 37)]))
    shown = grounds(plan)
    assert len(shown) == MOST_QUARTERS
    assert [one.name for one in shown[:3]] == ["频道0", "频道1", "频道2"]
    assert shown[-1].name == "其余"
    assert sum(one.people for one in shown) == 30 + 2 + 50 + 37
    assert sum(len(one.placed) for one in shown) == 30 + 2 + 50 + 37


def test_quarters_without_people_have_no_ground() -> None:
    assert grounds(SettlementPlan((Quarter("空", 0, ()),), "没有人发言")) == ()
