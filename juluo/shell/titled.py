"""What a thing of the desk is called, for lists that name things of every app: the log of deeds, the search."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Titled:
    """Its title; or the entry of the ledger whose words stand for one, and its day. `at`: when it is or came."""

    words: str
    entry: int | None = None
    day: date | None = None
    at: datetime | None = None


# Of all that there is the newest so many are searched: what is older is found on its own page.
NEWEST = 2000
