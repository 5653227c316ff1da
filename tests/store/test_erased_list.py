"""Whoever was erased after a backup was made is erased again when it is restored, and no import brings them back."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from backups import saved
from ledgers import SLUG, counted_plainly
from test_erase import FIRST, GONE, GONE_ID, MORE, assert_gone, export, line, person, words_below

from juluo.intake.take_in import Wish, take_in
from juluo.store import backup
from juluo.store.bundle import BundleError
from juluo.store.common_words import common_words
from juluo.store.embedded import EmbeddedStore
from juluo.store.erased_list import list_beside, unlisted, ways
from juluo.store.restore import Restored, restore

ZONE = Wish(timezone="Asia/Shanghai")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "one.zip"


@pytest.fixture
def again(tmp_path: Path) -> Path:
    return tmp_path / "again"


@pytest.fixture
def before(store: EmbeddedStore, target: Path) -> Path:
    """A backup of a home in which everybody still is."""
    take_in(store, SLUG, [export(FIRST)], ZONE)
    return saved(store, target).path


@pytest.fixture
def moved(before: Path, tmp_path: Path) -> Path:
    """The same backup, carried to where no list is."""
    (tmp_path / "elsewhere").mkdir()
    return before.rename(tmp_path / "elsewhere" / "one.zip")


def assert_stays_gone(home: Path) -> None:
    with closing(EmbeddedStore(home, patience=20)) as store:
        assert_gone(store)
        take_in(store, SLUG, [export(MORE)])
        assert_gone(store)


def test_the_list_beside_a_backup_is_followed(store: EmbeddedStore, before: Path, again: Path) -> None:
    counts = counted_plainly(store)
    store.erase(SLUG, [person(store)])
    done = restore(before, again)
    assert (done.erased_by is not None, done.erased) == (True, 1)
    with closing(EmbeddedStore(again)) as other:
        assert counted_plainly(other) == counts
    assert_stays_gone(again)


def test_the_list_names_nobody(store: EmbeddedStore, before: Path) -> None:
    store.erase(SLUG, [person(store)])
    words = list_beside(before.parent, store.register.lineage).read_text(encoding="utf-8")
    assert GONE not in words
    assert GONE_ID not in words
    assert person_secret(store) not in words


def person_secret(store: EmbeddedStore) -> str:
    return str(store.register.rows("SELECT value FROM meta WHERE key = 'suppression_key'")[0][0])


def test_without_a_list_it_is_told_that_none_is_known(store: EmbeddedStore, moved: Path, again: Path) -> None:
    store.erase(SLUG, [person(store)])
    assert restore(moved, again).erased_by is None
    assert GONE in words_below(again)


def test_the_home_a_newer_backup_or_the_list_can_be_named(
    store: EmbeddedStore, moved: Path, target: Path, tmp_path: Path
) -> None:
    store.erase(SLUG, [person(store)])
    newer = saved(store, target).path
    for nth, source in enumerate((store.home, newer, list_beside(target.parent, store.register.lineage))):
        done = restore(moved, tmp_path / f"again{nth}", source)
        assert done.erased == 1
        assert_stays_gone(tmp_path / f"again{nth}")


def test_who_came_after_the_backup_and_was_erased_stays_gone_too(
    store: EmbeddedStore, target: Path, again: Path
) -> None:
    others = [line(1, "mo", "大家好"), line(2, "xiao", "你好")]
    take_in(store, SLUG, [export(others)], ZONE)
    saved(store, target)
    take_in(store, SLUG, [export(FIRST)])
    store.erase(SLUG, [person(store)])
    done = restore(target, again)
    assert done.erased == 0
    assert_stays_gone(again)


def test_a_backup_made_after_an_erasure_holds_nobody_erased(
    store: EmbeddedStore, before: Path, target: Path, again: Path
) -> None:
    store.erase(SLUG, [person(store)])
    before.unlink()
    saved(store, target)
    restore(target, again)
    assert_stays_gone(again)


def test_an_erasure_during_a_backup_is_waited_for(
    store: EmbeddedStore, target: Path, again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(store, SLUG, [export(FIRST)], ZONE)
    check = backup._check_database

    def meanwhile(copy: Path, original: Path) -> None:
        check(copy, original)
        with closing(EmbeddedStore(store.home)) as other:
            people = [one for one in other.register.accounts(SLUG).values() if one.account_id == GONE_ID]
            if people:
                other.erase(SLUG, people)

    monkeypatch.setattr(backup, "_check_database", meanwhile)
    saved(store, target)
    list_beside(target.parent, store.register.lineage).unlink()
    assert restore(target, again).erased_by is None
    assert_stays_gone(again)


def test_a_folder_out_of_reach_is_told_and_caught_up_with_later(
    store: EmbeddedStore, before: Path, tmp_path: Path
) -> None:
    before.parent.rename(tmp_path / "unmounted")
    store.erase(SLUG, [person(store)])
    assert unlisted(store.folder, store.register) == [str(before.parent)]
    (tmp_path / "unmounted").rename(before.parent)
    (tmp_path / "second").mkdir()
    saved(store, tmp_path / "second" / "two.zip")
    assert unlisted(store.folder, store.register) == []
    assert ways(store.folder).folders == [str(before.parent), str(tmp_path / "second")]


def test_a_killed_erasure_is_on_the_list_already(store: EmbeddedStore, before: Path, again: Path) -> None:
    from crashing import killed_at  # noqa: PLC0415

    (account,) = [one for one in store.register.accounts(SLUG).values() if one.account_id == GONE_ID]
    assert account.name == GONE
    assert killed_at("juluo.store.emptying:Emptying.rewrite", "after", "erase", store.home) == -9
    assert restore(before, again).erased == 1


def test_two_homes_may_keep_their_backups_in_one_folder(before: Path, tmp_path: Path) -> None:
    with closing(EmbeddedStore(tmp_path / "theirs")) as theirs:
        take_in(theirs, SLUG, [export(FIRST)], ZONE)
        saved(theirs, before.with_name("theirs.zip"))
        theirs.erase(SLUG, [person(theirs)])
        done: Restored = restore(before, tmp_path / "again")
        assert (done.erased_by is not None, done.erased) == (True, 0)
        with pytest.raises(BundleError, match="不是一家"):
            restore(before, tmp_path / "other", tmp_path / "theirs")
    assert not (tmp_path / "other").exists() or not list((tmp_path / "other").iterdir())


@pytest.mark.parametrize("harm", ["{", "[]", '{"list": "{}", "sha256": ""}', ""])
def test_a_damaged_list_is_never_passed_over(store: EmbeddedStore, before: Path, again: Path, harm: str) -> None:
    beside = list_beside(before.parent, store.register.lineage)
    beside.write_text(harm, encoding="utf-8")
    with pytest.raises(BundleError, match="抹除名单"):
        restore(before, again)
    with pytest.raises(BundleError, match="抹除名单"):
        saved(store, before.with_name("two.zip"))
    store.erase(SLUG, [person(store)])
    assert unlisted(store.folder, store.register) == [str(before.parent)]


def test_a_damaged_list_is_done_without_where_the_home_is_named(
    store: EmbeddedStore, before: Path, again: Path
) -> None:
    store.erase(SLUG, [person(store)])
    list_beside(before.parent, store.register.lineage).write_text("{", encoding="utf-8")
    assert restore(before, again, store.home).erased == 1


def test_the_list_beside_counts_too_where_a_home_is_named(
    store: EmbeddedStore, before: Path, target: Path, again: Path, tmp_path: Path
) -> None:
    older = saved(store, target.with_name("two.zip")).path.rename(tmp_path / "older.zip")
    store.erase(SLUG, [person(store)])
    assert restore(before, again, older).erased == 1


def test_a_shortened_list_is_noticed(store: EmbeddedStore, before: Path, again: Path) -> None:
    store.erase(SLUG, [person(store)])
    beside = list_beside(before.parent, store.register.lineage)
    told = json.loads(beside.read_text(encoding="utf-8"))
    inner = json.loads(told["list"]) | {"marks": []}
    beside.write_text(json.dumps(told | {"list": json.dumps(inner)}), encoding="utf-8")
    with pytest.raises(BundleError, match="坏了"):
        restore(before, again)


def test_a_folder_that_is_no_home_can_t_tell_who_was_erased(before: Path, again: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BundleError, match="不是聚落的数据文件夹"):
        restore(before, again, tmp_path / "empty")


def test_a_word_said_to_be_everybodys_stays_in_what_is_restored(
    store: EmbeddedStore, before: Path, again: Path
) -> None:
    """Called like a word of others' messages: of those only mentions are masked, in the backup from before, too."""
    store.erase(SLUG, [person(store)], common=[GONE])
    done = restore(before, again)
    assert done.erased_by is not None
    assert done.erased_by.common == {(SLUG, GONE)}
    with closing(EmbeddedStore(again)) as other:
        assert common_words(other.register, SLUG) == {GONE}
    assert GONE in words_below(again), "others' words keep it where it isn't a mention"
    assert f"@{GONE}" not in words_below(again)
