"""The order in which entrants come out: published numbers, and chances counted over many draws."""

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, islice, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import chisquare

from juluo.desk.draws.picking import picked, rfc3797, rfc3797_key, typed, weighed
from juluo.desk.draws.sealed import DrawError, Mode, Terms, Ticket, sealed

TERMS = Terms("2026-11-spring", "开服抽奖", "在活动频道打过卡", "2026-11-20T20:00:00+08:00", 2, "公开数")
DRAWS = 100_000
# One in a thousand right generators would be called wrong, too.
UNLIKELY = 0.001


def tag(place: int) -> str:
    return "AAAAAA" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place // 26] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place % 26]


def test_rfc_3797_names_the_ten_of_its_own_example() -> None:
    """RFC 3797 (Eastlake 2004), section 6."""
    key = rfc3797_key("9319 / 2 5 12 8 10 / 9 18 26 34 41 45")
    assert key == "9319./2.5.8.10.12./9.18.26.34.41.45./"
    assert [place + 1 for place in islice(rfc3797(25, key), 10)] == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]


def test_rfc_3797_is_had_by_choosing_it() -> None:
    terms = Terms("d", "抽", "都算", "2026-11-20T20:00:00+08:00", 10, "三个公开的号", Mode.RFC3797)
    tickets = [Ticket(tag(place)) for place in range(25)]
    found = picked(sealed(terms, tickets, "s"), "s", "9319/2 5 12 8 10/9 18 26 34 41 45")
    assert [ticket.tag for ticket in islice(found, 3)] == [tag(16), tag(6), tag(1)]


def test_rfc_3797_wants_numbers() -> None:
    with pytest.raises(DrawError, match="没有数字"):
        rfc3797_key("还没开奖")


def test_a_value_is_one_however_it_is_typed() -> None:
    assert typed(" ０１　05 \n 12 ") == typed("01 05 12") == "01 05 12"


def test_every_entrant_is_as_likely_as_any() -> None:
    tickets = [Ticket(tag(place)) for place in range(20)]
    first = Counter(next(weighed(tickets, str(n))).tag for n in range(DRAWS))
    assert chisquare([first[ticket.tag] for ticket in tickets]).pvalue > UNLIKELY


def test_every_order_is_as_likely_as_any() -> None:
    tickets = [Ticket(tag(place)) for place in range(3)]
    orders = Counter(tuple(ticket.tag for ticket in weighed(tickets, f"o{n}")) for n in range(20_000))
    assert chisquare([orders[one] for one in permutations(tag(place) for place in range(3))]).pvalue > UNLIKELY


def test_weights_are_chances() -> None:
    weights = (1, 2, 3, 10)
    tickets = [Ticket(tag(place), weight) for place, weight in enumerate(weights)]
    first = Counter(next(weighed(tickets, f"w{n}")).weight for n in range(20_000))
    expected = [20_000 * weight / sum(weights) for weight in weights]
    assert chisquare([first[weight] for weight in weights], expected).pvalue > UNLIKELY


def test_nobody_comes_out_twice_and_everybody_comes_out() -> None:
    tickets = [Ticket(tag(place), 1 + place % 3) for place in range(200)]
    assert sorted(ticket.tag for ticket in weighed(tickets, "x")) == [ticket.tag for ticket in tickets]


def test_secret_and_value_both_decide() -> None:
    draw = sealed(TERMS, [Ticket(tag(place)) for place in range(60)], "secret")
    orders = {
        tuple(ticket.tag for ticket in picked(draw, secret, value))
        for secret, value in (("secret", "1"), ("secret", "2"), ("other", "1"))
    }
    assert len(orders) == 3


def simply(tickets: Sequence[Ticket], start: str) -> Iterator[Ticket]:
    """The rule of docs/operate/draws.md, word by word and slowly."""
    left, n = list(tickets), 0
    while left:
        ends = list(accumulate(ticket.weight for ticket in left))
        block = int(sha256(f"{start}:{n}".encode()).hexdigest(), 16)
        n += 1
        if block < 2**256 - 2**256 % ends[-1]:
            yield left.pop(bisect_right(ends, block % ends[-1]))


@settings(max_examples=200)
@given(some.lists(some.integers(1, 50) | some.integers(1, 1_000_000), max_size=70), some.text(max_size=5))
def test_the_quick_way_finds_whom_the_simple_one_finds(weights: list[int], start: str) -> None:
    tickets = [Ticket(tag(place), weight) for place, weight in enumerate(weights)]
    assert list(weighed(tickets, start)) == list(simply(tickets, start))


def test_a_thousand_of_a_hundred_thousand_take_seconds() -> None:
    tickets = [Ticket(f"N{place}", 1 + place % 7) for place in range(100_000)]
    before = time.process_time()
    found = list(islice(weighed(tickets, "x"), 1_000))
    assert len({ticket.tag for ticket in found}) == 1_000
    assert time.process_time() - before < 3
