"""A process killed anywhere leaves what was before, or all of what it did; the next run completes it."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from crashing import FIRST, MORE, MOVED, SECOND, killed_at, running
from ledgers import MEMBER, SLUG, Said, assert_indexed, bring, files_below, held

from juluo.ledger.period import Period
from juluo.store import compact
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

STORE = "juluo.store"
IMPORT_STEPS = [
    (f"{STORE}.arrival:open_import", "after"),
    (f"{STORE}.arrival:begin_import", "after"),
    (f"{STORE}.arrival:Arrival.stage", "after"),
    (f"{STORE}.arrival:Arrival.hand_over", "after"),
    (f"{STORE}.fates:Fates._find_known", "after"),
    (f"{STORE}.fates:Fates.remember", "after"),
    (f"{STORE}.append:Append._new_files", "after"),
    (f"{STORE}.append:Append._closed_files", "after"),
    (f"{STORE}.table:flush", "before"),
    (f"{STORE}.table:LedgerTable.commit", "before"),
    (f"{STORE}.table:LedgerTable._flush_log", "before"),
    (f"{STORE}.embedded:close_import", "before"),
    (f"{STORE}.embedded:close_import", "after"),
    (f"{STORE}.index:Index._write", "after"),
    (f"{STORE}.presence:Presence.renew", "before"),
    (f"{STORE}.presence:Presence.renew", "after"),
    (f"{STORE}.embedded:anybody_reads", "before"),
]


def sums(said: list[Said]) -> dict[int, int]:
    return {one.entry_id: one.sum for one in said}


WHILE = Period(date(2024, 1, 1), date(2024, 12, 31))
BEFORE, AFTER = sums(FIRST), sums(FIRST + MORE + MOVED)


def assert_tidy(store: EmbeddedStore) -> None:
    """Nothing lies about that no state needs."""
    table = store.ledger.open()
    live = set(table.file_uris())
    retired = {str(store.ledger.root / name) for name in store.ledger._retired(table, 0)}
    lying = {str(path) for path in files_below(store.ledger.root) if path.suffix == ".parquet"}
    assert live <= lying <= live | retired
    assert files_below(store.folder / "staging") == []
    assert not (store.folder / "unfinished").exists()
    known = {f"i{record.no:06d}" for record in store.imports()}
    assert {path.stem for path in files_below(store.folder / "members")} <= known


def seen_by_a_reader(store: EmbeddedStore) -> int:
    community = store.community(SLUG)
    assert community is not None
    view = store.view(community)
    try:
        return agreed(view)
    finally:
        view.close()


def agreed(view: View) -> int:
    """How many entries a view sees, by its roll-up and in its table alike."""
    (rolled,) = view.con.execute(f"SELECT sum(n) FROM ({view.index.rollup()})").fetchall()[0]
    (entries,) = view.con.execute(f"SELECT count(*) FROM {view.source(WHILE)} WHERE until IS NULL").fetchall()[0]
    assert view.table.version() == view.presence.version
    assert rolled == entries
    return int(entries)


@pytest.mark.parametrize(("target", "when"), IMPORT_STEPS, ids=lambda word: word.split(":")[-1])
def test_an_import_killed_anywhere_is_completed_by_the_next(store: EmbeddedStore, target: str, when: str) -> None:
    bring(store, FIRST)
    assert killed_at(target, when, "import", store.home) == -9
    assert held(store) in (BEFORE, AFTER)
    assert seen_by_a_reader(store) == len(held(store))
    bring(store, SECOND)
    assert held(store) == AFTER
    assert_indexed(store)
    assert_tidy(store)
    store.undo(store.imports()[-1].no)
    published = len(store.imports()) == 3
    assert held(store) == (AFTER if published else BEFORE)


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_first_import_of_a_home_can_die_too(tmp_path: Path, when: str) -> None:
    assert killed_at(f"{STORE}.table:LedgerTable.commit", when, "import", tmp_path) == -9
    with closing(EmbeddedStore(tmp_path)) as store:
        counted = bring(store, SECOND)
        assert counted.added == (0 if when == "after" else len(sums(SECOND)))
        assert held(store) == sums(SECOND)
        assert_tidy(store)


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_import_of_known_entries_killed_leaves_no_trace(store: EmbeddedStore, when: str) -> None:
    bring(store, FIRST)
    killed_at(f"{STORE}.embedded:close_import", when, "again", store.home)
    bring(store, SECOND)
    assert_tidy(store)
    store.undo(1)
    assert held(store) == (AFTER if when == "after" else sums(SECOND))


@pytest.mark.parametrize(
    ("target", "when"),
    [
        (f"{STORE}.embedded:set_state", "after"),
        (f"{STORE}.undo:Undo._closed_files", "after"),
        (f"{STORE}.table:LedgerTable.commit", "before"),
        (f"{STORE}.table:LedgerTable.commit", "after"),
        (f"{STORE}.presence:Presence.renew", "before"),
    ],
)
def test_an_undoing_once_begun_is_completed(store: EmbeddedStore, target: str, when: str) -> None:
    bring(store, FIRST)
    bring(store, SECOND[10:])
    assert killed_at(target, when, "undo", store.home) == -9
    bring(store, [Said(900)])
    assert [record.undone for record in store.imports()] == [True, False, False]
    assert held(store) == sums([*SECOND[10:], Said(900)])
    assert_indexed(store)
    assert_tidy(store)


@pytest.mark.parametrize(
    ("target", "when"),
    [
        (f"{STORE}.datafiles:Writer.rewrite", "after"),
        (f"{STORE}.table:LedgerTable.commit", "after"),
        (f"{STORE}.embedded:mask_files", "before"),
        (f"{STORE}.register:Register.bury", "before"),
    ],
)
def test_an_erasing_can_be_asked_for_again(store: EmbeddedStore, target: str, when: str) -> None:
    bring(store, FIRST)
    counted = held(store)
    assert killed_at(target, when, "erase", store.home) == -9
    assert held(store) == counted
    (account,) = [account for account in store.register.accounts(SLUG).values() if account.name == MEMBER]
    store.erase(SLUG, [account])
    assert held(store) == counted
    assert not any(MEMBER.encode() in path.read_bytes() for path in files_below(store.home))
    assert_tidy(store)


def test_compaction_killed_changes_nothing(store: EmbeddedStore) -> None:
    for place in range(compact.MANY):
        bring(store, [Said(100 + place)])
    before = held(store)
    assert killed_at(f"{STORE}.compact:_together", "after", "import", store.home) == -9
    assert held(store) == before | sums(SECOND)
    bring(store, [Said(900)])
    assert held(store) == before | sums([*SECOND, Said(900)])
    assert_indexed(store)
    assert_tidy(store)


def test_two_imports_at_once_are_both_exact(store: EmbeddedStore) -> None:
    community = bring(store, FIRST[:3]) and store.community(SLUG)
    assert community is not None
    view = store.view(community)
    processes = [running("import", store.home), running("again", store.home)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert held(store) == AFTER
    assert_indexed(store)
    assert agreed(view) == 3
    view.close()
    assert seen_by_a_reader(store) == len(AFTER)
