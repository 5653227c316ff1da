"""Mask an erased person's traces where they stand outside the table: titles, receipts, quarantined records."""

import shutil
from pathlib import Path

from juluo.store.register import Register
from juluo.store.traces import MASK, finder

_CHANNELS = "SELECT code, {} FROM channels WHERE community = ?"
_THREADS = "SELECT t.code, t.{} FROM threads t JOIN channels c ON c.code = t.channel WHERE c.community = ?"
_WORDS = (
    (_CHANNELS.format("name"), "UPDATE channels SET name = ? WHERE code = ?"),
    (_THREADS.format("title"), "UPDATE threads SET title = ? WHERE code = ?"),
    ("SELECT no, receipt FROM imports WHERE community = ?", "UPDATE imports SET receipt = ? WHERE no = ?"),
)
# A topic is often its own id: a keyed hash stands for it, so that the next import finds it again.
_IDS = (
    (_CHANNELS.format("channel_id"), "UPDATE channels SET channel_id = ? WHERE code = ?"),
    (_THREADS.format("thread_id"), "UPDATE threads SET thread_id = ? WHERE code = ?"),
)


def mask_register(register: Register, community: str, pattern: str) -> None:
    find = finder(pattern)
    for places, instead in ((_WORDS, lambda words: find.sub(MASK, words)), (_IDS, register.veiled)):
        for select, update in places:
            found = [(row[0], str(row[1])) for row in register.rows(select, community)]
            with register.writing() as db:
                db.executemany(update, ((instead(words), key) for key, words in found if find.search(words)))


def mask_files(files: Path, pattern: str) -> None:
    """Mask quarantine files; kept reports are thrown away, they can be made again."""
    find = finder(pattern)
    for path in (files / "quarantine").glob("*"):
        words = path.read_text(encoding="utf-8")
        if find.search(words):
            path.write_text(find.sub(MASK, words), encoding="utf-8")
    shutil.rmtree(files / "reports", ignore_errors=True)
