"""A backup is whole or isn't there; what is restored from it is what was saved."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from backups import NOW, add_desk, balance, in_a_process, moments, paying, saved
from crashing import FIRST, SECOND, running
from ledgers import SLUG, Said, assert_indexed, bring, counted_plainly, files_below, held, present, rolled_up
from test_crash import AFTER, BEFORE, assert_tidy, seen_by_a_reader, sums

from juluo.store import backup
from juluo.store.bundle import FILES, REGISTER, BundleError, opened_bundle
from juluo.store.embedded import EmbeddedStore
from juluo.store.restore import restore


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "one.zip"


@pytest.fixture
def again(tmp_path: Path) -> Path:
    return tmp_path / "again"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(BundleError) as told:
        act()
    assert "\n" not in told.value.sentence
    return str(told.value.sentence)


def opened(home: Path) -> "closing[EmbeddedStore]":
    return closing(EmbeddedStore(home, patience=20))


def test_what_is_restored_is_what_was_saved(store: EmbeddedStore, target: Path, again: Path) -> None:
    bring(store, FIRST)
    bring(store, SECOND)
    bring(store, [Said(900)], "other")
    store.undo(1)
    store.keep_receipt(2, '{"told": "收据"}')
    add_desk(store.home)
    (store.home / FILES / "quarantine").mkdir(parents=True)
    (store.home / FILES / "quarantine" / "import-2.jsonl").write_text('{"raw": "读不了"}\n', encoding="utf-8")
    seen_by_a_reader(store)
    before = counted_plainly(store), rolled_up(store), present(store)
    made = saved(store, target)
    restore(target, again)
    with opened(again) as other:
        assert seen_by_a_reader(other) == len(held(store))
        assert (counted_plainly(other), rolled_up(other), present(other)) == before
        assert [held(other), held(other, "other")] == [held(store), held(store, "other")]
        assert other.imports() == store.imports()
        assert other.register.accounts(SLUG) == store.register.accounts(SLUG)
        assert other.ledger.open().version() == made.manifest.ledger_version == store.ledger.open().version()
        other.undo(2)
        bring(other, SECOND)
        assert held(other) == sums(SECOND)
        assert_indexed(other)
    assert balance(again) == (0, 0)
    assert (again / FILES / "quarantine" / "import-2.jsonl").read_text(encoding="utf-8") == '{"raw": "读不了"}\n'


def test_a_ledger_with_checkpoints_comes_back(store: EmbeddedStore, target: Path, again: Path) -> None:
    for i in range(52):
        store._noted(backup_note(i))
    bring(store, FIRST)
    assert list((store.ledger.root / "_delta_log").glob("*.checkpoint.parquet"))
    saved(store, target)
    restore(target, again)
    with opened(again) as other:
        assert held(other) == BEFORE
        assert len(other.ledger.notes(other.ledger.open(), 0)) == 53


def backup_note(number: int):  # noqa: ANN201
    from juluo.store.table import Note  # noqa: PLC0415

    return Note("undo", SLUG, 1000 + number, ())


def test_a_home_that_was_never_imported_into(store: EmbeddedStore, target: Path, again: Path) -> None:
    saved(store, target)
    restore(target, again)
    with opened(again) as other:
        assert other.communities() == ()


def test_only_its_owner_reads_a_backup(store: EmbeddedStore, target: Path, again: Path) -> None:
    (store.home / "secret.key").write_text("k", encoding="ascii")
    saved(store, target)
    restore(target, again)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE((again / "secret.key").stat().st_mode) == 0o600
    assert (again / "secret.key").read_text(encoding="ascii") == "k"


def test_while_others_write_it_holds_one_moment(store: EmbeddedStore, target: Path, again: Path) -> None:
    bring(store, FIRST)
    add_desk(store.home)
    desk, importing, round_ = paying(store.home), running("import", store.home), 0
    try:
        while importing.is_alive() or round_ < 3:
            round_ += 1
            made = saved(store, target.with_name(f"{round_}.zip"))
            restore(made.path, again)
            assert balance(again)[1] == 0
            with opened(again) as other:
                assert held(other) in (BEFORE, AFTER)
                assert seen_by_a_reader(other) == len(held(other))
                assert_tidy(other)
            shutil.rmtree(again)
    finally:
        desk.kill()
        desk.join()
    assert importing.exitcode == 0
    assert balance(store.home)[0] > 1
    assert held(store) == AFTER


def test_the_lock_is_not_held_while_files_are_copied(
    store: EmbeddedStore, target: Path, again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, FIRST)

    def meanwhile(*_: object) -> None:
        with opened(store.home) as other:
            bring(other, SECOND)

    monkeypatch.setattr(backup, "_check_database", meanwhile)
    saved(store, target)
    restore(target, again)
    assert held(store) == AFTER
    with opened(again) as other:
        assert held(other) == BEFORE


STORE = "juluo.store"
SAVING = [
    (f"{STORE}.backup:keep_ways", "after"),
    (f"{STORE}.backup:_copied", "after"),
    (f"{STORE}.backup:_taken", "after"),
    (f"{STORE}.bundle:Bundle.add", "after"),
    (f"{STORE}.bundle:Bundle.seal", "before"),
    (f"{STORE}.bundle:Bundle.seal", "after"),
    (f"{STORE}.backup:_written", "after"),
]


@pytest.mark.parametrize(("step", "when"), SAVING, ids=lambda word: word.split(":")[-1])
def test_a_backup_killed_leaves_none_and_the_next_clears_up(
    store: EmbeddedStore, target: Path, step: str, when: str
) -> None:
    bring(store, FIRST)
    assert in_a_process("save", store.home, target, target=step, when=when) == -9
    assert not target.exists()
    other = target.with_name("other.zip")
    saved(store, other)
    assert {path.name for path in target.parent.iterdir() if path.suffix != ".json"} == {"other.zip"}
    bring(store, [Said(900)])
    assert_tidy(store)


def test_a_backup_killed_at_any_moment_is_whole_or_not_there(store: EmbeddedStore, target: Path, again: Path) -> None:
    bring(store, FIRST)
    for moment in moments(6, 0.4):
        in_a_process("save", store.home, target, seconds=moment)
        if target.exists():
            restore(target, again)
            shutil.rmtree(again)
            target.unlink()
    saved(store, target)
    assert {path.name for path in target.parent.iterdir() if path.suffix != ".json"} == {"one.zip"}


RESTORING = [
    (f"{STORE}.bundle:Opened.check_room", "after"),
    (f"{STORE}.bundle:Opened.unpack_one", "after"),
    (f"{STORE}.bundle:Opened.unpack", "after"),
    (f"{STORE}.restore:_check_ledger", "after"),
    (f"{STORE}.restore:_move", "before"),
]


@pytest.mark.parametrize(("step", "when"), RESTORING, ids=lambda word: word.split(":")[-1])
def test_a_restoring_killed_leaves_an_empty_home(
    store: EmbeddedStore, target: Path, again: Path, step: str, when: str
) -> None:
    bring(store, FIRST)
    saved(store, target)
    assert in_a_process("restore", target, again, target=step, when=when) == -9
    assert not again.exists() or not list(again.iterdir())
    restore(target, again)
    with opened(again) as other:
        assert held(other) == BEFORE
    assert {path.name for path in again.parent.iterdir()} == {"home", "backups", "again"}


def test_a_restoring_killed_at_any_moment_leaves_all_or_nothing(
    store: EmbeddedStore, target: Path, again: Path
) -> None:
    bring(store, FIRST)
    saved(store, target)
    for moment in moments(6, 0.4):
        in_a_process("restore", target, again, seconds=moment)
        if again.exists() and list(again.iterdir()):
            with opened(again) as other:
                assert held(other) == BEFORE
            shutil.rmtree(again)
    restore(target, again)


def test_an_ledger_file_that_is_cut_off_or_gone_is_noticed(store: EmbeddedStore, target: Path) -> None:
    bring(store, FIRST)
    path = next(Path(uri) for uri in store.ledger.open().file_uris())
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert path.name in refusal(lambda: saved(store, target))
    path.unlink()
    assert path.name in refusal(lambda: saved(store, target))
    assert [one for one in target.parent.iterdir() if one.suffix != ".json"] == []


def test_a_ledger_that_can_t_be_opened_is_noticed(store: EmbeddedStore, target: Path) -> None:
    bring(store, FIRST)
    log = store.ledger.root / "_delta_log" / f"{1:020d}.json"
    log.write_text("{", encoding="utf-8")
    assert "table" in refusal(lambda: saved(store, target))


def test_a_damaged_database_is_noticed(store: EmbeddedStore, target: Path) -> None:
    (store.home / "juluo.sqlite3").write_bytes(b"no database" * 100)
    assert "juluo.sqlite3" in refusal(lambda: saved(store, target))
    (store.home / "juluo.sqlite3").unlink()
    add_desk(store.home)
    with closing(sqlite3.connect(store.home / "juluo.sqlite3")) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    raw = bytearray((store.home / "juluo.sqlite3").read_bytes())
    raw[4096:6000] = b"\xff" * 1904
    (store.home / "juluo.sqlite3").write_bytes(raw)
    assert "juluo.sqlite3" in refusal(lambda: saved(store, target))
    assert not target.exists()


def test_what_is_left_out_is_told(store: EmbeddedStore, target: Path, again: Path) -> None:
    files = store.home / FILES
    (files / "inner").mkdir(parents=True)
    (files / "inner" / "名单.txt").write_text("一")
    (files / "link").symlink_to("/etc/passwd")
    (files / "folder").symlink_to("/etc")
    (store.home / "own notes").mkdir()
    made = saved(store, target)
    assert set(made.manifest.left_out) == {"files/link", "files/folder", "own notes"}
    restore(target, again)
    assert [path.relative_to(again).as_posix() for path in files_below(again / FILES)] == ["files/inner/名单.txt"]


def test_it_never_takes_the_place_of_anything(store: EmbeddedStore, target: Path, again: Path) -> None:
    target.write_text("older")
    assert "已经有" in refusal(lambda: saved(store, target))
    assert "里面" in refusal(lambda: saved(store, store.home / "files" / "one.zip"))
    assert "没有文件夹" in refusal(lambda: saved(store, target.parent / "no" / "one.zip"))
    target.unlink()
    saved(store, target)
    again.mkdir()
    (again / "letter").write_text("mine")
    assert f"{again}.old" in refusal(lambda: restore(target, again))
    assert [path.name for path in again.iterdir()] == ["letter"]


def test_two_backups_of_a_home_at_once_don_t_meet(
    store: EmbeddedStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def meanwhile(*_: object) -> None:
        with opened(store.home) as other:
            said.append(refusal(lambda: saved(other, target.with_name("other.zip"))))

    monkeypatch.setattr(backup, "_check_database", meanwhile)
    saved(store, target)
    assert said == ["这个数据文件夹正在备份：请等它做完。"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 KB, where this machine lets tests mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting a small disk needs root on Linux")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], check=False).returncode:  # noqa: S603, S607
        pytest.skip("this machine lets nobody mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)  # noqa: S603, S607


def test_on_a_full_disk_nothing_half_stays(store: EmbeddedStore, small_disk: Path, tmp_path: Path) -> None:
    bring(store, FIRST)
    (store.home / FILES).mkdir()
    (store.home / FILES / "big.gz").write_bytes(os.urandom(300_000))
    with pytest.raises(OSError, match="No space left"):
        saved(store, small_disk / "one.zip")
    assert [path for path in small_disk.iterdir() if path.suffix != ".json"] == []
    saved(store, tmp_path / "one.zip")
    home = small_disk / "home"
    assert "MB" in refusal(lambda: restore(tmp_path / "one.zip", home))
    assert list(home.iterdir()) == []


def test_a_home_that_is_a_disk_of_its_own(store: EmbeddedStore, small_disk: Path, target: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)  # noqa: S603, S607
    (small_disk / "lost+found").mkdir()
    bring(store, FIRST)
    saved(store, target)
    assert in_a_process("restore", target, small_disk, target=f"{STORE}.restore:_move", when="before") == -9
    restore(target, small_disk)
    with opened(small_disk) as other:
        assert held(other) == BEFORE
    assert sorted(path.name for path in small_disk.iterdir()) == ["files", "ledger", "lost+found"]


def test_a_limit_on_sizes_is_told_as_it_is(store: EmbeddedStore, target: Path) -> None:
    (store.home / FILES).mkdir()
    (store.home / FILES / "big.gz").write_bytes(os.urandom(600_000))
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000));"
        "from juluo.cli.main import run; run(sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, "backup", str(target), "--home", str(store.home)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 1
    assert done.stderr.startswith(("没有做成备份", "No backup"))
    assert len(done.stderr.strip().splitlines()) == 1
    assert [path for path in target.parent.iterdir() if path.suffix != ".json"] == []


def test_the_manifest_tells_what_is_inside(store: EmbeddedStore, target: Path) -> None:
    bring(store, FIRST)
    made = saved(store, target)
    with opened_bundle(target) as bundle:
        assert bundle.manifest == made.manifest
        assert bundle.manifest.made_at == NOW
        assert REGISTER in {kept.path for kept in bundle.manifest.files}
        assert all(len(kept.sha256) == 64 for kept in bundle.manifest.files)
