"""Mask an erased person's traces where they stand outside the table: titles, receipts, quarantined records.

A record that could not be read may be anybody's: once a person is erased, their community keeps none of its words.
"""

import json
import re
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from juluo.store.register import Register
from juluo.store.traces import MASK, finder

_CHANNELS = "SELECT code, {} FROM channels WHERE community = ?"
_THREADS = "SELECT t.code, t.{} FROM threads t JOIN channels c ON c.code = t.channel WHERE c.community = ?"
_WORDS = (
    (_CHANNELS.format("name"), "UPDATE channels SET name = ? WHERE code = ?"),
    (_THREADS.format("title"), "UPDATE threads SET title = ? WHERE code = ?"),
)
# A topic is often its own id: a keyed hash stands for it, so that the next import finds it again.
_IDS = (
    (_CHANNELS.format("channel_id"), "UPDATE channels SET channel_id = ? WHERE code = ?"),
    (_THREADS.format("thread_id"), "UPDATE threads SET thread_id = ? WHERE code = ?"),
)
_VEIL = re.compile("erased-[0-9a-f]{64}")
_RECEIPTS = (("SELECT no, receipt FROM imports WHERE community = ?", "UPDATE imports SET receipt = ? WHERE no = ?"),)
# What of a receipt comes from the files; the rest are numbers, and names of ours.
_FROM_FILES = ("files", "rejections", "warnings")
# A reason quotes what it couldn't read.
_QUOTED = re.compile('[“"].*[”"]', re.DOTALL)


def mask_register(register: Register, community: str, pattern: str) -> None:
    find = finder(pattern)

    def veiled(key: str) -> str:
        return register.veiled(key) if find.search(key) and not _VEIL.fullmatch(key) else key

    _rewrite(register, community, _WORDS, lambda words: find.sub(MASK, words))
    _rewrite(register, community, _IDS, veiled)
    mask_receipts(register, community, pattern)


def mask_receipts(register: Register, community: str, pattern: str, only: Container[int] | None = None) -> None:
    """Let receipts quote nothing of records that couldn't be read: those of all the community's imports, or some."""
    find = finder(pattern)

    def told(receipt: str) -> str:
        return json.dumps(_receipt(json.loads(receipt), find), ensure_ascii=False)

    _rewrite(register, community, _RECEIPTS, told, only)


def _rewrite(
    register: Register,
    community: str,
    places: Iterable[tuple[str, str]],
    instead: Callable[[str], str],
    only: Container[int] | None = None,
) -> None:
    for select, update in places:
        found = ((int(str(row[0])), str(row[1])) for row in register.rows(select, community))
        wanted = ((key, words) for key, words in found if only is None or key in only)
        changed = [(new, key) for key, words in wanted if (new := instead(words)) != words]
        with register.writing() as db:
            db.executemany(update, changed)


def mask_files(files: Path, imports: Iterable[int], pattern: str) -> None:
    """Empty the quarantined records of these imports; kept reports are thrown away, they can be made again."""
    find = finder(pattern)
    for no in imports:
        path = files / "quarantine" / f"import-{no}.jsonl"
        if path.exists():
            emptied = path.with_suffix(".emptied")
            with path.open(encoding="utf-8", errors="replace") as lines, emptied.open("w", encoding="utf-8") as out:
                out.writelines(_records(lines, find))
            emptied.replace(path)
    shutil.rmtree(files / "reports", ignore_errors=True)


def without_words(record: Mapping[str, Any]) -> dict[str, Any]:
    """A rejected record without its own words; its place stays, and the reason but for what it quotes."""
    raw = {"raw": MASK} if record.get("raw") else {}
    return {**record, **raw, "reason": _QUOTED.sub(f"“{MASK}”", record["reason"])}


def _records(lines: Iterable[str], find: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        try:
            record = without_words(json.loads(line))
        except ValueError:  # cut off when the import was killed
            continue
        yield json.dumps(masked_value(record, find), ensure_ascii=False) + "\n"


def _receipt(facts: dict[str, Any], find: re.Pattern[str]) -> dict[str, Any]:
    records = [without_words(record) for record in facts.get("rejections", ())]
    known = facts | ({"rejections": records} if records else {})
    return known | {name: masked_value(known[name], find) for name in _FROM_FILES if name in known}


def masked_value(value: Any, find: re.Pattern[str], instead: str = MASK) -> Any:  # noqa: ANN401 - JSON holds anything
    """The same value with a mask for what is found; what things are called (keys) is ours and stays."""
    if isinstance(value, str):
        return find.sub(instead, value)
    if isinstance(value, list):
        return [masked_value(one, find, instead) for one in value]
    if isinstance(value, dict):
        return {key: masked_value(one, find, instead) for key, one in value.items()}
    return value
