"""A month as a calendar shows it."""

from juluo.ledger.period import Period


def weeks(month: Period) -> list[list[Period | None]]:
    """A month's days in rows from Monday to Sunday."""
    cells: list[Period | None] = [None] * month.first.weekday() + [Period(day, day) for day in month.days]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
