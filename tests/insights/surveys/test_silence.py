"""Who didn't answer and where they stopped."""

from asked import CSAT, NPS, sheets, survey

from juluo.insights.surveys.answered import Asked, Kind, Sheet, Survey
from juluo.insights.surveys.silence import silence

WHY = Asked("why", Kind.TEXT, "为什么")


def test_shares_are_of_those_asked_and_the_link_is_counted_apart() -> None:
    told = silence(survey(NPS, (*sheets([10] * 20), *sheets([9] * 5, "", invited=False)), {"some": 50}))
    assert (told.asked, told.begun, told.by_link, told.finished) == (50, 25, 5, 25)
    assert told.responded is not None
    assert told.responded.value == 0.4


def test_an_open_link_has_no_share() -> None:
    told = silence(survey(NPS, sheets([10] * 20, "", invited=False)))
    assert (told.asked, told.responded, told.by_link) == (None, None, 20)


def test_where_people_stop_is_the_last_that_they_answered() -> None:
    told = silence(
        Survey(
            (NPS, WHY),
            (
                Sheet(1, "", finished=True, answers={"q": 9, "why": "好"}),
                Sheet(2, "", finished=False, answers={"q": 9}),
                Sheet(3, "", finished=False, answers={"q": 3}),
                Sheet(4, "", finished=False, answers={}),
            ),
            {},
            {},
        )
    )
    assert [(stop.answered, stop.stopped) for stop in told.stops] == [(3, 2), (1, 0)]
    assert (told.left_at_once, told.finished, told.completed) == (1, 1, 0.25)


def test_small_strata_of_anonymous_surveys_are_hidden_with_one_more() -> None:
    everybody = (*sheets([5] * 3, "quiet"), *sheets([4] * 9, "some"), *sheets([4] * 20, "often"))
    told = silence(survey(CSAT, everybody, {"quiet": 9, "some": 20, "often": 30}, is_anonymous=True))
    assert [one.answered for one in told.strata] == [None, None, 20]
    told = silence(survey(CSAT, everybody, {"quiet": 9, "some": 20, "often": 30}))
    assert [one.answered for one in told.strata] == [3, 9, 20]
