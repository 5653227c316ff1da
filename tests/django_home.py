"""Django on a home of its own for every test: a real SQLite file, migrated once and copied."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import django
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_test_environment
from made_once import made_once
from postgres import Server

from juluo.shell.accounts.scene import Scene
from juluo.web.database import from_address

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NOWHERE = Path(tempfile.gettempdir()) / "no-such-home"


def set_up() -> None:
    """Django for this process, once; its database is chosen anew by every test."""
    if settings.configured:
        return
    with patch.dict(os.environ, {"JULUO_HOME": str(NOWHERE), "DJANGO_SETTINGS_MODULE": "juluo.web.settings"}):
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("JULUO_URL", None)
        os.environ.pop("JULUO_LANG", None)
        django.setup()
    setup_test_environment()
    # The browser of a test keeps an event loop in its thread; the test's own questions to the database are none of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64
    Argon2PasswordHasher.parallelism = 1


def use(database: Path) -> None:
    """Another database file. A power cut in the middle of a test loses the test: nothing waits for the disk here."""
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(database)
    connections["default"].settings_dict["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"


@contextmanager
def on_postgres(server: Server) -> Iterator[str]:
    """The tables of all records, empty, in a database of their own; this process asks it, in all its threads."""
    with server.database("records", _migrated) as address, answered_from(address):
        yield address


@contextmanager
def answered_from(address: str) -> Iterator[None]:
    """This process asks another database, and the one before once it is done."""
    before = _answer_from(from_address(address))
    try:
        yield
    finally:
        _answer_from(before)


def _migrated(address: str) -> None:
    with answered_from(address):
        call_command("migrate", verbosity=0)


def _answer_from(database: dict[str, object]) -> dict[str, object]:
    """Returns the database before."""
    connections["default"].close()
    del connections["default"]
    before, connections.settings["default"] = (
        connections.settings["default"],
        connections.configure_settings({"default": dict(database)})["default"],
    )
    return dict(before)


@pytest.fixture(scope="session")
def records_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "records", _tables) / "juluo.sqlite3"


def _tables(folder: Path) -> None:
    use(folder / "juluo.sqlite3")
    call_command("migrate", verbosity=0)
    use(NOWHERE)


@pytest.fixture
def records(records_template: Path, tmp_path: Path) -> Iterator[Path]:
    """A home with the tables of the shell and nothing in them."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    shutil.copy(records_template, home / "juluo.sqlite3")
    use(home / "juluo.sqlite3")
    before, settings.HOME = settings.HOME, home
    yield home
    settings.HOME = before
    use(NOWHERE)


@pytest.fixture
def scene() -> Scene:
    return Scene(MORNING, "192.0.2.1")
