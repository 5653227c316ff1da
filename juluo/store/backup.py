"""A backup: one file of a whole home, as it stood at one moment, while others go on writing.

Under the store's lock only the two databases are copied (SQLite's online backup) and the ledger's files listed. They
never change, and while a reader shows itself none is deleted, so the long copying needs no lock. An erasure alone
deletes at once; then everything is done again, so that no backup finished after it holds whom it erased. Roll-ups and
presence are left out: whoever looks first makes them again from the ledger.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from juluo.store.bundle import DESK, FILES, FINDINGS, KEY, MEMBERS, REGISTER, TABLE, Bundle, BundleError, Manifest
from juluo.store.embedded import EmbeddedStore
from juluo.store.erased_list import keep_ways, marks_of, pass_on, ways, write_list
from juluo.store.findings import Findings
from juluo.store.readers import Reading
from juluo.store.table import flush
from juluo.wording.sentence import told

_HALF = ".part"
_TRIES = 5
# What makes sense only where it lies, or is made again.
_PASSING = {"ledger", FILES, DESK, f"{DESK}-wal", f"{DESK}-shm", f"{DESK}-journal", KEY, "models"}
_COMPRESSED = {".parquet", ".zip", ".gz", ".xlsx", ".jpg", ".png", ".webp", ".mp4", ".pdf"}


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    path: Path
    size: int
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the home was at one moment: databases already copied, and files of the ledger that won't change.

    `sizes` are those the ledger knows of its data files; `lists` are files that change, as they were.
    """

    version: int
    lineage: str
    erased: int
    databases: dict[str, Path]
    lists: dict[str, bytes]
    sizes: dict[str, int]
    others: tuple[str, ...]


class _MovedError(Exception):
    """Somebody was erased meanwhile."""


def back_up(store: EmbeddedStore, target: Path, made_at: datetime) -> Made:
    """Write a backup to `target`, all of it or nothing. Raises BundleError, OSError, StoreBusyError."""
    _check_target(store.home, target)
    shop = target.with_name(target.name + _HALF)
    with _alone(store, shop):
        for _ in range(_TRIES):
            with suppress(_MovedError):
                manifest = _attempt(store, shop, made_at)
                size = (shop / "bundle").stat().st_size
                (shop / "bundle").replace(target)
                flush(target)
                return Made(target, size, manifest)
    raise BundleError(told("备份时一直有人在抹除成员，没有做成：请等抹除做完，再备份一次。"))


def _check_target(home: Path, target: Path) -> None:
    if target.resolve().is_relative_to(home.resolve()):
        sentence = told("备份不能放在数据文件夹 {home} 里面：请换一个地方，最好是另一块磁盘。", home=home)
        raise BundleError(sentence)
    if target.exists():
        raise BundleError(told("已经有 {path} 了：请换一个名字，旧的备份不会被盖掉。", path=target))
    if not target.parent.is_dir():
        raise BundleError(told("没有文件夹 {folder}：请先建好，或换一个地方。", folder=target.parent))


@contextmanager
def _alone(store: EmbeddedStore, shop: Path) -> Iterator[None]:
    """One backup of a home at a time, in a working folder beside its target; a killed one's is cleared away."""
    lock = FileLock(store.folder / "backup.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BundleError(told("这个数据文件夹正在备份：请等它做完。")) from error
    try:
        found = ways(store.folder)
        if found.half.endswith(_HALF):
            shutil.rmtree(found.half, ignore_errors=True)
        folder = str(shop.parent.resolve())
        known = replace(found, folders=sorted({*found.folders, folder}), half=str(shop.resolve()))
        keep_ways(store.folder, known)
        yield
        keep_ways(store.folder, replace(known, half=""))
    finally:
        shutil.rmtree(shop, ignore_errors=True)
        lock.release()


def _attempt(store: EmbeddedStore, shop: Path, made_at: datetime) -> Manifest:
    shutil.rmtree(shop, ignore_errors=True)
    shop.mkdir(mode=0o700)
    sign = Reading(store.folder / "readers")
    try:
        with store.at_rest():
            moment = _taken(store, shop)
        manifest = _written(store, shop, moment, made_at)
        if len(marks_of(store.register)) != moment.erased:
            raise _MovedError
        return manifest
    finally:
        sign.close()


def _taken(store: EmbeddedStore, shop: Path) -> _Moment:
    """Copy the databases and list the ledger's files. Runs under the store's lock."""
    marks = marks_of(store.register)
    write_list(shop.parent, store.register.lineage, marks)
    pass_on(store.folder, store.register)
    databases = {REGISTER: _copied(store.register.path, shop / "register.sqlite3")}
    if (store.home / DESK).exists():
        databases[DESK] = _copied(store.home / DESK, shop / DESK)
    try:
        table = store.ledger.open()
    except DeltaError as error:
        raise _spoilt(store.ledger.root) from error
    added = table.get_add_actions(flatten=True)  # read as it is: pyarrow would load pandas for it
    names = (f"{TABLE}/{unquote(str(name))}" for name in added["path"].to_pylist())
    sizes = dict(zip(names, map(int, added["size_bytes"].to_pylist()), strict=True))
    log = (path.name for path in sorted((store.ledger.root / "_delta_log").iterdir()) if path.name[0].isdigit())
    members = (path.name for path in sorted((store.home / MEMBERS).glob("*.parquet")))
    lists, found = _findings(store)
    others = (*(f"{TABLE}/_delta_log/{name}" for name in log), *(f"{MEMBERS}/{name}" for name in members), *found)
    return _Moment(table.version(), store.register.lineage, len(marks), databases, lists, sizes, others)


def _findings(store: EmbeddedStore) -> tuple[dict[str, bytes], list[str]]:
    """The lists of what text analysis found, as they stand, and the files they name."""
    lists: dict[str, bytes] = {}
    files: list[str] = []
    for community in store.communities():
        found, below = Findings.of(store.folder, community.slug), f"{FINDINGS}/{community.slug}"
        if found.contents.exists():
            lists[f"{below}/{found.contents.name}"] = found.contents.read_bytes()
            files += (f"{below}/{name}" for one in found.kept() for name in one.files)
    return lists, files


def _copied(database: Path, target: Path) -> Path:
    """A database as it stands, with what its log holds."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=30)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise _spoilt(database) from error
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from error
        raise
    return target


def _written(store: EmbeddedStore, shop: Path, moment: _Moment, made_at: datetime) -> Manifest:
    with (shop / "bundle").open("xb") as stream, Bundle(stream, made_at) as bundle:
        (shop / "bundle").chmod(0o600)
        for name, copy in moment.databases.items():
            _check_database(copy, store.home / name)
            with copy.open("rb") as source:
                bundle.add(name, source, packed=True)
        for name, words in moment.lists.items():
            bundle.add(name, BytesIO(words), packed=True)
        _add_ledger(bundle, store.home, moment)
        left_out = (*_strangers(store.home), *_add_files(bundle, store.home))
        manifest = bundle.seal(moment.lineage, moment.version, made_at, left_out)
    flush(shop / "bundle")
    return manifest


def _check_database(copy: Path, original: Path) -> None:
    """A copy of a damaged database is no backup."""
    with closing(sqlite3.connect(copy)) as db:
        try:
            (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            found = str(error)
    if found != "ok":
        raise _spoilt(original)


def _add_ledger(bundle: Bundle, home: Path, moment: _Moment) -> None:
    for name in (*moment.sizes, *moment.others):
        try:
            with (home / name).open("rb") as source:
                kept = bundle.add(name, source, packed=not name.endswith(".parquet"))
        except FileNotFoundError as error:
            raise _MovedError if _erasing(home, moment) else _spoilt(home / name) from error
        if kept.size != moment.sizes.get(name, kept.size):
            raise _spoilt(home / name)


def _erasing(home: Path, moment: _Moment) -> bool:
    """Whether the ledger has moved on since: whoever erases deletes files at once."""
    return (home / TABLE / "_delta_log" / f"{moment.version + 1:020d}.json").exists()


def _spoilt(path: Path) -> BundleError:
    return BundleError(
        told("{path} 坏了或不见了，没有做备份：请从以前的备份恢复，或检查磁盘。", path=path),
    )


def _add_files(bundle: Bundle, home: Path) -> Iterator[str]:
    """Add what lies below files/; yields what can't be added: links, and names that are no text."""
    if (home / KEY).exists():
        with (home / KEY).open("rb") as source:
            bundle.add(KEY, source, packed=False)
    for folder, inner, names in os.walk(home / FILES):
        inner.sort()
        for name in sorted([*names, *(one for one in inner if (Path(folder) / one).is_symlink())]):
            path = Path(folder) / name
            shown = path.relative_to(home).as_posix()
            if path.is_symlink() or not _is_text(shown):
                yield shown.encode(errors="replace").decode()
            elif path.is_file():
                _add_file(bundle, path, shown)


def _add_file(bundle: Bundle, path: Path, shown: str) -> None:
    try:
        source = path.open("rb")
    except FileNotFoundError:  # thrown away since the folder was listed: it needn't be in the backup
        return
    with source:
        bundle.add(shown, source, packed=path.suffix.lower() not in _COMPRESSED)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _strangers(home: Path) -> Iterator[str]:
    """What lies in the home and isn't Juluo's: it stays out of the backup."""
    for path in sorted(home.iterdir()):
        if path.name not in _PASSING and not path.name.startswith((".", f"{KEY}.")):
            yield path.name.encode(errors="replace").decode()
