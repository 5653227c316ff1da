"""Lines of a small community's export. Lin runs it, He moderates, An, Bo and Cen are members, Robot is a bot."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from juluo.ledger.period import Period
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.store.view import View

Line = dict[str, object]
Opened = Callable[..., View]
LIN, HE, AN, BO, CEN, ROBOT = "lin", "he", "an", "bo", "cen", "robot"
_numbers = count()


def line(ts: str, author: str | None, kind: str = "message", **more: object) -> Line:
    """One line; every line names all columns, so that the first one of a file does."""
    columns: Line = dict.fromkeys(("text", "reply_to", "topic", "mentions", "members", "detail", "channel_id"))
    columns |= {"id": f"l{next(_numbers)}", "ts": f"{ts}+00:00", "author": author, "kind": kind, "channel": "广场"}
    return columns | {"is_bot": author == ROBOT, "is_staff": author in {LIN, HE}} | more


def open_from(first: str, last: str) -> list[Line]:
    """The bot's first and last words: they say from when to when the export tells, and count nowhere."""
    return [line(f"{first}T00:00:00", ROBOT, text="早"), line(f"{last}T23:59:00", ROBOT, text="晚")]


def daily(author: str, first: str, days: int, times: int = 1, hour: int = 12, **more: object) -> list[Line]:
    start = date.fromisoformat(first)
    return [
        line(f"{start + timedelta(days=n)}T{hour:02d}:{minute:02d}:00", author, text="好", **more)
        for n in range(days)
        for minute in range(times)
    ]


def on(view: View, name: str, first: str, last: str | None = None) -> Reading:
    """A metric's reading over a day, or over the days from `first` to `last`; all that it tells has a name."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    reading = read(view, metrics()[name], [period])[0]
    assert set(reading.measured.parts) <= set(reading.metric.parts), name
    assert {column for row in reading.measured.rows for column in row} <= set(reading.metric.columns), name
    return reading
