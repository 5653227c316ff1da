"""Windows for numbers that a single day is too short for."""

from datetime import timedelta

from juluo.ledger.period import Period


def looking_back(period: Period, days: int) -> Period:
    """The `days` days that end with the period; the period itself if it is longer."""
    return period if period.length >= days else Period.trailing(period.last, days)


def ripening(period: Period) -> Period:
    """Where what was asked in a day is read: the seven days before it, whose 24 hours are over by its end.

    Weeks and months are read themselves.
    """
    return period if period.length > 1 else Period.trailing(period.last - timedelta(days=1), 7)
