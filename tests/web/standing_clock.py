"""The clock by which the desk's pages go, in a test's hand. Django must be set up before this is imported."""

from datetime import UTC, datetime
from typing import ClassVar

import pytest

from juluo.shell import visit as visits


class Clock(datetime):
    """It stands until it is set."""

    at: ClassVar[datetime]

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        assert tz is UTC
        return cls.at


def stand(monkeypatch: pytest.MonkeyPatch, at: datetime, *modules: object) -> None:
    """All visits go by it, and what else reads `datetime` in these modules."""
    for module in (visits, *modules):
        monkeypatch.setattr(module, "datetime", Clock)
    Clock.at = at
