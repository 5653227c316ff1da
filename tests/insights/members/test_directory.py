"""The directory of an invented hamlet, and of the simulated community counted again entry by entry."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kinsfolk import LAST, code_of, founded, opened, viewed

from juluo.insights.members.finding import (
    FoundMembers,
    MemberRow,
    Sorting,
    Spoke,
    Standing,
    Wanted,
    called_like,
    members_found,
)
from juluo.insights.members.member import member, person_of
from juluo.insights.members.states import WINDOW, State
from juluo.insights.members.table import MemberTable, member_table
from juluo.intake.acts import Act, append_acts
from juluo.ledger.acts import AccountsTied
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    yield from viewed(tmp_path_factory.mktemp("hamlet"))


@pytest.fixture(scope="module")
def table(view: View) -> MemberTable:
    found = member_table(view)
    assert found is not None
    return found


def found(table: MemberTable, *, by: Sorting = Sorting.NAME, down: bool = False, **wanted: object) -> FoundMembers:
    return members_found(table, Wanted(**wanted), by, down=down, first=0, most=None)  # type: ignore[arg-type] # names of its fields


def names(found: FoundMembers) -> list[str]:
    return [row.name for row in found.rows]


def row(table: MemberTable, name: str) -> MemberRow:
    return next(one for one in found(table).rows if one.name == name)


def test_everybody_stands_where_their_days_put_them(table: MemberTable) -> None:
    states = {one.name: one.state for one in found(table).rows}
    assert states == {
        "安": State.STEADY,
        "博": State.RETURNING,
        "陈": State.QUIET,
        "丁": State.NEW,
        "鄂人": State.SILENT,
        "方": State.LEFT,
        "顾大人": State.RETURNING,
        "林": State.NEW,
        "机器人": State.STEADY,
    }


def test_a_row_counts_words_days_and_replies(table: MemberTable) -> None:
    an = row(table, "安")
    assert (an.all_words, an.all_days) == (50 + 4, 51)
    assert (an.words, an.days) == (14 + 4, 15)
    assert (an.received, an.given) == (3, 0)
    assert (row(table, "丁").given, row(table, "林").given) == (2, 1)
    assert (row(table, "鄂人").first, row(table, "鄂人").words) == (LAST - timedelta(days=9), 0)
    assert row(table, "丁").newcomer
    assert not an.newcomer


def test_people_are_found_by_any_name_they_ever_had_and_by_their_ids(table: MemberTable) -> None:
    assert names(found(table, name="小顾")) == ["顾大人"]
    assert names(found(table, name="ＤＩＮＧ")) == ["丁"]
    assert names(found(table, name="gu 大人")) == ["顾大人"]
    assert names(found(table, name="没有这个人")) == []


def test_whoever_was_ever_called_so_is_told_with_all_their_names(table: MemberTable) -> None:
    ((_, name, names_),) = called_like(table, "小顾", 5)
    assert name == "顾大人"
    assert set(names_) == {"顾大人", "小顾", "gu"}
    assert [name for _, name, _ in called_like(table, "n", 2)] == ["安", "丁"]


def test_names_stand_by_their_sound(table: MemberTable) -> None:
    assert names(found(table)) == ["安", "博", "陈", "丁", "鄂人", "方", "顾大人", "机器人", "林"]


def test_conditions_narrow_together(table: MemberTable) -> None:
    assert names(found(table, standing=Standing.BOT)) == ["机器人"]
    assert names(found(table, standing=Standing.STAFF)) == ["林"]
    assert names(found(table, states=(State.RETURNING, State.LEFT))) == ["博", "方", "顾大人"]
    assert names(found(table, states=(State.RETURNING,), spoke=Spoke.WEEK)) == ["博"]
    assert names(found(table, newcomers=True)) == ["丁", "鄂人", "林"]
    assert names(found(table, last_to=LAST - timedelta(days=20))) == ["陈", "方"]
    late = LAST - timedelta(days=10)
    assert names(found(table, first_from=late)) == ["丁", "鄂人"]
    assert names(found(table, first_from=late, last_from=LAST - timedelta(days=5))) == ["丁"]


def test_a_channel_is_of_those_who_spoke_there_within_the_days_asked(view: View, table: MemberTable) -> None:
    garden = next(code for code, one in view.channels.items() if one.name == "菜园")
    assert names(found(table, channel=garden)) == ["博"]
    assert names(found(table, channel=garden, spoke=Spoke.WEEK)) == ["博"]
    room = next(code for code, one in view.channels.items() if one.name == "机器房")
    assert names(found(table, channel=room, spoke=Spoke.WINDOW)) == ["机器人"]
    assert names(found(table, channel=10_000)) == []


def test_states_are_counted_under_the_other_conditions(table: MemberTable) -> None:
    counted = found(table, states=(State.NEW,), standing=Standing.MEMBER)
    assert counted.count == 1
    assert counted.by_state[State.NEW] == 1
    assert counted.by_state[State.RETURNING] == 2
    assert sum(counted.by_state.values()) == 7


@pytest.mark.parametrize("by", list(Sorting))
@pytest.mark.parametrize("down", [True, False])
def test_pages_laid_together_are_the_whole_in_order(table: MemberTable, by: Sorting, *, down: bool) -> None:
    whole = found(table, by=by, down=down).rows
    pages = [
        one
        for start in range(0, table.size, 2)
        for one in members_found(table, Wanted(), by, down=down, first=start, most=2).rows
    ]
    assert tuple(pages) == whole
    assert len({one.person for one in whole}) == table.size
    field = {"words": "words", "last": "last", "first": "first", "days": "days", "all-words": "all_words"}.get(by)
    if field:
        values = [getattr(one, field) for one in whole]
        assert values == sorted(values, reverse=down)


def test_who_was_erased_is_not_there(tmp_path: Path) -> None:
    store = founded(tmp_path)
    before = opened(store)
    gu = before.accounts([code_of(before, "gu")])
    before.close()
    store.erase("hamlet", list(gu.values()))
    after = opened(store)
    table = member_table(after)
    assert table is not None
    assert names(found(table, name="顾")) == []
    assert table.place(next(iter(gu))) is None
    assert table.size == 8
    after.close()
    store.close()


def test_tied_accounts_are_one_row_and_one_page(tmp_path: Path) -> None:
    store = founded(tmp_path)
    before = opened(store)
    bo, gu = code_of(before, "bo"), code_of(before, "gu")
    before.close()
    community = store.community("hamlet")
    assert community is not None
    append_acts(store, community, [Act(datetime(2026, 11, 20, tzinfo=UTC), AccountsTied((bo, gu)))])
    view = opened(store)
    table = member_table(view)
    assert table is not None
    head = view.persons.of(gu)
    assert head == view.persons.of(bo)
    (row,) = found(table, name="小顾").rows
    assert (row.person, row.name, row.all_words, row.state) == (head, "博", 5, State.RETURNING)
    assert table.size == 8
    whole = member(view, head)
    assert whole is not None
    assert {account.account_id for account in whole.accounts} == {"bo", "gu"}
    assert sum(place.n for place in whole.channels) == 5
    other = gu if head == bo else bo
    assert table.place(other) is None
    assert person_of(view, other) == (head, False)
    view.close()
    store.close()


def test_an_export_without_replies_leaves_them_unknown_and_a_short_one_states(tmp_path: Path) -> None:
    told: list[dict[str, object]] = [
        {"id": f"s{day}", "ts": f"2026-11-{day:02d}T09:00:00Z", "author": "安", "text": "好"} for day in range(1, 11)
    ]
    store = founded(tmp_path, told)
    view = opened(store)
    table = member_table(view)
    assert table is not None
    (an,) = found(table).rows
    assert (an.received, an.given, table.newcomers) == (None, None, None)
    assert an.state is State.UNKNOWN
    view.close()
    store.close()


def test_the_simulated_community_counted_entry_by_entry(demo_view: View) -> None:
    table = member_table(demo_view)
    assert table is not None
    told = {one.person: one for one in found(table).rows}
    ever = Period(demo_view.calendar.day_of(demo_view.coverage.first), table.day)  # type: ignore[arg-type] # it has records
    entries = demo_view.lines(EntryQuery(ever, people_only=False))
    lately = table.day - timedelta(days=WINDOW - 1)
    words, recent, days, acted = Counter[int](), Counter[int](), set[tuple[int, date]](), set[tuple[int, date]]()
    for entry in entries:
        if entry.account is None:
            continue
        acted.add((entry.account, entry.day))
        if entry.kind in SPOKE:
            words[entry.account] += 1
            days.add((entry.account, entry.day))
            recent[entry.account] += entry.day >= lately
    assert {code: one.all_words for code, one in told.items()} == {code: words[code] for code in told}
    assert {code: one.words for code, one in told.items()} == {code: recent[code] for code in told}
    counted = Counter(code for code, _ in days)
    assert {code: one.all_days for code, one in told.items()} == {code: counted[code] for code in told}
    assert {code: one.first for code, one in told.items()} == {
        code: min(day for who, day in acted if who == code) for code in told
    }
    assert _replies_by_link(entries, lately) <= sum(one.given or 0 for one in told.values())
    assert sum(one.given or 0 for one in told.values()) == sum(one.received or 0 for one in told.values())


def _replies_by_link(entries: list[Entry], lately: date) -> int:
    """How often people replied by link to what another wrote in the week before; turns in topics come on top."""
    asked = {entry.entry_id: entry for entry in entries if entry.kind in ORIGINAL}
    pairs = [(asked[entry.reply_to], entry) for entry in asked.values() if entry.reply_to in asked]
    found = [
        reply
        for before, reply in pairs
        if before.account != reply.account and timedelta(0) <= reply.at - before.at <= timedelta(days=7)
    ]
    assert found
    return sum(reply.day >= lately for reply in found)
