"""Each kind of question, by numbers reckoned by hand or published; and what isn't told of few."""

from dataclasses import replace

import pytest
from asked import CHOICE, COFFEE, CSAT, NPS, RANKING, TEA, WATER, sheets, survey

from juluo.insights.surveys.answered import Asked, Kind, Sheet
from juluo.insights.surveys.results import results, simultaneous
from juluo.metrics.intervals import wilson
from juluo.metrics.verdict import Verdict


def test_a_net_score_has_the_published_interval() -> None:
    """Rocks 2016: of 200, 45 % promote and 20 % detract: 24.6 ± 10.5."""
    (told,) = results(survey(NPS, sheets([10] * 90 + [7] * 70 + [3] * 40))).questions
    assert told.scored is not None
    assert told.scored.value.value == pytest.approx(25)
    interval = told.scored.value.interval
    assert interval is not None
    assert (interval.high + interval.low) / 2 == pytest.approx(24.6, abs=0.05)
    assert (interval.high - interval.low) / 2 == pytest.approx(10.5, abs=0.05)
    assert (told.scored.promoters, told.scored.detractors) == (90, 40)


def test_a_mean_has_students_interval() -> None:
    """Scores 2 and 4, ten of each: 3 ± 2.093 · 1.026 / √20."""
    (told,) = results(survey(CSAT, sheets([2, 4] * 10))).questions
    assert told.scored is not None
    assert told.scored.value.interval is not None
    assert told.scored.value.value == 3
    assert told.scored.value.interval.high == pytest.approx(3 + 2.0930 * 1.02598 / 20**0.5, abs=1e-4)
    assert told.scored.best.value == 0.5


def test_what_the_silent_could_change_is_everything_they_could_say() -> None:
    """Of 100 asked 25 gave 4 of 5: at least (25·4 + 75·1) / 100, at most (25·4 + 75·5) / 100."""
    (told,) = results(survey(CSAT, sheets([4] * 25), {"some": 100})).questions
    assert told.scored is not None
    assert told.scored.bounds is not None
    assert (told.scored.bounds.low, told.scored.bounds.high) == (1.75, 4.75)


def test_weights_give_each_stratum_the_room_it_has() -> None:
    """Twenty busy ones say 10, ten quiet ones 0; there are as many of both: NPS 33 as counted, 0 weighed."""
    told = (*sheets([10] * 20, "often"), *sheets([0] * 10, "quiet"))
    found = results(survey(NPS, told, {"quiet": 50, "often": 50}))
    scored = found.questions[0].scored
    assert scored is not None
    assert scored.weighted is not None
    assert scored.value.value == pytest.approx(100 / 3)
    assert scored.weighted.value == pytest.approx(0)
    # Kish: 30 answers are worth 1 / (.25 / 20 + .25 / 10).
    assert scored.weighted.n == pytest.approx(80 / 3)


def test_few_answers_are_only_counted() -> None:
    (told,) = results(survey(NPS, sheets([10] * 9))).questions
    assert (told.n, told.is_told, told.scored) == (9, False, None)
    assert [part.hits for part in told.parts][-1] == 9
    assert all(part.plain is None for part in told.parts)


def test_fewer_than_five_anonymous_answers_are_not_told_at_all() -> None:
    (told,) = results(survey(NPS, sheets([10] * 4), is_anonymous=True)).questions
    assert (told.n, told.is_hidden, told.parts) == (4, True, ())
    (told,) = results(survey(NPS, sheets([10] * 5), is_anonymous=True)).questions
    assert not told.is_hidden


def test_intervals_of_options_hold_together() -> None:
    """Goodman 1965: each at 5 % / 3, z = 2.394."""
    assert simultaneous(3) == pytest.approx(2.39398, abs=1e-5)
    (told,) = results(survey(CHOICE, sheets(["tea"] * 30 + ["coffee"] * 10 + ["water"] * 10))).questions
    assert [part.hits for part in told.parts] == [30, 10, 10]
    first = told.parts[0].plain
    assert first is not None
    assert first.interval == wilson(30, 50, simultaneous(3))
    assert first.interval is not None
    assert first.interval.low < wilson(30, 50).low


@pytest.mark.parametrize(
    ("tea", "coffee", "verdict"),
    [(40, 5, Verdict.CLEARLY_UP), (18, 15, Verdict.NO_CHANGE)],
)
def test_the_first_is_ahead_only_where_luck_does_not_do_it(tea: int, coffee: int, verdict: Verdict) -> None:
    (told,) = results(survey(CHOICE, sheets(["tea"] * tea + ["coffee"] * coffee + ["water"] * 3))).questions
    assert told.lead is not None
    assert (told.lead.first, told.lead.second) == (TEA, COFFEE)
    assert told.lead.verdict is verdict


def test_several_options_are_shares_of_people() -> None:
    question = replace(CHOICE, kind=Kind.MULTI)
    (told,) = results(survey(question, sheets([("tea", "coffee")] * 12 + [("tea",)] * 8))).questions
    shares = [part.plain.value for part in told.parts if part.plain]
    assert shares == [1, 0.6, 0]


def test_each_row_of_a_matrix_counts_who_answered_it() -> None:
    question = Asked("q", Kind.MATRIX, "各处怎么样", (TEA, COFFEE), (WATER,))
    told = sheets([{"water": "tea"}] * 11 + [{"other": "tea"}] * 3)
    (found,) = results(survey(question, told)).questions
    assert [(row.n, [part.hits for part in row.parts]) for row in found.grid] == [(11, [11, 0])]


def test_ranking_gives_bordas_points_and_places() -> None:
    """Three orders: tea 1 1 2, coffee 2 3 1, water 3 2 3: mean ranks 4/3, 2, 8/3; points of Borda 5/6, 1/2, 1/6."""
    orders = [("tea", "coffee", "water"), ("tea", "water", "coffee"), ("coffee", "tea", "water")] * 10
    (told,) = results(survey(RANKING, sheets(orders))).questions
    assert [(one.option, one.place, one.firsts) for one in told.ranking] == [
        (TEA, 1, 20),
        (COFFEE, 2, 10),
        (WATER, 3, 0),
    ]
    assert [one.mean_rank for one in told.ranking] == pytest.approx([4 / 3, 2, 8 / 3])
    assert [one.borda for one in told.ranking] == pytest.approx([5 / 6, 1 / 2, 1 / 6])
    assert all(one.interval and one.interval.low <= one.borda <= one.interval.high for one in told.ranking)
    assert told.ranking[0].places == (1, 1)


def test_an_order_is_weighed_as_scores_are() -> None:
    """Twenty busy ones put tea first, ten quiet ones last; there are as many of both: in the middle, weighed."""
    told = (*sheets([("tea", "coffee", "water")] * 20, "often"), *sheets([("water", "coffee", "tea")] * 10, "quiet"))
    (found,) = results(survey(RANKING, told, {"quiet": 50, "often": 50})).questions
    assert [one.borda for one in found.ranking] == pytest.approx([2 / 3, 1 / 2, 1 / 3])
    assert [one.borda_weighted for one in found.ranking] == pytest.approx([1 / 2, 1 / 2, 1 / 2])


def test_what_is_left_out_of_an_order_stands_behind() -> None:
    (told,) = results(survey(RANKING, sheets([("tea",)] * 10))).questions
    assert [one.mean_rank for one in told.ranking] == [1, 2.5, 2.5]
    assert [one.place for one in told.ranking] == [1, 2, 2]


def test_nothing_answered_is_nothing_told() -> None:
    (told,) = results(survey(NPS, [Sheet(1, "", finished=False, answers={})])).questions
    assert (told.n, told.is_told, told.is_hidden) == (0, False, False)
