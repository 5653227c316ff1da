"""A line of talk, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a channel. `minute` counts from any moment, the same for all lines; `name` is how it's shown."""

    id: int
    author: int
    minute: int
    text: str
    name: str = ""
    mentions: tuple[int, ...] = ()


class How(StrEnum):
    """What a link rests on, the surest first."""

    REPLY = "reply"
    QUOTE = "quote"
    TOPIC = "topic"
    MENTION = "mention"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Link:
    """What a line most likely answers: `to` is a line's id, its own where it begins something new."""

    id: int
    to: int
    probability: float
    how: How = How.MODEL

    @property
    def begins(self) -> bool:
        return self.id == self.to


def authors(lines: Sequence[Line]) -> dict[int, int]:
    """A dense number for each author of some lines and whoever they mention."""
    seen: dict[int, int] = {}
    for line in lines:
        for code in (line.author, *line.mentions):
            seen.setdefault(code, len(seen))
    return seen
