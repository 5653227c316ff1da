"""What is done again where the database broke it off because two waited for each other.

Deeds hold rows in one order: a guest first, then what is theirs, several of a kind by their numbers. Those that go
through many guests can't, as each guest has events of their own: they are done again as a whole.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

_TRIES = 5
# "deadlock_detected": https://www.postgresql.org/docs/current/errcodes-appendix.html
_DEADLOCK = "40P01"
P = ParamSpec("P")
Given = TypeVar("Given")


def done_again(deed: Callable[P, Given]) -> Callable[P, Given]:
    """The deed, which must be one transaction. Within another transaction it is that one's to be done again."""

    @wraps(deed)
    def done(*args: P.args, **kwargs: P.kwargs) -> Given:
        left = 0 if connection.in_atomic_block else _TRIES - 1
        while True:
            try:
                return deed(*args, **kwargs)
            except OperationalError as error:
                if not left or getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
                    raise
                left -= 1

    return done
