"""How unequal counts are: published and hand-computed values, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, Opened, daily, line, on, open_from

from juluo.metrics.activity.inequality import SMALL, fewest_for_half, gini, ginis, top_share
from juluo.metrics.metric import Trial, metrics
from juluo.metrics.sample import ByMember

COUNTS = st.lists(st.integers(0, 1000), min_size=2, max_size=60)


def test_the_published_contributor_absence_factor() -> None:
    """The example of CHAOSS's own page, Contributor Absence Factor."""
    assert fewest_for_half([1000, 202, 90, 33, 332, 343, 42, 433]) == 2


@pytest.mark.parametrize(("counts", "few"), [([], 0), ([5], 1), ([1, 1, 1, 1], 2), ([3, 2, 1], 1), ([2, 2, 1], 2)])
def test_half_is_enough(counts: list[int], few: int) -> None:
    assert fewest_for_half(counts) == few


def test_gini_by_hand() -> None:
    """1, 2, 3, 4: mean difference 1.25 over twice the mean 2.5 is .25; times 4/3 for a sample of four."""
    assert gini([4, 1, 3, 2]) == pytest.approx(1 / 3)
    assert gini([0] * 29 + [1]) == pytest.approx(29 / 30)
    assert gini([0, 7]) == pytest.approx(1.0)
    assert gini([3] * 40) == pytest.approx(0.0)
    assert gini([3]) is None
    assert gini([0, 0]) is None


@given(COUNTS)
def test_gini_lies_between_0_and_1_and_is_the_mean_difference(counts: list[int]) -> None:
    found, n = gini(counts), len(counts)
    if not sum(counts):
        assert found is None
        return
    differences = sum(abs(a - b) for a in counts for b in counts)
    plain = differences / (2 * n * sum(counts))
    assert found == pytest.approx(plain * (n / (n - 1) if n < SMALL else 1), abs=1e-9)
    assert found is not None
    assert 0 <= found <= 1 + 1e-9


@given(COUNTS, st.integers(2, 9))
def test_gini_knows_no_scale(counts: list[int], times: int) -> None:
    if sum(counts):
        assert gini(counts) == pytest.approx(gini([count * times for count in counts]), abs=1e-9)


@given(COUNTS)
def test_draws_are_measured_as_the_value_is(counts: list[int]) -> None:
    drawn = np.array([counts, counts[::-1]], dtype=float)[:, :, None]
    assert ginis(drawn) == pytest.approx([gini(counts) or 0.0] * 2, abs=1e-9)
    ranked = sorted(counts, reverse=True)
    tenth = sum(ranked[: -(-len(ranked) // 10)]) / max(sum(ranked), 1)
    assert top_share(10)(drawn) == pytest.approx([tenth] * 2)


def test_every_sample_s_statistic_gives_the_value(ledger: Opened) -> None:
    """What is drawn anew to test a change is the value itself when everybody is drawn once."""
    people = [entry for n in range(12) for entry in daily(f"m{n}", "2026-01-03", 3 * n + 1, n % 4 + 1)]
    view = ledger([*open_from("2026-01-01", "2026-02-15"), *people])
    tested = [metric for metric in metrics().values() if metric.trial is Trial.MEMBERS]
    names = {"stickiness", "gini_members", "gini_speakers", "top1_share", "top10_share"}
    assert names <= {metric.name for metric in tested}
    for name in names:
        measured = on(view, name, "2026-02-05").measured
        assert isinstance(measured.sample, ByMember)
        assert len(measured.sample.did) == measured.n
        assert measured.sample.statistic(np.array([measured.sample.did])) == pytest.approx([measured.value])


def test_the_silent_count_among_members_until_they_leave(ledger: Opened) -> None:
    moves = [
        line("2026-01-02T09:00:00", BO, "join"),
        line("2026-01-02T09:00:00", CEN, "join"),
        line("2026-02-03T09:00:00", CEN, "leave"),
        line("2026-02-05T09:00:00", CEN, "join"),
    ]
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-10", 40), *moves])
    known = [on(view, "gini_members", f"2026-02-{day:02d}").measured.parts.get("known") for day in (2, 3, 4, 5)]
    assert known == [3, 2, 2, 3]
    assert on(view, "gini_members", "2026-02-02").value == pytest.approx(1.0)
    assert on(view, "gini_speakers", "2026-02-02").value is None


def test_three_tiers_are_everybody(ledger: Opened) -> None:
    said = [*daily(AN, "2026-01-05", 28, 2), *daily(BO, "2026-01-05", 28), line("2026-01-06T09:00:00", CEN, "join")]
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *said])
    measured = on(view, "participation_tiers", "2026-02-01").measured
    assert [(row["tier"], row["hits"], row["messages"]) for row in measured.rows] == [
        ("lurking", 1, 0),
        ("occasional", 1, 28),
        ("heavy", 1, 56),
    ]
    assert sum(float(str(row["message_share"])) for row in measured.rows) == pytest.approx(1)
    assert measured.n == 3


def test_a_stated_number_tells_of_lurkers(ledger: Opened) -> None:
    stated = line("2026-02-01T10:00:00", None, "member_count", members=50)
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-05", 28), stated])
    measured = on(view, "participation_tiers", "2026-02-01").measured
    assert (measured.rows[0]["hits"], measured.n, measured.stated) == (49, 50, True)
