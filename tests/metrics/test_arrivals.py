"""Newcomers: who is one, who brought them, and how far they got; small towns computed by hand."""

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, HE, Line, Opened, daily, line, on, open_from

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import EventOpened
from juluo.metrics.members.k_factor import k_interval
from juluo.metrics.metric import Measured
from juluo.metrics.sample import ByMember
from juluo.store.embedded import EmbeddedStore

BOUNDS = open_from("2026-01-01", "2026-04-30")
HOSTED = ("an", "an", "bo")


def joins(ts: str, who: str, inviter: str | None = None) -> Line:
    return line(ts, who, "invite" if inviter else "join", inviter=inviter)


def test_who_spoke_on_the_day_of_arrival_only_has_not_settled(ledger: Opened) -> None:
    came = [joins("2026-02-10T09:00:00", who) for who in (AN, BO, CEN)]
    said = [*daily(AN, "2026-02-10", 1), *daily(BO, "2026-02-17", 1), *daily(CEN, "2026-02-18", 1)]
    view = ledger([*BOUNDS, *came, *said])
    measured = on(view, "activation", "2026-03-01").measured
    assert (measured.hits, measured.n) == (1, 3)
    assert measured.value == pytest.approx(1 / 3)


def test_a_cohort_waits_until_its_week_is_over(ledger: Opened) -> None:
    view = ledger([*BOUNDS, joins("2026-03-10T09:00:00", AN), *daily(AN, "2026-03-11", 1)])
    found = [on(view, "activation", f"2026-{day}").measured for day in ("03-16", "03-17", "04-13", "04-14")]
    assert [(measured.hits, measured.n) for measured in found] == [(0, 0), (1, 1), (1, 1), (0, 0)]
    assert found[0].value is None
    assert found[0].reason


def test_who_was_seen_before_is_not_new(ledger: Opened) -> None:
    back = [*daily(AN, "2026-01-05", 1), joins("2026-02-10T09:00:00", AN), *daily(AN, "2026-02-12", 1)]
    view = ledger([*BOUNDS, *back, joins("2026-02-10T09:00:00", BO)])
    assert on(view, "activation", "2026-03-01").measured.n == 1


def test_without_joins_whoever_is_seen_first_is_new(ledger: Opened) -> None:
    view = ledger([*BOUNDS, *daily(AN, "2026-01-05", 60), *daily(BO, "2026-02-10", 2), *daily(CEN, "2026-02-10", 1)])
    measured = on(view, "activation", "2026-03-15").measured
    assert (measured.hits, measured.n) == (1, 2)
    early = on(view, "activation", "2026-02-10").measured
    assert early.value is None
    assert early.reason


def test_the_funnel_s_steps_are_those_of_one_cohort(ledger: Opened) -> None:
    """An goes all the way, Bo replies but starts nothing, Du starts but replies to nobody, Cen is silent."""
    told = line("2026-02-11T09:00:00", HE, text="欢迎")
    told = told | {"author": "host", "is_staff": False}
    first = line("2026-02-12T09:00:00", AN, text="好", topic="t1")
    said = [
        told,
        first,
        line("2026-02-12T10:00:00", BO, text="好", topic="t1", reply_to=first["id"]),
        line("2026-02-12T11:00:00", AN, text="好", topic="t1", reply_to=told["id"]),
        line("2026-02-13T09:00:00", "du", text="好", topic="t2"),
    ]
    came = [joins("2026-02-10T09:00:00", who) for who in (AN, BO, CEN, "du")]
    view = ledger([*BOUNDS, *daily("host", "2026-01-02", 1), *came, *said])
    measured = on(view, "contributor_funnel", "2026-03-15").measured
    found = {row["step"]: (row["hits"], row["n"], row["did"]) for row in measured.rows}
    assert found == {
        "joined": (4, None, 4),
        "read": (None, None, None),
        "spoke": (3, 4, 3),
        "replied": (2, 3, 2),
        "started": (1, 2, 2),
        "organised": (None, None, None),
    }
    assert [row["share"] for row in measured.rows][2:5] == [0.75, pytest.approx(2 / 3), 0.5]


def test_steps_that_a_source_hides_are_unknown(ledger: Opened) -> None:
    view = ledger([*BOUNDS, *daily(AN, "2026-01-05", 60), *daily(BO, "2026-02-10", 2)])
    rows = on(view, "contributor_funnel", "2026-03-28").measured.rows
    assert {str(row["step"]): row["hits"] for row in rows} == {
        "joined": None,
        "read": None,
        "spoke": 1,
        "replied": None,
        "started": None,
        "organised": None,
    }


def test_who_organised_is_known_where_the_desk_keeps_events(tmp_path: Path) -> None:
    store, export = EmbeddedStore(tmp_path / "home"), tmp_path / "town.jsonl"
    came = [joins("2026-02-10T09:00:00", who) for who in (AN, BO)]
    said = [
        line(f"2026-02-11T{hour}:00:00", who, text="好", topic="t") for hour, who in ((10, AN), (11, BO), (12, AN))
    ]
    export.write_text("".join(json.dumps(entry) + "\n" for entry in (*BOUNDS, *came, *said)), encoding="utf-8")
    take_in(store, "town", [export], Wish(timezone="UTC"))
    community = store.community("town")
    assert community is not None
    append_acts(store, community, [Act(datetime(2026, 2, 20, tzinfo=UTC), EventOpened("e1"), ("table", AN))])
    view = store.view(community)
    rows = {row["step"]: row for row in on(view, "contributor_funnel", "2026-03-15").measured.rows}
    assert [rows[step]["hits"] for step in ("spoke", "replied", "started", "organised")] == [2, 2, 1, 1]
    view.close()
    store.close()


def invited(ledger: Opened, **when: str) -> dict[str, Measured]:
    """An brings two in and Bo one, He of the staff one; two come by themselves: An on 1 February, Bo on 3."""
    own = [joins("2026-02-01T12:00:00", AN), joins("2026-02-03T12:00:00", BO)]
    hosts = enumerate((*HOSTED, HE))
    guests = [joins(f"2026-02-{11 + place}T12:00:00", f"guest{place}", host) for place, host in hosts]
    view = ledger(
        [
            *BOUNDS,
            *daily(HE, "2026-01-05", 1),
            *own,
            *guests,
            *daily("guest0", "2026-02-18", 1),
            *daily("guest3", "2026-02-20", 1),
        ]
    )
    return {name: on(view, name, day).measured for name, day in when.items()}


def test_how_many_each_member_brings(ledger: Opened) -> None:
    """Three guests over six members seen; An needed 10 and 11 days, Bo 10."""
    measured = invited(ledger, k_factor="2026-02-28")["k_factor"]
    assert measured.value == pytest.approx(3 / 6)
    assert measured.parts == {
        "brought": 3,
        "hosts": 2,
        "members": 6,
        "sent": None,
        "cycle_days": 10.0,
        "cycles": 3,
    }
    sample = measured.sample
    assert isinstance(sample, ByMember)
    assert sample.statistic(np.array([sample.did])) == pytest.approx([0.5])


def test_which_part_was_brought_by_members(ledger: Opened) -> None:
    measured = invited(ledger, referral_share="2026-02-28")["referral_share"]
    assert (measured.hits, measured.n) == (3, 6)
    assert measured.parts == {"by_members": 3, "by_staff": 1, "others": 2}


def test_day_seven_by_who_brought_them(ledger: Opened) -> None:
    """The first guest, of 11 February, speaks on the 18th, day 7; the fourth, of the 14th, on the 20th, day 6."""
    measured = invited(ledger, channel_conversion="2026-02-28")["channel_conversion"]
    rows = {row["brought_by"]: (row["hits"], row["n"], row["within_7_days"]) for row in measured.rows}
    assert rows == {"member": (1, 3, 1), "staff": (0, 1, 1), "others": (0, 2, 0)}


def test_where_nobody_is_ever_named_as_inviter_it_is_unknown(ledger: Opened) -> None:
    view = ledger([*BOUNDS, joins("2026-02-10T12:00:00", AN), *daily(AN, "2026-02-10", 9)])
    for name in ("k_factor", "referral_share"):
        measured = on(view, name, "2026-02-28").measured
        assert measured.value is None
        assert measured.reason
    assert [row["brought_by"] for row in on(view, "channel_conversion", "2026-02-28").measured.rows] == ["not_shown"]


def test_the_delta_method_by_hand() -> None:
    """Five guests of one host among five: mean 1, variance 5, so the log's standard error is 1."""
    interval = k_interval([5, 0, 0, 0, 0])
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((math.exp(-1.959964), math.exp(1.959964)), rel=1e-6)
    assert k_interval([0, 0]) is None
    assert k_interval([3]) is None


@given(st.lists(st.integers(0, 9), min_size=2, max_size=50))
def test_the_interval_holds_k(counts: list[int]) -> None:
    interval = k_interval(counts)
    if interval is not None:
        assert 0 < interval.low <= sum(counts) / len(counts) <= interval.high
