"""The shell's tests have Django, a home with empty tables, the cast, and workers on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django_home import records, records_template, scene, set_up

from juluo.shell.accounts.scene import Scene

set_up()

import jobs_for_tests  # noqa: E402, F401 - the tests' own jobs, once Django is set up
from cast import Cast, entered  # noqa: E402 - actions need Django set up
from django.contrib.sessions.models import Session  # noqa: E402 - the same
from django.core.management import call_command  # noqa: E402 - the same
from postgres import answer_from, served  # noqa: E402 - the same
from workers import Workers, workers  # noqa: E402 - the same

from juluo.shell.accounts.models import User  # noqa: E402 - the same
from juluo.shell.jobs.models import Job  # noqa: E402 - the same
from juluo.web.database import from_address  # noqa: E402 - the same

__all__ = ["records", "records_template", "scene"]


@pytest.fixture
def cast(records: Path, scene: Scene) -> Cast:
    assert records.is_dir()
    return entered(scene)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database with the shell's tables."""
    with served() as address:
        before = answer_from(from_address(address))
        call_command("migrate", verbosity=0)
        answer_from(before)
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def crew(request: pytest.FixtureRequest, records: Path) -> Iterator[Workers]:
    """Workers on either database, of which this process reads and writes the same tables."""
    if request.param == "sqlite":
        with workers(records) as hands:
            yield hands
        return
    address = request.getfixturevalue("postgres")
    before = answer_from(from_address(address))
    for kept in (Job, Session, User):
        kept.objects.all().delete()
    with workers(records, address) as hands:
        yield hands
    answer_from(before)
