"""The shell's tests have Django, a home with empty tables, the cast, and workers on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django_home import on_postgres, records, records_template, scene, set_up

from juluo.shell.accounts.scene import Scene

set_up()

import jobs_for_tests  # noqa: E402, F401 - the tests' own jobs, once Django is set up
from cast import Cast, entered  # noqa: E402 - actions need Django set up
from workers import Workers, workers  # noqa: E402 - the same

__all__ = ["records", "records_template", "scene"]


@pytest.fixture
def cast(records: Path, scene: Scene) -> Cast:
    assert records.is_dir()
    return entered(scene)


@pytest.fixture(params=["sqlite", "postgres"])
def crew(request: pytest.FixtureRequest, records: Path) -> Iterator[Workers]:
    """Workers on either database, of which this process reads and writes the same tables."""
    if request.param == "sqlite":
        with workers(records) as hands:
            yield hands
        return
    with on_postgres(request.getfixturevalue("postgres")) as address, workers(records, address) as hands:
        yield hands
