"""A small community's desk: what it appends beside the messages of a town."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from lines import Line, open_from

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import Record
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

# Opens a ledger of acts, and of a town's lines from New Year to the end of March.
Desk = Callable[..., View]


def act(when: str, record: Record, by: str | None = None) -> Act:
    """An act at `2026-03-01T10`, by the member of that name in the town's table."""
    moment = datetime.fromisoformat(f"{when}:00:00").replace(tzinfo=UTC)
    return Act(moment, record, None if by is None else ("table", by))


def open_desk(
    store: EmbeddedStore, folder: Path, acts: Iterable[Act], lines: Iterable[Line] = (), then: Iterable[Act] = ()
) -> View:
    """What it appends first, and what it appends `then`."""
    path = folder / "town.jsonl"
    told = [*open_from("2026-01-01", "2026-03-31"), *lines]
    path.write_text("".join(json.dumps(line) + "\n" for line in told), encoding="utf-8")
    take_in(store, "town", [path], Wish(timezone="UTC"))
    community = store.community("town")
    assert community is not None
    for told_at_once in filter(None, (list(acts), list(then))):
        append_acts(store, community, told_at_once)
    return store.view(community)
