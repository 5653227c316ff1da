"""No backup is restored that was damaged, cut off, made by a newer Juluo, or built to do harm."""

import re
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from backups import NOW, saved
from crashing import FIRST
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import bring

from juluo.store import bundle as format_
from juluo.store.bundle import REGISTER, Bundle, BundleError, opened_bundle
from juluo.store.embedded import EmbeddedStore
from juluo.store.restore import restore


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    (folder / "backups").mkdir()
    with closing(EmbeddedStore(folder / "home")) as store:
        bring(store, FIRST[:3])
        return saved(store, folder / "backups" / "one.zip").path.read_bytes()


def refused(raw: bytes, folder: Path) -> str:
    """The sentence with which a file is refused; nothing is restored."""
    path = folder / "tried.zip"
    path.write_bytes(raw)
    with pytest.raises(BundleError) as told:
        restore(path, folder / "home")
    assert str(path) in told.value.sentence
    assert "\n" not in told.value.sentence
    assert not (folder / "home").exists() or not list((folder / "home").iterdir())
    return str(told.value.sentence)


COUNTED = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@COUNTED
@given(data=st.data())
def test_a_changed_byte_is_noticed_wherever_it_is(whole: bytes, tmp_path: Path, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1) | st.integers(0, 99) | st.integers(1, 4_000).map(lambda n: -n))
    raw = bytearray(whole)
    raw[place] ^= data.draw(st.integers(1, 255))
    assert "备份" in refused(bytes(raw), tmp_path)


@COUNTED
@given(data=st.data())
def test_a_missing_or_added_end_is_noticed(whole: bytes, tmp_path: Path, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(whole) - 1))
    assert "备份" in refused(whole[:kept], tmp_path)
    assert "坏了" in refused(whole + data.draw(st.binary(min_size=1, max_size=99)), tmp_path)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"hello", bytes(5000)])
def test_what_is_no_backup_is_told_so(raw: bytes, tmp_path: Path) -> None:
    assert "不是聚落的备份" in refused(raw, tmp_path)


Change = Callable[[Any], Any]


def made(path: Path, files: dict[str, bytes], *, packed: bool = False, manifest: Change = lambda told: told) -> bytes:
    """A backup whose digest is right, with these files, and a manifest that was changed."""
    encode = msgspec.json.encode
    with path.open("w+b") as stream, Bundle(stream, NOW) as bundle:
        for name, content in files.items():
            source = path.with_suffix(".source")
            source.write_bytes(content)
            with source.open("rb") as opened:
                bundle.add(name, opened, packed=packed)
        with patch.object(msgspec.json, "encode", lambda told: encode(manifest(msgspec.to_builtins(told)))):
            bundle.seal("line", 0, NOW, ())
    return path.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "../escaped",
        "/etc/escaped",
        "files/../../escaped",
        "files//escaped",
        "files/./escaped",
        "files/..",
        "files/",
        "escaped",
        ".restoring/escaped",
        "ledger/lock",
        "ledger/table/../../../escaped",
        "ledger/register.sqlite3/../../escaped",
    ],
)
def test_no_path_leads_out_of_the_home(name: str, tmp_path: Path) -> None:
    raw = made(tmp_path / "made.zip", {REGISTER: b"", name: b"harm"})
    assert name in refused(raw, tmp_path)
    assert not list(tmp_path.rglob("escaped*"))


def test_links_are_not_made(tmp_path: Path) -> None:
    with patch.object(stat, "S_IFREG", stat.S_IFLNK):
        raw = made(tmp_path / "made.zip", {REGISTER: b"", "files/link": b"/etc/passwd"})
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert stat.S_ISLNK(archive.getinfo("files/link").external_attr >> 16)
    assert "不在数据文件夹里" in refused(raw, tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    raw = made(tmp_path / "made.zip", {REGISTER: b"", "files/bomb": bytes(17 << 20)}, packed=True)
    assert "压缩炸弹" in refused(raw, tmp_path)


def test_more_than_the_disk_holds_is_told_before(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tried.zip"
    path.write_bytes(whole)
    usage = type("Usage", (), {"free": 1_000})
    with patch.object(format_.shutil, "disk_usage", lambda _: usage), pytest.raises(BundleError, match="MB"):
        restore(path, tmp_path / "home")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "请先升级"),
        ({"juluo": "99.0.0"}, "请先升级"),
        ({"juluo": "99.0.0.dev1", "new": 1}, "请先升级"),
        ({"format": "1"}, "坏了"),
        ({"ledger_version": None}, "坏了"),
        ({"ledger_version": 5}, "账本不完整"),
        ({"files": []}, "坏了"),
    ],
)
def test_a_manifest_that_says_otherwise(change: dict[str, object], words: str, tmp_path: Path) -> None:
    raw = made(tmp_path / "made.zip", {REGISTER: b""}, manifest=lambda told: told | change)
    assert words in refused(raw, tmp_path)


def test_a_file_that_isn_t_what_the_manifest_says(tmp_path: Path) -> None:
    def other(told: dict[str, Any]) -> dict[str, Any]:
        told["files"][1]["sha256"] = "0" * 64
        return told

    def larger(told: dict[str, Any]) -> dict[str, Any]:
        told["files"][1]["size"] += 1
        return told

    def twice(told: dict[str, Any]) -> dict[str, Any]:
        return told | {"files": [*told["files"], told["files"][1]]}

    for change in (other, larger, twice):
        raw = made(tmp_path / "made.zip", {REGISTER: b"", "files/a": b"a"}, manifest=change)
        assert "坏了" in refused(raw, tmp_path)


def test_a_file_twice_in_the_archive(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        raw = _doubled(tmp_path)
    assert "坏了" in refused(raw, tmp_path)


def _doubled(folder: Path) -> bytes:
    path = folder / "made.zip"
    with path.open("w+b") as stream, Bundle(stream, NOW) as bundle:
        for _ in range(2):
            source = folder / "source"
            source.write_bytes(b"")
            with source.open("rb") as opened:
                bundle.add(REGISTER, opened, packed=False)
        bundle.seal("line", 0, NOW, ())
    return path.read_bytes()


def test_any_zip_reads_it(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    path.write_bytes(whole)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert re.search("juluo restore", archive.read("juluo-backup.txt").decode())
    with opened_bundle(path) as bundle:
        assert bundle.size == sum(kept.size for kept in bundle.manifest.files)
