from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spoken_days import DAYS, Line, Opened, Spoke, told

from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = EmbeddedStore(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def spoken(tmp_path: Path, store: EmbeddedStore) -> Iterator[Opened]:
    """Opens a community in which each member spoke on the given days, at noon."""
    views: list[View] = []

    def opened(spoke: Spoke, *more: Line, spans: Iterable[tuple[int, int]] = ((0, DAYS - 1),)) -> View:
        views.append(told(store, tmp_path, spoke, *more, spans=spans))
        return views[-1]

    yield opened
    for view in views:
        view.close()
