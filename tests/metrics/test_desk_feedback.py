"""Surveys, feedback and cases over what a desk appends: numbers that can be counted by hand."""

from datetime import date

import pytest
from desks import Desk, act
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, HE, daily, on

from juluo.intake.acts import Act
from juluo.ledger.acts import (
    CaseDecided,
    CaseOpened,
    FeedbackAnswered,
    FeedbackReceived,
    FeedbackTold,
    SurveyAnswered,
    SurveyAsked,
)
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.metrics.feedback.nps import adjusted_wald
from juluo.metrics.metric import Measured
from juluo.metrics.prevalence import Accuracy, corrected
from juluo.metrics.sample import Waits
from juluo.metrics.verdict import Verdict
from juluo.store.embedded import EmbeddedStore


def answered(scale: str, scores: list[int], day: str = "2026-03-10T10", first: int = 0) -> list[Act]:
    """So many guests' answers."""
    return [
        act(day, SurveyAnswered("s1", scale, score, guest=f"g{first + number}")) for number, score in enumerate(scores)
    ]


def measured(desk: Desk, name: str, acts: list[Act], day: str = "2026-03-20") -> Measured:
    return on(desk(acts), name, day).measured


def test_the_adjusted_wald_interval_is_the_published_one() -> None:
    """Rocks 2016, as measuringu.com gives it: of 200, 45 % promote and 20 % detract: 24.6 ± 10.5."""
    interval = adjusted_wald(90, 40, 200)
    assert (interval.high + interval.low) / 2 == pytest.approx(24.6, abs=0.05)
    assert (interval.high - interval.low) / 2 == pytest.approx(10.5, abs=0.05)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_promoters_and_detractors_mirror_each_other(promoters: int, passives: int, detractors: int) -> None:
    n = promoters + passives + detractors
    one, other = adjusted_wald(promoters, detractors, n), adjusted_wald(detractors, promoters, n)
    assert (one.low, one.high) == (pytest.approx(-other.high), pytest.approx(-other.low))


def test_nps_counts_nines_and_tens_less_those_up_to_six(desk: Desk) -> None:
    found = measured(desk, "nps", answered("nps", [10, 9, 9, 8, 7, 6, 0]))
    assert found.value == pytest.approx(100 * (3 - 2) / 7)
    assert (found.n, found.parts["promoters"], found.parts["passives"], found.parts["detractors"]) == (7, 3, 2, 2)
    assert found.interval == adjusted_wald(3, 2, 7)


def test_only_the_last_answer_of_a_person_counts_and_staff_s_not_at_all(desk: Desk) -> None:
    acts = [
        act("2026-03-01T10", SurveyAnswered("s1", "nps", 0), AN),
        act("2026-03-08T10", SurveyAnswered("s2", "nps", 10), AN),
        act("2026-03-08T10", SurveyAnswered("s2", "nps", 3), BO),
        act("2026-03-08T10", SurveyAnswered("s2", "nps", 0), HE),
        act("2026-02-01T10", SurveyAnswered("s0", "nps", 0), CEN),
    ]
    view = desk(acts, daily(HE, "2026-02-01", 2))
    found = on(view, "nps", "2026-03-20").measured
    assert (found.value, found.n) == (0.0, 2)
    assert on(view, "nps", "2026-02-28").measured.n == 1


def test_who_did_not_answer_is_shown_and_scales_stay_apart(desk: Desk) -> None:
    acts = [
        act("2026-03-09T10", SurveyAsked("s1", "csat", 20)),
        *answered("csat", [5, 4, 3, 1]),
        *answered("ces", [7]),
    ]
    found = measured(desk, "csat", acts)
    assert (found.hits, found.n, found.value) == (2, 4, 0.5)
    assert (found.parts["asked"], found.parts["answered_share"]) == (20, 0.2)


def test_effort_is_a_mean_with_student_s_interval(desk: Desk) -> None:
    found = measured(desk, "ces", answered("ces", [7, 6, 5, 6, 1]))
    assert found.value == 5.0
    assert found.interval is not None
    # s² = (4 + 1 + 0 + 1 + 16) / 4, t(4) = 2.776
    half = 2.776 * (22 / 4 / 5) ** 0.5
    assert (found.interval.low, found.interval.high) == (
        pytest.approx(5 - half, abs=1e-3),
        pytest.approx(5 + half, abs=1e-3),
    )


@pytest.mark.parametrize("name", ["nps", "csat", "ces"])
def test_without_answers_it_is_unknown_not_0(desk: Desk, name: str) -> None:
    reading = on(desk([act("2026-03-09T10", SurveyAsked("s1", name, 20))]), name, "2026-03-20")
    assert (reading.value, reading.measured.n) == (None, 0)
    assert reading.measured.reason == "近几周没有人答这份问卷"


@pytest.mark.parametrize("name", ["nps", "csat", "ces"])
def test_where_nobody_was_asked_no_export_is_to_blame(desk: Desk, name: str) -> None:
    """No survey ever; one on another scale; one on this scale, months ago. A score taken back is nobody's answer."""
    other = {"nps": "csat", "csat": "ces", "ces": "nps"}[name]
    for acts in (
        [act("2026-03-09T10", FeedbackReceived("f1"))],
        [act("2026-03-09T10", SurveyAsked("s1", other, 20)), *answered(other, [5])],
        [act("2025-11-09T10", SurveyAsked("s0", name, 20)), act("2026-03-09T10", SurveyAsked("s1", other, 20))],
        [act("2026-03-09T10", SurveyAnswered("s1", name, 0, guest="g", taken_back=True))],
    ):
        reading = on(desk(acts), name, "2026-03-20")
        assert reading.value is None
        assert reading.measured.reason == "这段时间没有问卷请人答过这个，也没有人答"


@pytest.mark.parametrize(("name", "glad", "cross"), [("nps", 9, 5), ("csat", 5, 2), ("ces", 6, 3)])
def test_a_real_fall_is_called_one_and_no_change_is_none(desk: Desk, name: str, glad: int, cross: int) -> None:
    before = answered(name, [glad, glad, glad, cross] * 15, "2026-02-10T10")
    view = desk([*before, *answered(name, [glad, cross, cross, cross] * 15, "2026-03-10T10", first=100)])
    assert on(view, name, "2026-03-20").verdict is Verdict.CLEARLY_DOWN
    assert on(view, name, "2026-02-20").verdict is Verdict.TOO_FEW


def test_an_erased_person_s_score_is_gone_and_told_of(desk: Desk, store: EmbeddedStore) -> None:
    acts = [*answered("nps", [10, 2]), act("2026-03-10T11", SurveyAnswered("s1", "nps", 0), AN)]
    view = desk(acts)
    assert on(view, "nps", "2026-03-20").measured.n == 3
    (code,) = view.presence.acted(Period(date(2026, 3, 10), date(2026, 3, 10)), (Kind.SURVEY_ANSWERED,))
    store.erase("town", [view.accounts([code])[code]])
    found = on(desk(acts), "nps", "2026-03-20").measured
    assert (found.n, found.parts["erased"]) == (2, 1)


FEEDBACK = [
    act("2026-03-01T10", FeedbackReceived("f1"), AN),
    act("2026-03-01T16", FeedbackAnswered("f1")),
    act("2026-03-02T10", FeedbackTold("f1")),
    act("2026-03-02T10", FeedbackReceived("f2"), BO),
    act("2026-03-12T10", FeedbackAnswered("f2")),
    act("2026-03-03T10", FeedbackReceived("f3"), BO),
    act("2026-03-05T10", FeedbackAnswered("f3")),
    act("2026-03-29T10", FeedbackReceived("f4"), CEN),
    act("2026-03-29T11", FeedbackAnswered("f4")),
    act("2026-03-30T10", FeedbackReceived("f5"), CEN),
]


def test_feedback_has_a_week_to_be_answered_and_young_one_is_left_out(desk: Desk) -> None:
    found = on(desk(FEEDBACK), "feedback_closed", "2026-03-28").measured
    assert (found.hits, found.n) == (2, 3)
    assert (found.parts["received"], found.parts["open"], found.parts["oldest_open_days"]) == (3, 0, None)


def test_answered_is_not_told(desk: Desk) -> None:
    view = desk(FEEDBACK)
    found = on(view, "feedback_told", "2026-03-28").measured
    assert (found.hits, found.n, found.parts["open"]) == (1, 3, 2)
    assert found.evidence is not None
    assert len(view.lines(found.evidence)) == 2
    # f2 came at 10:00 on the 2nd, and the ledger tells up to 23:59 on the 31st.
    assert found.parts["oldest_open_days"] == pytest.approx(29 + (13 * 60 + 59) / 1440)


def test_what_waits_still_counts_in_the_median(desk: Desk) -> None:
    view = desk(FEEDBACK)
    found = on(view, "feedback_wait", "2026-03-30").measured
    # 1 h, 2 d, and one waiting since 37 h 59 min: the curve falls to 2/3, and with the last one at risk to 0.
    assert found.value == 2 * 24 * 60
    assert (found.n, found.hits, found.parts["waiting"]) == (3, 2, 1)
    assert found.parts["answered_1d"] == pytest.approx(1 / 3)


def test_feedback_of_staff_is_none(desk: Desk) -> None:
    acts = [act("2026-03-01T10", FeedbackReceived("f1"), HE)]
    assert on(desk(acts, daily(HE, "2026-03-01", 1)), "feedback_closed", "2026-03-20").measured.n == 0


CASES = [
    act("2026-03-10T10", CaseOpened("c1"), AN),
    act("2026-03-10T11", CaseOpened("c1"), BO),
    act("2026-03-10T13", CaseDecided("c1", "dismissed")),
    act("2026-03-10T15", CaseDecided("c1", "upheld")),
    act("2026-03-10T12", CaseOpened("c2", guest="g1")),
    act("2026-03-10T12", CaseOpened("c3"), CEN),
    act("2026-03-10T18", CaseDecided("c3", "dismissed")),
]


def test_every_flag_counts_and_so_do_the_people_who_raised_them(desk: Desk) -> None:
    found = on(desk(CASES, daily(AN, "2026-03-10", 1, 40)), "flags", "2026-03-10").measured
    assert (found.value, found.parts["people"]) == (4, 4)
    assert found.parts["per_1000_messages"] == 100


def test_a_day_without_messages_has_no_rate_but_has_flags(desk: Desk) -> None:
    view = desk(CASES)
    assert on(view, "flags", "2026-03-10").measured.parts["per_1000_messages"] is None
    assert on(view, "flags", "2026-03-11").value == 0


def test_the_last_decision_stands_and_the_first_ends_the_waiting(desk: Desk) -> None:
    view = desk(CASES)
    upheld = on(view, "flags_upheld", "2026-03-20").measured
    assert (upheld.hits, upheld.n) == (1, 2)
    waited = on(view, "moderation_response", "2026-03-20").measured
    assert (waited.value, waited.n, waited.hits) == (6 * 60, 3, 2)
    assert isinstance(waited.sample, Waits)
    assert waited.sample.ended == (True, False, True)
    assert waited.sample.lasted[::2] == (3 * 60, 6 * 60)


def test_nobody_flagged_is_unknown_for_waits_and_0_for_flags(desk: Desk) -> None:
    view = desk(CASES)
    assert on(view, "moderation_response", "2026-05-01").value is None
    assert on(view, "flags_upheld", "2026-05-01").value is None
    assert on(view, "flags", "2026-05-01").value == 0


def test_the_desk_keeps_its_records_from_its_first_act_on_whatever_exports_tell(desk: Desk) -> None:
    """The town's export ends with March; flags go on being recorded. Before the first of them nobody kept any."""
    view = desk(CASES)
    before, after = on(view, "flags", "2026-01-01"), on(view, "flags", "2026-05-01")
    assert (before.value, before.verdict) == (None, Verdict.UNKNOWN)
    assert (after.value, after.complete) == (0, True)
    assert on(view, "messages", "2026-05-01").value is None


def test_waits_are_tested_by_log_rank(desk: Desk) -> None:
    slow = [act(f"2026-01-{day:02d}T01", FeedbackReceived(f"s{day}"), AN) for day in range(5, 30)]
    slow += [act(f"2026-01-{day:02d}T22", FeedbackAnswered(f"s{day}")) for day in range(5, 30)]
    fast = [act(f"2026-02-{day:02d}T01", FeedbackReceived(f"q{day}"), AN) for day in range(2, 27)]
    fast += [act(f"2026-02-{day:02d}T02", FeedbackAnswered(f"q{day}")) for day in range(2, 27)]
    reading = on(desk([*slow, *fast]), "feedback_wait", "2026-02-28")
    assert (reading.value, reading.same_weekday) == (60, 21 * 60)
    assert reading.verdict is Verdict.CLEARLY_DOWN


def test_the_correction_takes_out_what_the_classifier_puts_in() -> None:
    """Rogan and Gladen 1978: true 10 %, found with .9 and .95: .1 × .9 + .9 × .05 = .135."""
    accuracy = Accuracy(0.9, 0.95)
    assert corrected(0.135, accuracy) == pytest.approx(0.1)
    assert corrected(0.01, accuracy) == 0.0


@given(st.floats(0, 1), st.floats(0.51, 1), st.floats(0.51, 1))
def test_the_correction_undoes_the_errors(true: float, sensitivity: float, specificity: float) -> None:
    found = true * sensitivity + (1 - true) * (1 - specificity)
    assert corrected(found, Accuracy(sensitivity, specificity)) == pytest.approx(true, abs=1e-9)


def test_a_classifier_no_better_than_chance_corrects_nothing() -> None:
    with pytest.raises(ValueError, match="chance"):
        Accuracy(0.4, 0.6)


def test_feedback_older_than_four_weeks_is_no_part_of_it(desk: Desk) -> None:
    view = desk(FEEDBACK)
    for day, waits in (("2026-03-28", {360, 14400, 2880}), ("2026-03-29", {14400, 2880, 60})):
        sample = on(view, "feedback_wait", day).measured.sample
        assert isinstance(sample, Waits)
        assert set(sample.lasted) == waits
