"""What a thing of the desk is called, for lists that name things of every app: the log of deeds, the search."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Titled:
    """Its title; or the entry of the ledger whose words stand for one, and its day."""

    words: str
    entry: int | None = None
    day: date | None = None
