"""What a model is told, and by which it is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Direction(StrEnum):
    """Which way a figure went, as our own verdict says it; PERHAPS is what holds at 80 % only."""

    UP = "up"
    DOWN = "down"
    PERHAPS_UP = "perhaps_up"
    PERHAPS_DOWN = "perhaps_down"
    FLAT = "flat"


class Task(StrEnum):
    """What is to be drafted."""

    NAME = "name"
    SUMMARY = "summary"
    SENTENCE = "sentence"
    ANSWER = "answer"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of ours: `shown` is what a reader sees in place of its key, with its unit ("12人").

    `about` are words for what it counts: a clause that names what another fact counts, and not this, misuses it.
    `good` says which direction is an improvement. `people` are the keys of those it speaks of.
    """

    key: str
    shown: str
    unit: str = ""
    period: str = ""
    value: float | None = None
    before: float | None = None
    direction: Direction | None = None
    good: Direction | None = None
    about: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A member's words as they are sent: redacted already. `by` is the key of who wrote it."""

    key: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a draft may rest on.

    `people` are names by key; the model is told the keys alone. `others` are names of members whom a draft must not
    say. `terms` are words that may be written although they hold digits or capitals. `causes` says which fact is a
    cause found by us of which. `template` is our own text, shown where no draft stands.
    """

    task: Task
    language: str
    template: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    messages: tuple[Message, ...] = ()
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    others: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    causes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def fact(self, key: str) -> Fact | None:
        return next((one for one in self.facts if one.key == key), None)

    def message(self, key: str) -> Message | None:
        return next((one for one in self.messages if one.key == key), None)


class Fault(StrEnum):
    """Why a sentence is refused."""

    FORM = "form"
    FIGURE = "figure"
    QUOTE = "quote"
    TREND = "trend"
    NAME = "name"
    CAUSE = "cause"
    DATE = "date"
    WORD = "word"
