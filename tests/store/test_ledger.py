"""What the ledger promises: union, order, one second, other days; its files open to others; readers undisturbed."""

import itertools
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import (
    MEMBER,
    NOON,
    SHANGHAI,
    SLUG,
    Said,
    assert_indexed,
    bring,
    files_below,
    held,
    present,
    rolled_up,
    rows_of,
)

from juluo.ledger.period import Calendar
from juluo.store import compact
from juluo.store.embedded import CalendarFixedError, EmbeddedStore, StoreBusyError

A = [Said(i, f"第{i}句") for i in range(20)]
B = [Said(i, f"第{i}句") for i in range(30)]


def test_again_adds_nothing_and_a_superset_adds_the_rest(store: EmbeddedStore) -> None:
    assert bring(store, A).added == 20
    again, more = bring(store, A), bring(store, B)
    assert (again.added, again.replaced, again.duplicate, again.days) == (0, 0, 20, ())
    assert (more.added, more.duplicate) == (10, 20)
    assert len(held(store)) == 30


def test_undoing_the_smaller_leaves_the_larger(store: EmbeddedStore) -> None:
    bring(store, A)
    bring(store, B)
    assert store.undo(1) == (0, 0)
    assert len(held(store)) == 30
    assert store.undo(2) == (30, 0)
    assert held(store) == {}
    assert bring(store, A).added == 20
    with pytest.raises(KeyError):
        store.undo(1)


def test_an_edit_falls_back_when_it_is_undone(store: EmbeddedStore) -> None:
    edit = Said(3, "改过", edited_at=NOON + timedelta(hours=1))
    bring(store, A)
    assert bring(store, [edit]).replaced == 1
    assert bring(store, A).duplicate == 20
    assert held(store)[3] == edit.sum
    assert store.undo(2) == (0, 1)
    assert held(store)[3] == A[3].sum


def test_an_older_export_never_takes_back_a_newer_state(store: EmbeddedStore) -> None:
    def seen(reactions: int, day: int) -> Said:
        return Said(1, reactions=reactions, exported_at=NOON + timedelta(days=day))

    bring(store, [seen(3, 10)])
    bring(store, [seen(3, 12)])
    assert bring(store, [seen(4, 11)]).replaced == 0
    assert held(store)[1] == seen(3, 10).sum
    assert bring(store, [seen(4, 13)]).replaced == 1
    assert bring(store, [seen(3, 14)]).replaced == 1
    assert_indexed(store)


@given(st.permutations([0, 1, 2, 3]))
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_order_of_imports_does_not_matter_where_it_can_be_told(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    exports = [
        [Said(i, f"第{day}版" if i % 4 <= day else "初版", exported_at=NOON + timedelta(days=day)) for i in range(12)]
        for day in range(4)
    ]
    with closing(EmbeddedStore(tmp_path_factory.mktemp("home"))) as store:
        for place in order:
            bring(store, exports[place])
        assert held(store) == {one.entry_id: one.sum for one in exports[3]}


def test_an_entry_under_another_day_replaces(store: EmbeddedStore) -> None:
    bring(store, A)
    counted = bring(store, [A[5].on(40)])
    assert (counted.replaced, len(held(store))) == (1, 20)
    assert [str(day) for day in counted.days] == ["2024-03-01", "2024-04-10"]
    assert_indexed(store)


def test_nameless_repeats_are_counted_within_their_file(store: EmbeddedStore) -> None:
    same = [replace(Said(7, "好"), nameless=True)] * 3
    assert bring(store, same).added == 3
    assert bring(store, same[:2]).duplicate == 2
    assert bring(store, same * 2).added == 3
    assert len(held(store)) == 6


def test_days_of_another_calendar_are_refused(store: EmbeddedStore) -> None:
    bring(store, A)
    with pytest.raises(CalendarFixedError):
        bring(store, B, calendar=Calendar("UTC"))
    assert len(held(store)) == 20
    assert store.add_community(SLUG, Calendar("UTC")).calendar == SHANGHAI
    bring(store, B)
    assert [record.no for record in store.imports()] == [1, 3]


def test_an_index_made_anew_is_the_index_kept(store: EmbeddedStore) -> None:
    bring(store, A)
    bring(store, [one.on(one.entry_id % 3 * 20) for one in B])
    bring(store, [Said(100, "别处")], slug="other")
    store.undo(1)
    kept = rolled_up(store), present(store)
    for path in (store.folder / "index" / SLUG).iterdir():
        path.unlink()
    with store._locked(), store._engine() as con:
        store._refresh(con, SLUG)
    assert (rolled_up(store), present(store)) == kept
    assert_indexed(store)


def test_an_index_behind_by_several_commits_catches_up(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(store, A)
    with monkeypatch.context() as patched:
        patched.setattr(EmbeddedStore, "_refresh", lambda *_: None)
        bring(store, [one.on(1) for one in A[:5]])
        bring(store, [Said(200).on(70)])
        store.undo(2)
    community = store.community(SLUG)
    assert community is not None
    store.view(community).close()
    assert_indexed(store)


def test_many_small_files_are_laid_together_and_later_discarded(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    community = bring(store, A[:1]) and store.community(SLUG)
    assert community is not None
    view = store.view(community)
    for place in range(1, 12):
        bring(store, [A[place]])
    table = store.ledger.open()
    assert len(table.file_uris()) <= compact.MANY
    assert len(list(store.ledger.root.rglob("i*.parquet"))) > compact.MANY
    monkeypatch.setattr("juluo.store.embedded.GRACE_HOURS", 0)
    bring(store, [A[12]])
    assert view.con.execute(f"SELECT count(*) FROM read_parquet({view.table.file_uris()})").fetchone() == (1,)
    view.close()
    bring(store, [A[13]])
    assert {str(path) for path in store.ledger.root.rglob("i*.parquet")} == {*store.ledger.open().file_uris()}
    assert len(held(store)) == 14
    assert_indexed(store)


def test_a_busy_store_shows_readers_what_was_before(store: EmbeddedStore) -> None:
    bring(store, A)
    bring(store, [Said(1, "别处")], slug="other")
    community = store.community(SLUG)
    assert community is not None
    other = EmbeddedStore(store.home, patience=0)
    with store._locked():
        with closing(other.view(community)) as view:
            assert view.version == 1
        with pytest.raises(StoreBusyError):
            bring(other, B)
    other.close()
    assert store.ledger.open().version() == 2


def test_other_engines_read_the_table(store: EmbeddedStore) -> None:
    bring(store, A)
    bring(store, [Said(3, "改过").on(35)])
    table = DeltaTable(store.ledger.root)
    columns = table.to_pyarrow_table(columns=["entry_id", "text", "until", "community", "month"]).to_pydict()
    current = {i for i, until in zip(columns["entry_id"], columns["until"], strict=True) if until is None}
    assert current == set(range(20))
    assert set(columns["community"]) == {SLUG}
    files = ", ".join(f"'{uri}'" for uri in table.file_uris())
    assert duckdb.sql(f"SELECT count(*) FROM read_parquet([{files}]) WHERE until IS NULL").fetchall() == [(20,)]


def test_no_words_stand_in_the_log(store: EmbeddedStore) -> None:
    bring(store, [replace(one, text=f"绝密{one.entry_id}") for one in A])
    bring(store, [Said(3, "绝密改过")])
    log = "\n".join(
        path.read_text() for path in files_below(store.ledger.root / "_delta_log") if path.suffix == ".json"
    )
    assert "绝密" not in log
    assert MEMBER not in log
    stats = [json.loads(line)["add"]["stats"] for line in log.splitlines() if '"add"' in line]
    assert all(set(json.loads(words)["minValues"]) == {"day"} for words in stats)


@pytest.mark.parametrize("name", ["家 目录", "100%_a'b", "a#b?c&d"])
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    with closing(EmbeddedStore(tmp_path / name)) as store:
        bring(store, A)
        bring(store, [A[1].on(3)])
        assert len(held(store)) == 20
        assert_indexed(store)
        community = store.community(SLUG)
        assert community is not None
        store.view(community).close()


def test_every_version_tells_when_it_was_known(store: EmbeddedStore) -> None:
    bring(store, A[:1])
    bring(store, [replace(A[0], text="改过")])
    found = rows_of(store, "SELECT text, seen, until, import_no FROM {entries} ORDER BY seen")
    assert found == [("第0句", 1, 2, 1), ("改过", 2, None, 2)]


def test_imports_of_several_files_rank_what_they_say(store: EmbeddedStore) -> None:
    old = [replace(one, text="旧", exported_at=NOON) for one in A]
    new = [replace(one, text="新", exported_at=NOON + timedelta(days=1)) for one in A]
    counted = bring(store, list(itertools.chain(new, old)))
    assert (counted.added, counted.duplicate) == (20, 20)
    assert held(store) == {one.entry_id: one.sum for one in new}
    assert bring(store, old).duplicate == 20
    assert held(store) == {one.entry_id: one.sum for one in new}
