"""A community as (member, day) pairs: who spoke on which days, counted from 1 January 2026."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

FIRST, DAYS = date(2026, 1, 1), 300
LAST = FIRST + timedelta(days=DAYS - 1)
Line = Mapping[str, object]
Spoke = Mapping[str, Iterable[int]]
Opened = Callable[..., View]


def said(author: str, day: int, hour: int = 12, **more: object) -> Line:
    ts = f"{FIRST + timedelta(days=day)}T{hour:02d}:00:00+00:00"
    columns: dict[str, object] = {"id": f"{author}-{day}-{hour}", "ts": ts, "author": author, "text": "好"}
    columns |= {"kind": "message", "channel": "广场", "is_bot": False, "is_staff": False, "reply_to": None}
    return columns | more


def told(store: EmbeddedStore, folder: Path, spoke: Spoke, *more: Line, spans: Iterable[tuple[int, int]]) -> View:
    """Imports one export a span of days and opens what they make; a bot's words are each export's first and last."""
    for first, last in spans:
        lines = [said("robot", first, 0, is_bot=True), said("robot", last, 23, is_bot=True)]
        lines += [said(author, day) for author, days in spoke.items() for day in days if first <= day <= last]
        path = folder / f"{len(list(folder.glob('*.jsonl')))}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in [*lines, *more]), encoding="utf-8")
        take_in(store, "town", [path], Wish(timezone="UTC"))
    community = store.community("town")
    assert community is not None
    return store.view(community)
