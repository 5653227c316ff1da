"""The desk's tests have Django, a home with empty tables, and the cast."""

from pathlib import Path

import pytest
from django_home import records, records_template, scene, set_up

from juluo.shell.accounts.scene import Scene

set_up()

from cast import Cast, entered  # noqa: E402 - actions need Django set up

__all__ = ["records", "records_template", "scene"]


@pytest.fixture
def cast(records: Path, scene: Scene) -> Cast:
    assert records.is_dir()
    return entered(scene)
