"""A crowd that presses at the same moment. Django must be set up before this is imported."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

# As many at one moment: a PostgreSQL server as it is installed takes 97 connections.
_CROWD = 80


def at_once(deed: Callable[[int], object], times: int = 50) -> tuple[list[object], list[Exception]]:
    """What came of a deed that many do at the same moment: what it gave, and what it threw."""
    start, done, wrong = Barrier(min(_CROWD, times)), [], []

    def act(number: int) -> None:
        if number < start.parties:
            start.wait()
        try:
            done.append(deed(number))
        except Exception as error:  # noqa: BLE001 - whoever asked looks at it
            wrong.append(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(start.parties) as crowd:
        list(crowd.map(act, range(times)))
    return done, wrong
