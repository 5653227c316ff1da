"""The desk's acts in a real ledger: exactly once, undone as one, erased with their person."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from juluo.intake.acts import Act, act_name, append_acts
from juluo.intake.operator import state_count
from juluo.ledger.acts import (
    CaseDecided,
    EventOpened,
    EventSignedUp,
    FeedbackAnswered,
    FeedbackReceived,
    SurveyAnswered,
    SurveyAsked,
    record_of,
)
from juluo.ledger.entry import Entry
from juluo.ledger.period import Calendar, Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community

AN, BO = ("telegram", "an"), ("telegram", "bo")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    found = EmbeddedStore(tmp_path / "home")
    yield found
    found.close()


@pytest.fixture
def town(store: EmbeddedStore) -> Community:
    return store.add_community("town", Calendar("UTC"))


def lines(store: EmbeddedStore, town: Community) -> list[Entry]:
    view = store.view(town)
    try:
        return view.lines(EntryQuery(YEAR, people_only=False))
    finally:
        view.close()


def sights(store: EmbeddedStore, town: Community) -> frozenset[Sight]:
    view = store.view(town)
    try:
        return view.coverage.sights
    finally:
        view.close()


ACTS = [
    Act(at(1), EventOpened("e1", "读书会", at(5))),
    Act(at(2), EventSignedUp("e1"), AN),
    Act(at(2), EventSignedUp("e1"), BO),
    Act(at(2), EventSignedUp("e1", guest="g1")),
    Act(at(3), FeedbackReceived("f1"), AN),
    Act(at(4), SurveyAnswered("s1", "nps", 9), AN),
]


def test_acts_are_read_back_as_they_were(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS)
    found = lines(store, town)
    assert [(line.at, record_of(line.kind, line.detail)) for line in found] == [(act.at, act.record) for act in ACTS]
    assert found[1].account == found[4].account == found[5].account != found[2].account
    assert found[0].account is found[3].account is None


def test_acts_declare_what_they_let_see(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS[:2])
    assert sights(store, town) == {Sight.EVENTS}
    append_acts(store, town, ACTS)
    assert sights(store, town) == {Sight.EVENTS, Sight.FEEDBACK, Sight.SURVEYS}


def test_the_same_acts_again_add_nothing(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS[:4])
    append_acts(store, town, ACTS)
    append_acts(store, town, list(reversed(ACTS)))
    assert len(lines(store, town)) == len(ACTS)


def test_an_act_told_anew_takes_its_place(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS)
    append_acts(store, town, [Act(at(6), SurveyAnswered("s1", "nps", 3), AN)])
    scores = [line.detail["score"] for line in lines(store, town) if "score" in line.detail]
    assert scores == [3]


def test_acts_are_undone_as_an_import(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS[:4])
    number = append_acts(store, town, ACTS)
    store.undo(number)
    assert [line.kind for line in lines(store, town)] == [act.record.kind for act in ACTS[:4]]
    assert sights(store, town) == {Sight.EVENTS}


def test_an_erased_person_s_acts_stay_without_their_words(store: EmbeddedStore, town: Community) -> None:
    append_acts(store, town, ACTS)
    (code,) = {line.account for line in lines(store, town) if "score" in line.detail}
    account = store.register.accounts("town", [code or 0])[code or 0]
    store.erase("town", [account])
    append_acts(store, town, ACTS)
    found = lines(store, town)
    assert [line.kind for line in found] == [act.record.kind for act in ACTS]
    assert [line.detail for line in found if line.account == code] == [{}, {}, {}]
    assert not any(line.native_id and "an" in line.native_id.split("/") for line in found)


def test_names_tell_acts_apart_and_hold_no_account_id() -> None:
    names = [act_name(act) for act in ACTS]
    assert len(set(names)) == len(names)
    assert not any("telegram" in name for name in names)
    assert act_name(Act(at(1), SurveyAsked("s1", "nps", 9))) != act_name(Act(at(2), SurveyAsked("s1", "nps", 9)))
    assert act_name(Act(at(1), CaseDecided("c1", "upheld"))) != act_name(Act(at(2), CaseDecided("c1", "dismissed")))
    assert act_name(Act(at(1), FeedbackAnswered("f1"))) == act_name(Act(at(2), FeedbackAnswered("f1"), BO))


def test_a_member_s_act_names_somebody(store: EmbeddedStore, town: Community) -> None:
    with pytest.raises(ValueError, match="who made the act"):
        append_acts(store, town, [Act(at(1), EventSignedUp("e1"))])
    with pytest.raises(ValueError, match="nothing was stated"):
        append_acts(store, town, [])
    assert lines(store, town) == []


def test_what_the_operator_states_and_the_desk_appends_stand_beside_each_other(
    store: EmbeddedStore, town: Community
) -> None:
    state_count(store, town, date(2026, 3, 3), {"members": 40})
    append_acts(store, town, ACTS)
    state_count(store, town, date(2026, 3, 3), {"joined": 2})
    found = lines(store, town)
    assert len(found) == len(ACTS) + 1
    assert [line.detail for line in found if "members" in line.detail] == [{"joined": 2, "members": 40}]
