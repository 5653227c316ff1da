"""What a community's operators taught: whether a reading was right, and which words to look out for.

Kept by the desk, handed down as values: what reads texts knows no desk.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.text.watchwords import WatchWord


class Reading(StrEnum):
    """What a message may be read as, and a colleague may say is right or wrong."""

    QUESTION = "question"
    PROBLEM = "problem"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    ADVERTISING = "advertising"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A colleague's word on one reading of one entry; its day makes it quick to find."""

    entry_id: int
    day: date
    reading: Reading
    right: bool


@dataclass(frozen=True, slots=True)
class Lessons:
    """All of a community's, in the order of time, and its whole list of watch-words."""

    clicks: tuple[Lesson, ...] = ()
    words: tuple[WatchWord, ...] = ()
