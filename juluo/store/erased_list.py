"""Who was erased, written down beside the backups that were made before: whoever restores one erases them again.

A list holds keyed hashes of accounts; the key lies in the home and in its backups, so a list alone tells nobody.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from juluo.ledger.entry import Account
from juluo.store.bundle import REGISTER, BundleError, opened_bundle
from juluo.store.common_words import every_common_word
from juluo.store.register import Register
from juluo.store.table import flush
from juluo.wording.sentence import Sentence, told

Marks = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ErasedList:
    """The erased accounts of a home and its kin, as (community, keyed hash).

    `common` are names that are everybody's words, as (community, word): of those only mentions are masked.
    """

    lineage: str
    written_at: datetime
    marks: Marks
    common: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Ways:
    """What a home remembers of its backups: the folders they were put into, and one that is being made."""

    folders: list[str] = field(default_factory=list)
    half: str = ""


def ways(ledger: Path) -> Ways:
    """What is remembered; a damaged note is as good as none: the next backup writes it anew."""
    try:
        return msgspec.json.decode((ledger / "backups.json").read_bytes(), type=Ways)
    except (FileNotFoundError, ValueError):
        return Ways()


def keep_ways(ledger: Path, found: Ways) -> None:
    _write(ledger / "backups.json", msgspec.json.encode(found))


def list_beside(folder: Path, lineage: str) -> Path:
    """Where the list of a home lies among its backups."""
    return folder / f"juluo-erased-{lineage}.json"


def pass_on(ledger: Path, register: Register, community: str = "", accounts: Sequence[Account] = ()) -> None:
    """Put the erased, and these accounts that are about to be, on the list in every folder of backups.

    A folder that can't be reached, or a damaged list, is left as it is: `unlisted` tells which.
    """
    marks = marks_of(register) | {(community, register.hashed(account)) for account in accounts}
    for folder in map(Path, ways(ledger).folders):
        try:
            write_list(folder, register.lineage, marks, every_common_word(register))
        except (OSError, BundleError):
            continue


def unlisted(ledger: Path, register: Register) -> list[str]:
    """Folders of backups whose list doesn't tell of everybody who was erased."""
    marks, missing = marks_of(register), []
    for folder in ways(ledger).folders:
        try:
            known = read_list(list_beside(Path(folder), register.lineage)).marks
        except (OSError, BundleError):
            known = frozenset()
        if not marks <= known:
            missing.append(folder)
    return missing


def reminders(ledger: Path, register: Register) -> list[Sentence]:
    """What to say after an erasure: which backups hold the person, and what keeps them from coming back."""
    missing = unlisted(ledger, register)
    reached = [folder for folder in ways(ledger).folders if folder not in missing]
    said = []
    if reached:
        name = list_beside(Path(), register.lineage).name
        said.append(
            told(
                "以前的备份里还有这个人：{folders}。从那里恢复时会照旁边的 {list} 再抹一次；不用的备份请删掉。",
                folders=reached,
                list=name,
            )
        )
    if missing:
        said.append(
            told(
                "够不着这些放备份的文件夹，抹除名单没写进去：{folders}。从那里恢复时请加 --erased-from；"
                "不用的备份请删掉。",
                folders=missing,
            )
        )
    return said


def write_list(folder: Path, lineage: str, marks: Marks, common: Marks = frozenset()) -> None:
    """Add to the list in a folder; nobody ever leaves it. Raises BundleError if the list there is damaged."""
    path = list_beside(folder, lineage)
    if path.exists():
        known = read_list(path)
        marks, common = marks | known.marks, common | known.common
    now = datetime.now(UTC).isoformat()
    body = {"lineage": lineage, "written_at": now, "marks": sorted(marks), "common": sorted(common)}
    words = json.dumps(body, ensure_ascii=False)
    _write(path, json.dumps({"list": words, "sha256": _digest(words)}, ensure_ascii=False).encode())


def read_list(path: Path) -> ErasedList:
    """Raises BundleError for a damaged list."""
    damaged = told("抹除名单 {path} 坏了：请用 --erased-from 指出原来的数据文件夹，或把坏名单移走再来。", path=path)
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        words, digest = str(whole["list"]), whole["sha256"]
        found = msgspec.json.decode(words, type=ErasedList)
    except (ValueError, KeyError, TypeError) as error:
        raise BundleError(damaged) from error
    if digest != _digest(words):
        raise BundleError(damaged)
    return found


def erased_of(path: Path) -> ErasedList:
    """Who was erased in a home, or in the home a backup was made of, or by a list. Raises BundleError, OSError."""
    if path.is_dir() and not (path / REGISTER).exists():
        raise BundleError(told("{path} 不是聚落的数据文件夹：--erased-from 要数据文件夹、备份或抹除名单。", path=path))
    if path.is_dir():
        return _of_register(path / REGISTER)
    if path.suffix == ".json":
        return read_list(path)
    with opened_bundle(path) as bundle, TemporaryDirectory() as folder:
        (kept,) = (kept for kept in bundle.manifest.files if kept.path == REGISTER)
        bundle.unpack_one(kept, Path(folder) / "register.sqlite3")
        return _of_register(Path(folder) / "register.sqlite3")


def _of_register(path: Path) -> ErasedList:
    with closing(Register(path)) as register:
        return ErasedList(register.lineage, datetime.now(UTC), marks_of(register), every_common_word(register))


def marks_of(register: Register) -> Marks:
    found = register.rows("SELECT community, hex(key_hash) FROM suppressed")
    return frozenset((str(community), str(mark).lower()) for community, mark in found)


def expect(register: Register, marks: Iterable[tuple[str, str]]) -> None:
    """Let accounts that never were here be tombstones from the start: an import may bring them yet."""
    with register.writing() as db:
        for community, mark in marks:
            code = db.execute(
                "INSERT INTO accounts (community, platform, account_id, name, weak, is_bot, is_staff, erased)"
                " VALUES (?, '', ?, '', 0, 0, 0, 1)",
                (community, f"erased-{mark}"),
            ).lastrowid
            db.execute("UPDATE accounts SET account_id = ? WHERE code = ?", (f"erased-{code}", code))
            db.execute("INSERT INTO suppressed VALUES (?, ?, ?)", (community, bytes.fromhex(mark), code))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    half = path.with_name(path.name + ".part")
    half.write_bytes(content)
    flush(half)
    half.replace(path)
    flush(path)
