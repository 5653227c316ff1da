from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alley import Alley, Line

from juluo.store.embedded import EmbeddedStore

Built = Callable[..., Alley]


@pytest.fixture
def alley(tmp_path: Path) -> Iterator[Built]:
    store = EmbeddedStore(tmp_path / "home")

    def built(*lines: Line) -> Alley:
        return Alley(store, tmp_path, lines)

    yield built
    store.close()
