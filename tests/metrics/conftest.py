import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from lines import Line, Opened

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Opened]:
    """Imports lists of lines, each as one file of its own import, and opens what they make."""
    views: list[View] = []
    store = EmbeddedStore(tmp_path / "home")

    def opened(*exports: Sequence[Line], zone: str = "UTC", starts: int = 0) -> View:
        for number, lines in enumerate(exports):
            path = tmp_path / f"{len(views)}-{number}.jsonl"
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            take_in(store, "town", [path], Wish(timezone=zone, day_starts_at=starts))
        community = store.community("town")
        assert community is not None
        views.append(store.view(community))
        return views[-1]

    yield opened
    for view in views:
        view.close()
    store.close()
