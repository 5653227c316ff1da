import pytest

from juluo.demo.line import Row
from juluo.demo.simulation import Simulated
from juluo.demo.truth import Truth


@pytest.fixture(scope="session")
def rows(simulated: Simulated) -> tuple[Row, ...]:
    return simulated.rows


@pytest.fixture(scope="session")
def truth(simulated: Simulated) -> Truth:
    return simulated.truth


@pytest.fixture(scope="session")
def said(rows: tuple[Row, ...]) -> list[Row]:
    """The members' own messages: no bots, no staff."""
    return [row for row in rows if row.kind == "message" and not row.is_bot and not row.is_staff]
