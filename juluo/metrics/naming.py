"""What the parts of a metric, the columns of its rows and the code words in them are called by people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a number is written: as it is, in percent, or as a time of so many minutes."""

    PLAIN = "plain"
    SHARE = "share"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Name:
    """In both languages. A column that holds a list has {n} where the place in the list stands."""

    zh: str
    en: str
    shape: Shape = Shape.PLAIN

    def words(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


Names = Mapping[str, Name]

# Columns that the rows of several metrics have.
PEOPLE_OF_IT = Name("人数", "People")
OUT_OF = Name("共多少", "Out of")
SHARE_OF_IT = Name("占比", "Share", Shape.SHARE)
MESSAGES_OF_IT = Name("消息数", "Messages")
SHARE_FROM = Name("区间下限", "Interval from", Shape.SHARE)
SHARE_TO = Name("区间上限", "Interval to", Shape.SHARE)
