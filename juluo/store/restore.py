"""A home made again from a backup: into a folder beside it first, which takes its place when all is done."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from juluo.ledger.entry import Account
from juluo.store.bundle import FILES, BundleError, Manifest, Opened, opened_bundle
from juluo.store.common_words import keep_common
from juluo.store.embedded import EmbeddedStore
from juluo.store.erased_list import ErasedList, erased_of, expect, list_beside, marks_of, read_list
from juluo.store.table import flush
from juluo.wording.sentence import told

Forgetting = Callable[[EmbeddedStore, str, Sequence[Account]], object]
_STAGING = ".restoring"
_AT_ONCE = 10_000
# What a freshly mounted disk holds by itself.
_OF_THE_DISK = {"lost+found"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `erased_by` is the list of the erased that was followed, `erased` how many it erased."""

    manifest: Manifest
    erased_by: ErasedList | None
    erased: int


def restore(
    bundle: Path, home: Path, erased_from: Path | None = None, forget: Forgetting = lambda _store, _slug, _whom: None
) -> Restored:
    """Make an empty home what a backup holds. Raises BundleError, OSError.

    Erased again are the people on the list beside the backup, or of `erased_from`: a home, a backup or a list.
    `forget` takes them out of what lies beside the ledger, while the backup still knows their names.
    """
    with opened_bundle(bundle) as opened, _staged(home) as staging:
        opened.check_room(staging)
        known = _erased_list(opened, erased_from)
        opened.unpack(staging)
        (staging / FILES).mkdir(exist_ok=True)
        with closing(EmbeddedStore(staging)) as store:
            _check_ledger(store, opened)
            erased = _erase_again(store, known, forget) if known and known.marks else 0
        _move(staging, home)
        return Restored(opened.manifest, known, erased)


def _erased_list(opened: Opened, erased_from: Path | None) -> ErasedList | None:
    """The list beside the backup, that of `erased_from`, or both as one. None where nobody can tell."""
    lineage = opened.manifest.lineage
    beside = list_beside(opened.path.resolve().parent, lineage)
    if erased_from is None:
        return read_list(beside) if beside.exists() else None
    named = erased_of(erased_from)
    if named.lineage != lineage:
        raise BundleError(
            told("{path} 和备份 {file} 不是一家：请给出做这份备份的数据文件夹。", path=erased_from, file=opened.path)
        )
    try:
        others = read_list(beside)
        return replace(named, marks=named.marks | others.marks, common=named.common | others.common)
    except (OSError, BundleError):  # a damaged list is why another was named
        return named


@contextmanager
def _staged(home: Path) -> Iterator[Path]:
    """An empty folder on the home's disk; what a killed restoring left is cleared away first."""
    home.mkdir(parents=True, exist_ok=True)
    within = os.path.ismount(home) or not os.access(home.parent, os.W_OK)
    staging = home / _STAGING if within else home.with_name(f".{home.name}{_STAGING}")
    lock = FileLock(staging.with_name(f"{staging.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BundleError(told("{home} 正在恢复：请等它做完。", home=home)) from error
    try:
        _check_empty(home, {staging.name, Path(lock.lock_file).name})
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _check_empty(home: Path, ours: set[str]) -> None:
    if {path.name for path in home.iterdir()} - ours - _OF_THE_DISK:
        raise BundleError(
            told(
                "数据文件夹 {home} 不是空的：先把它改名，比如 {other}，再恢复，并加上 --erased-from {other}。",
                home=home,
                other=f"{home}.old",
            )
        )


def _check_ledger(store: EmbeddedStore, opened: Opened) -> None:
    """The ledger opens, at the version it had, with all its files; what was under way when it was made is settled."""
    with store.at_rest():
        table = store.ledger.open()
        missing = [path for path in table.file_uris() if not Path(path).exists()]
    if missing or table.version() != opened.manifest.ledger_version:
        raise BundleError(
            told("{file} 里的账本不完整：什么都没有恢复，请换一份备份。", file=opened.path),
        )


def _erase_again(store: EmbeddedStore, known: ErasedList, forget: Forgetting) -> int:
    """Erase whom the list names and the backup still knows; the others are tombstones before they come."""
    keep_common(store.register, known.common)
    left = known.marks - marks_of(store.register)
    found = [(slug, account) for slug, account in _living(store) if (slug, store.register.hashed(account)) in left]
    for slug in sorted({slug for slug, _ in found}):
        whom = [account for place, account in found if place == slug]
        store.erase(slug, whom, alone=True, first=partial(forget, store, slug))
    expect(store.register, sorted(left - marks_of(store.register)))
    return len(found)


def _living(store: EmbeddedStore) -> Iterator[tuple[str, Account]]:
    """Every account that isn't erased, with its community; not all in memory at once."""
    for community in store.communities():
        codes = store.register.rows("SELECT code FROM accounts WHERE community = ? AND NOT erased", community.slug)
        for start in range(0, len(codes), _AT_ONCE):
            some = (int(str(code)) for (code,) in codes[start : start + _AT_ONCE])
            for account in store.register.accounts(community.slug, some).values():
                yield community.slug, account


def _move(staging: Path, home: Path) -> None:
    """Let what was staged be the home: in one step where the home isn't a disk of its own."""
    if staging.parent != home:
        staging.chmod(home.stat().st_mode)
        home.rmdir()
        staging.rename(home)
        flush(home)
        return
    for path in sorted(staging.iterdir(), key=lambda path: path.name == "ledger"):
        path.rename(home / path.name)
        flush(home / path.name)
