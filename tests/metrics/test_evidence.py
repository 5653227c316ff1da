"""The entries behind a number are exactly those that make it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from town import build

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

DAYS = tuple(date(2022, 1, day) for day in (3, 9, 20, 31))
ENTRIES = ["messages", "questions_asked", "hour_of_week", "channel_share"]
PEOPLE = ["active_members", "active_members_7d", "active_members_28d", "joined", "left", "lifecycle", "stickiness"]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    home: Path = tmp_path_factory.mktemp("evidence")
    store = EmbeddedStore(home / "home")
    take_in(store, "town", [build(home, 5, "replies", "topics", "moves")], Wish(timezone="Asia/Shanghai"))
    community = store.community("town")
    assert community is not None
    opened = store.view(community)
    yield opened
    opened.close()
    store.close()


def readings(view: View, name: str) -> list[Reading]:
    return read(view, metrics()[name], [Period.of(day, grain) for day in DAYS for grain in Grain])


def evidence(reading: Reading) -> EntryQuery:
    assert reading.measured.evidence is not None
    return reading.measured.evidence


def people(view: View, query: EntryQuery) -> set[int | None]:
    return {entry.account for entry in view.lines(query)}


@pytest.mark.parametrize("name", ENTRIES)
def test_as_many_entries_as_the_number_says(view: View, name: str) -> None:
    for reading in readings(view, name):
        assert len(view.ids(evidence(reading))) == reading.measured.n


@pytest.mark.parametrize("name", PEOPLE)
def test_as_many_people_as_the_number_says(view: View, name: str) -> None:
    for reading in readings(view, name):
        assert len(people(view, evidence(reading))) == reading.measured.n


@pytest.mark.parametrize(("name", "unit"), [("messages", "entries"), ("active_members", "people")])
def test_each_channel_s_evidence(view: View, name: str, unit: str) -> None:
    for day in DAYS:
        for measured in metrics()[name].splits["channel"](view, Period(day, day)).values():
            assert measured.evidence is not None
            found = view.ids(measured.evidence) if unit == "entries" else people(view, measured.evidence)
            assert len(found) == measured.n


def test_channels_add_up_to_all_messages(view: View) -> None:
    for reading in readings(view, "messages"):
        parts = metrics()["messages"].splits["channel"](view, reading.period)
        assert sum(part.value or 0 for part in parts.values()) == reading.value


def test_the_top_tenth_s_evidence_is_their_messages(view: View) -> None:
    for reading in readings(view, "top10_share"):
        assert len(view.ids(evidence(reading))) == reading.measured.parts["theirs"]
        assert len(people(view, evidence(reading))) == reading.measured.parts["top"]


@pytest.mark.parametrize("name", ["reply_rate", "newcomers_answered"])
def test_behind_a_share_of_answers_stand_those_who_wait(view: View, name: str) -> None:
    for reading in readings(view, name):
        if reading.measured.n:
            waiting = view.ids(evidence(reading))
            assert len(waiting) == reading.measured.n - (reading.measured.hits or 0)
            assert len(waiting) == reading.measured.parts["unanswered"]


def test_behind_the_wait_stand_the_questions(view: View) -> None:
    for reading in readings(view, "time_to_first_response"):
        assert len(view.ids(evidence(reading))) == reading.measured.n


def test_net_growth_s_evidence_is_whoever_came_and_went(view: View) -> None:
    for reading in readings(view, "net_growth"):
        entries = view.lines(evidence(reading))
        came = {entry.account for entry in entries if entry.kind in {"join", "invite"}}
        went = {entry.account for entry in entries if entry.kind in {"leave", "kick"}}
        assert len(came) - len(went) == reading.value


def test_tables_stand_on_what_was_said(view: View) -> None:
    for name, kinds in (("channel_share", ORIGINAL), ("retention", SPOKE), ("hour_of_week", ORIGINAL)):
        for reading in readings(view, name):
            assert set(evidence(reading).kinds) == kinds
            assert evidence(reading).people_only


def test_a_channel_share_s_n_is_what_its_rows_add_up_to(view: View) -> None:
    for reading in readings(view, "channel_share"):
        rows = reading.measured.rows
        assert sum(int(str(row["messages"])) for row in rows) == reading.measured.n
        assert sum(float(str(row["share"])) for row in rows) == pytest.approx(1)
