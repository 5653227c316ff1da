"""An invented alley in which people talk in topics, with reply links, with quotes, with names, or just so."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow as pa

from juluo.insights.threads import Thread, threads
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.view import View

Line = dict[str, object]
DAY = Period(date(2024, 3, 4), date(2024, 3, 4))
_COLUMNS = ("topic", "reply_to", "mentions")


def said(key: str, minute: int, author: str, text: str = "好", **more: object) -> Line:
    told: Line = dict.fromkeys(_COLUMNS)
    told |= {"id": key, "ts": f"2024-03-04T08:{minute:02d}:00+00:00", "author": author, "text": text}
    return told | {"kind": "message", "channel": "巷口", "is_bot": author == "robot"} | more


class Alley:
    """One community of one file; keys name its lines."""

    def __init__(self, store: EmbeddedStore, folder: Path, lines: Sequence[Line]) -> None:
        self.store = store
        path = folder / "alley.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        take_in(store, "alley", [path], Wish(timezone="UTC"))

    @property
    def community(self) -> Community:
        found = self.store.community("alley")
        assert found is not None
        return found

    def found(self, answers: Mapping[str, tuple[str, float]]) -> None:
        """Let a model have found what each line answers, and how surely."""
        with closing(self.store.view(self.community)) as view:
            entries = {key: (entry, total) for key, entry, total in _entries(view)}
        rows = [(*entries[key], entries[to][0], chance) for key, (to, chance) in answers.items()]
        names = ("entry_id", "sum", "answers", "answers_p")
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        self.store.findings("alley").append("links", "invented", pa.table(columns))

    def threads(self, period: Period = DAY) -> list[Thread]:
        with closing(self.store.view(self.community)) as view:
            return threads(view, period)

    def told(self, period: Period = DAY) -> list[list[str]]:
        """The keys of each thread's lines."""
        with closing(self.store.view(self.community)) as view:
            keys = {entry: key for key, entry, _ in _entries(view)}
        return [[keys[entry] for entry in thread.entries] for thread in self.threads(period)]


def _entries(view: View) -> Iterator[tuple[str, int, int]]:
    files = view.source(DAY)
    yield from view.ask(f"SELECT native_id, entry_id, sum FROM {files} WHERE until IS NULL")
