"""How often somebody may ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.shell.limits import AN_ADDRESS, RATES, Buckets, Cost, Rate, network_of, wait_for

SLOW = Rate(at_once=3, a_minute=6)


def test_so_many_at_once_and_then_so_many_a_minute() -> None:
    buckets = Buckets()
    assert [buckets.take(("an",), SLOW, 100.0) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert buckets.take(("an",), SLOW, 109.0) == 1
    assert buckets.take(("an",), SLOW, 110.1) == 0
    assert buckets.take(("mei",), SLOW, 100.0) == 0, "everybody has their own"


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=200))
def test_no_clock_gives_more_than_the_rate(steps: list[float]) -> None:
    buckets, now, taken, passed = Buckets(), 1000.0, 0, 0.0
    for step in steps:
        now, passed = now + step, passed + max(0.0, step)
        taken += buckets.take(("an",), SLOW, now) == 0
    assert taken <= SLOW.at_once + passed * SLOW.a_minute / 60 + 1e-6


def test_who_was_not_seen_for_longest_is_forgotten_first() -> None:
    buckets = Buckets(most=2)
    for _ in range(3):
        buckets.take(("an",), SLOW, 0.0)
    buckets.take(("mei",), SLOW, 0.0)
    assert buckets.take(("an",), SLOW, 0.0) > 0
    buckets.take(("yu",), SLOW, 0.0)
    assert buckets.take(("an",), SLOW, 0.0) > 0, "mei went instead"


@pytest.mark.parametrize("cost", Cost)
def test_an_office_has_more_than_one_account_and_not_more_than_its_address(
    cost: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juluo.shell.limits.BUCKETS", Buckets())
    most = RATES[cost].at_once
    for account in range(AN_ADDRESS):
        assert not any(wait_for(cost, "home", account, "192.0.2.1", 0.0) for _ in range(most))
        assert wait_for(cost, "home", account, "192.0.2.1", 0.0)
    assert wait_for(cost, "home", AN_ADDRESS, "192.0.2.1", 0.0), "the address is used up"
    assert not wait_for(cost, "home", AN_ADDRESS, "192.0.2.2", 0.0)
    assert not wait_for(cost, "home", None, "192.0.2.1", 0.0), "who isn't signed in is counted apart"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_a_network_is_an_address_or_the_house_it_is_of(address: str, network: str) -> None:
    assert network_of(address) == network
