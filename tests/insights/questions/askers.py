"""An invented help channel: Mei asks, Tao and Wen answer, others ask the same again."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from juluo.intake.analysis import analyse
from juluo.intake.lessons import Lessons
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

SLUG = "help"
_numbers = count()


def said(at: str, author: str, text: str, **more: object) -> dict[str, object]:
    """A line of January 2025, in UTC: "05T09:00"."""
    line: dict[str, object] = {
        "id": f"n{next(_numbers)}",
        "ts": f"2025-01-{at}:00+00:00",
        "author": author,
        "kind": "message",
        "channel": "求助",
        "text": text,
        "reply_to": None,
        "topic": None,
        "is_bot": False,
        "is_staff": False,
    }
    return line | more


def reply(to: dict[str, object], at: str, author: str, text: str, **more: object) -> dict[str, object]:
    return said(at, author, text, reply_to=to["id"], **more)


def imported(home: Path, *exports: Sequence[dict[str, object]]) -> None:
    """Each list is a file and an import of its own."""
    with closing(EmbeddedStore(home)) as store:
        for number, lines in enumerate(exports):
            path = home.parent / f"{len(store.imports())}-{number}.jsonl"
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
            take_in(store, SLUG, [path], Wish(timezone="UTC"))


def opened(
    home: Path, *, read: bool = False, known_at: int | None = None, lessons: Lessons | None = None
) -> Iterator[View]:
    with closing(EmbeddedStore(home)) as store:
        found = store.community(SLUG)
        assert found is not None
        if read:
            analyse(store, found, lessons=lessons, processes=1)
        with closing(store.view(found, known_at)) as view:
            yield view


def texts(view: View, ids: Sequence[int]) -> list[str]:
    lines = {line.entry_id: line.text or "" for line in view.lines(EntryQuery(view.snapshot.span, ids=tuple(ids)))}
    return [lines[one] for one in ids]
