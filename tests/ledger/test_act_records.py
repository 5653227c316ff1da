from datetime import UTC, datetime

import pytest

from juluo.ledger.acts import (
    RECORDS,
    AccountsTied,
    AccountsUntied,
    CaseDecided,
    CaseOpened,
    DrawEntered,
    DrawOpened,
    DrawWon,
    EventAttended,
    EventClosed,
    EventOpened,
    EventSignedUp,
    FeedbackAnswered,
    FeedbackReceived,
    FeedbackTold,
    Record,
    SurveyAnswered,
    SurveyAsked,
    detail_of,
    record_of,
)
from juluo.ledger.kinds import Kind

SAMPLES: list[Record] = [
    EventOpened(
        "e1",
        "读书会",
        datetime(2026, 3, 1, 12, tzinfo=UTC),
        ends=datetime(2026, 3, 1, 14, tzinfo=UTC),
        reached=(3,),
        untouched=(4, 5),
    ),
    EventSignedUp("e1"),
    EventAttended("e1", guest="g7"),
    EventClosed("e1", cost=120.5, hours=3),
    FeedbackReceived("f1"),
    FeedbackAnswered("f1"),
    FeedbackTold("f1"),
    SurveyAsked("s1", "nps", 40),
    SurveyAnswered("s1", "nps", 0),
    CaseOpened("c1"),
    CaseDecided("c1", "upheld"),
    DrawOpened("d1", "冬日手册"),
    DrawEntered("d1"),
    DrawWon("d1", guest="g7", taken_back=True),
    AccountsTied((3, 17)),
    AccountsUntied((17,)),
]


@pytest.mark.parametrize("record", SAMPLES, ids=lambda record: str(record.kind))
def test_a_record_comes_back_from_its_detail(record: Record) -> None:
    assert record_of(record.kind, detail_of(record)) == record


def test_every_kind_of_the_desk_has_its_record() -> None:
    desk = {kind for kind in Kind if "." in kind}
    assert desk == set(RECORDS) == {record.kind for record in SAMPLES}


def test_what_holds_nothing_is_left_out() -> None:
    assert detail_of(EventClosed("e1")) == {"event": "e1"}
    assert detail_of(EventSignedUp("e1")) == {"event": "e1"}
    assert detail_of(EventSignedUp("e1", taken_back=True)) == {"event": "e1", "taken_back": True}
    assert detail_of(EventOpened("e1", starts=datetime(2026, 3, 1, 12, tzinfo=UTC))) == {
        "event": "e1",
        "starts": "2026-03-01T12:00:00Z",
    }


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        (Kind.FEEDBACK_RECEIVED, {}),
        (Kind.SURVEY_ANSWERED, {"survey": "s", "scale": "nps", "score": 11}),
        (Kind.SURVEY_ANSWERED, {"survey": "s", "scale": "csat", "score": 0}),
        (Kind.SURVEY_ANSWERED, {"survey": "s", "scale": "stars", "score": 3}),
        (Kind.SURVEY_ANSWERED, {"survey": "s", "scale": "ces", "score": "7"}),
        (Kind.CASE_DECIDED, {"case": "c", "outcome": "maybe"}),
        (Kind.EVENT_CLOSED, {"event": "e", "cost": -1}),
    ],
)
def test_what_is_no_record_is_none(kind: Kind, detail: dict[str, object]) -> None:
    assert record_of(kind, detail) is None


def test_a_score_off_its_scale_is_never_made() -> None:
    with pytest.raises(ValueError, match="no score"):
        SurveyAnswered("s1", "ces", 8)
    with pytest.raises(ValueError, match="no survey"):
        SurveyAsked("s1", "stars", 10)
    with pytest.raises(ValueError, match="dismissed"):
        CaseDecided("c1", "")
