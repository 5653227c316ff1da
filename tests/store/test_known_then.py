"""The ledger as it was known then: what an earlier version shows, what stays gone, and what can't be told."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from ledgers import MEMBER, NOON, SHANGHAI, SLUG, Said, bring, files_below

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store import compact
from juluo.store.embedded import EmbeddedStore, NotYetKnownError, UndatedUndoError
from juluo.store.facts import Community
from juluo.store.table import LedgerTable
from juluo.store.view import View

DAY = Period(SHANGHAI.day_of(NOON), SHANGHAI.day_of(NOON))
SAID = [Said(number, f"第{number}句", offset=number) for number in range(3)]


def opened(store: EmbeddedStore, known_at: int | datetime | None = None) -> View:
    return store.view(community(store), known_at)


def community(store: EmbeddedStore) -> Community:
    found = store.community(SLUG)
    assert found is not None
    return found


def texts(store: EmbeddedStore, known_at: int | datetime | None = None) -> list[str | None]:
    """What stands on the day, as of then."""
    with closing(opened(store, known_at)) as view:
        lines = view.lines(EntryQuery(DAY))
        assert view.count(EntryQuery(DAY)) == len(view.ids(EntryQuery(DAY))) == len(lines)
        return [entry.text for entry in lines]


def brought(store: EmbeddedStore, *exports: Sequence[Said]) -> None:
    for said in exports:
        bring(store, said)


def test_an_edit_and_a_deletion_are_not_known_before_they_came(store: EmbeddedStore) -> None:
    edited = replace(SAID[0], text="改过", edited_at=NOON + timedelta(hours=1))
    brought(store, SAID, [edited], [replace(SAID[1], deleted=True)])
    assert texts(store, 1) == ["第0句", "第1句", "第2句"]
    assert texts(store, 2) == ["改过", "第1句", "第2句"]
    assert texts(store, 3) == texts(store) == ["改过", "第2句"]


def test_before_an_undoing_the_import_stood(store: EmbeddedStore) -> None:
    brought(store, SAID[:1], SAID[1:])
    before = datetime.now(UTC)
    store.undo(2)
    assert texts(store) == ["第0句"]
    assert texts(store, 2) == texts(store, before) == ["第0句", "第1句", "第2句"]


def test_an_undoing_that_takes_nothing_out_still_ends_what_its_import_told(store: EmbeddedStore) -> None:
    later = [replace(one, exported_at=NOON + timedelta(days=9)) for one in SAID]
    brought(store, SAID, later)
    store.undo(1)
    with closing(opened(store, 2)) as then, closing(opened(store)) as now:
        assert [record.no for record in then.imports] == [1, 2]
        assert [record.no for record in now.imports] == [2]


def test_nothing_is_known_before_the_first_import(store: EmbeddedStore) -> None:
    before = datetime.now(UTC)
    brought(store, SAID)
    for known_at in (0, before):
        with closing(opened(store, known_at)) as view:
            assert (view.version, view.coverage.first, view.presence.spoke_by_day()) == (0, None, {})
            assert view.lines(EntryQuery(DAY)) == []


def test_whoever_was_erased_stays_erased_then_too(store: EmbeddedStore) -> None:
    brought(store, SAID, [Said(9, f"@{MEMBER} 在吗", who="林晓")])
    store.erase(SLUG, [one for one in store.register.accounts(SLUG).values() if one.name == MEMBER])
    found = texts(store, 2)
    assert len(found) == 4
    assert not any(MEMBER in (text or "") or "句" in (text or "") for text in found)


def test_compaction_and_retired_files_take_no_history(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.store.embedded.GRACE_HOURS", 0)
    many = [Said(number, f"第{number}句", offset=number) for number in range(compact.MANY + 4)]
    versions = []
    for one in many:
        brought(store, [one])
        versions.append(store.imports(SLUG)[-1].version)
    assert len(store.ledger.open().file_uris()) <= compact.MANY
    for number, version in enumerate(versions):
        assert texts(store, version) == [one.text for one in many[: number + 1]]


def test_looking_back_changes_nothing_and_leaves_nothing(store: EmbeddedStore) -> None:
    brought(store, SAID, [one.on(1) for one in SAID])
    texts(store)
    before = {path: path.read_bytes() for path in files_below(store.folder) if "-shm" not in path.name}
    with closing(opened(store, 1)) as view:
        assert [len(people) for people in view.presence.spoke_by_day().values()] == [1]
    assert {path: path.read_bytes() for path in files_below(store.folder) if "-shm" not in path.name} == before


def test_a_view_stays_as_it_was_opened(store: EmbeddedStore) -> None:
    brought(store, SAID)
    with closing(opened(store)) as view:
        brought(store, [one.on(3) for one in SAID])
        store.undo(1)
        assert view.coverage.last == NOON
        assert [record.no for record in view.imports] == [1]


def test_another_community_s_imports_move_no_day(store: EmbeddedStore) -> None:
    brought(store, SAID)
    bring(store, [Said(77, "别处")], slug="other")
    assert texts(store, 2) == texts(store, 1) == ["第0句", "第1句", "第2句"]


def test_what_is_not_there_yet_cannot_be_shown(store: EmbeddedStore) -> None:
    brought(store, SAID)
    with pytest.raises(NotYetKnownError, match="1"):
        opened(store, 2)


def forget_undoing(store: EmbeddedStore) -> None:
    """As homes were before undoings were dated."""
    for column in ("published_at", "undone_version", "undone_at"):
        store.register.rows(f"ALTER TABLE imports DROP COLUMN {column}")


def test_an_undoing_of_an_older_home_is_dated_by_the_log(store: EmbeddedStore) -> None:
    brought(store, SAID[:1], SAID[1:])
    store.undo(2)
    forget_undoing(store)
    with closing(EmbeddedStore(store.home)) as again:
        assert len(texts(again, 2)) == 3
        assert len(texts(again, 3)) == 1
        assert [record.undone_version for record in again.imports()] == [None, 3]


def test_an_undoing_that_nothing_dates_is_told_not_guessed(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(store, SAID[:1], SAID[1:])
    store.undo(2)
    forget_undoing(store)
    monkeypatch.setattr(LedgerTable, "undoings", lambda *_: {})
    with closing(EmbeddedStore(store.home)) as again:
        assert len(texts(again, 1)) == 1
        with pytest.raises(UndatedUndoError, match="2"):
            opened(again, 2)


def test_a_crash_while_undoing_leaves_one_date(store: EmbeddedStore) -> None:
    brought(store, SAID[:1], SAID[1:])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("juluo.store.embedded.close_undoing", _stopped)
        with pytest.raises(KeyboardInterrupt):
            store.undo(2)
    assert texts(store, 2) == ["第0句", "第1句", "第2句"]
    brought(store, SAID[:1])
    assert store.imports(SLUG)[1].undone_version == 3
    assert texts(store, 3) == ["第0句"]


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt
