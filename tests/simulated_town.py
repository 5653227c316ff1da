"""The simulated community by its last day: played once in a run of the tests, and imported once into a home."""

import pickle
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from made_once import made_once

from juluo.demo.export import write
from juluo.demo.simulation import Simulated, simulate
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

# The day with which the town of the tests ends: figures are pinned to it.
LAST: Final = date(2026, 11, 19)
_FILE = "town.pickle"


def town(factory: pytest.TempPathFactory, last: date = LAST) -> Simulated:
    def play(folder: Path) -> None:
        (folder / _FILE).write_bytes(pickle.dumps(simulate(last)))

    made = made_once(factory, f"town-{last}", play) / _FILE
    found = pickle.loads(made.read_bytes())  # noqa: S301 - our own, a moment old
    assert isinstance(found, Simulated)
    return found


def town_home(factory: pytest.TempPathFactory, last: date = LAST) -> Path:
    """A home in which it is the community `demo`. To be read only."""

    def settle(home: Path) -> None:
        files = write(town(factory, last), home / "files" / "demo")
        store = EmbeddedStore(home)
        take_in(store, "demo", [files.export], Wish(timezone="Asia/Shanghai"))
        store.close()

    return made_once(factory, f"demo-{last}", settle)
