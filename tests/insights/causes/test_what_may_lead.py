"""Which parts may be named as the cause, on cells made up for each rule."""

import math

import pytest

from juluo.insights.causes.part import By, Effect, Key
from juluo.insights.causes.ranking import Lead, leads, surprise
from juluo.insights.causes.ratios import Segment, ratio_leads

Cells = dict[By, dict[Key, tuple[int, int]]]
STILL = dict.fromkeys(By, 1.0)


def apart(_one: Lead, _other: Lead) -> float:
    return 0.0


def named(cells: Cells, young: frozenset[Key] = frozenset()) -> Lead | None:
    found = leads(cells, apart, STILL, young=young)
    return found[0] if found and found[0].score > 0 else None


def test_the_channel_that_lost_27_of_31() -> None:
    lead = named({By.CHANNEL: {1: (60, 33), 2: (70, 68), 3: (50, 48)}})
    assert lead is not None
    assert (lead.keys, lead.amount, round(lead.explains, 2)) == ((1,), -27, 0.87)


def test_what_falls_everywhere_alike_has_no_lead() -> None:
    assert named({By.CHANNEL: {1: (60, 42), 2: (70, 49), 3: (50, 35)}}) is None


def test_two_channels_are_named_together_where_one_is_not_enough() -> None:
    lead = named({By.CHANNEL: {1: (40, 2), 2: (40, 4), 3: (90, 88), 4: (90, 91)}})
    assert lead is not None
    assert set(lead.keys) == {1, 2}


def test_hours_that_follow_one_another_are_one_part() -> None:
    lead = named({By.HOUR: {hour: (20, 0 if 10 <= hour < 13 else 20) for hour in range(8, 22)}})
    assert lead is not None
    assert lead.keys == (10, 11, 12)


def test_a_month_that_had_hardly_begun_is_no_cause() -> None:
    cells: Cells = {By.COHORT: {"2026-03": (0, 40), "2025-11": (60, 62), "2025-10": (50, 49)}}
    assert named(cells) is not None
    assert named(cells, frozenset({"2026-03"})) is None


def test_to_have_been_there_from_the_start_is_no_cause() -> None:
    assert named({By.COHORT: {"start": (60, 5), "2025-11": (60, 62), "2025-10": (50, 49)}}) is None


def test_who_did_it_comes_before_where_if_it_is_the_same_change() -> None:
    cells: Cells = {
        By.PERSON: dict.fromkeys(range(40), (3, 3)) | {99: (2, 152)},
        By.THREAD: {1: (5, 156), 2: (117, 116)},
    }
    same = leads(cells, lambda _one, _other: 150.0)
    assert same[0].by is By.PERSON


def test_surprise_is_cases_times_the_jensen_shannon_divergence() -> None:
    """Two periods of equal size: 2n·JS(p‖q), p and q the shares in and out of the set (Lin 1991)."""
    p, q = (0.3, 0.7), (0.1, 0.9)
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    kl = [sum(a * math.log(a / m) for a, m in zip(side, middle, strict=True)) for side in (p, q)]
    assert surprise(30, 10, 100, 100) == pytest.approx(200 * sum(kl) / 2)


def test_the_segment_whose_share_fell_is_named() -> None:
    found = ratio_leads(
        {By.CHANNEL: {1: Segment(40, 36, 40, 14), 2: Segment(60, 54, 60, 53), 3: Segment(30, 27, 30, 27)}}
    )
    assert (found[0].keys, found[0].effect, found[0].score > 0) == ((1,), Effect.RATE, True)


def test_more_questions_in_a_worse_channel_are_a_matter_of_mix() -> None:
    found = ratio_leads({By.CHANNEL: {1: Segment(80, 72, 20, 18), 2: Segment(20, 10, 80, 40)}})
    assert (found[0].effect, found[0].score > 0) == (Effect.MIX, True)


def test_threads_come_and_go_so_their_mix_is_no_cause() -> None:
    assert ratio_leads({By.THREAD: {1: Segment(80, 72, 0, 0), 2: Segment(0, 0, 80, 40)}}) == []


def test_what_is_nearly_everything_is_no_part() -> None:
    assert ratio_leads({By.LIFECYCLE: {"as_before": Segment(95, 90, 95, 50), "new": Segment(5, 4, 5, 4)}}) == []
