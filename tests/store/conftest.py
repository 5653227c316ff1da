from collections.abc import Iterator
from pathlib import Path

import pytest

from juluo.store.embedded import EmbeddedStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    made = EmbeddedStore(tmp_path / "home", patience=20)
    yield made
    made.close()
