"""The simulated community, imported once: reports, sentences and commands are tested on it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from postgres import Server, served
from simulated_town import town, town_home

from juluo.demo.simulation import Simulated
from juluo.demo.truth import Truth
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

# A machine that is busy with other tests is slow, which is no fault of an example.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# A power cut in the middle of a test loses the test: nothing waits for the disk here.
os.fsync = lambda _: None


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the simulated community `demo`. To be read only; `demo_copy` is there to be changed."""
    return town_home(tmp_path_factory)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    """The same community as it was played: its rows, and what was planted."""
    return town(tmp_path_factory)


@pytest.fixture(scope="session")
def demo_truth(simulated: Simulated) -> Truth:
    return simulated.truth


@pytest.fixture
def demo_copy(demo_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def demo_view(demo_home: Path) -> Iterator[View]:
    store = EmbeddedStore(demo_home)
    found = store.community("demo")
    assert found is not None
    view = store.view(found)
    yield view
    view.close()
    store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The one PostgreSQL server of a process of tests."""
    with served() as server:
        yield server
