"""What a session and its questions are, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


class Phase(StrEnum):
    """Where a session stands: not begun to collect, collecting, ended; its digest published."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"
    PUBLISHED = "published"


PHASE_WORDS: Mapping[Phase, str] = MappingProxyType(
    {Phase.PLANNED: "还没开始", Phase.OPEN: "正在收问题", Phase.ENDED: "收完了", Phase.PUBLISHED: "回答已公布"}
)


class Shown(StrEnum):
    """Whether members see a question."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    MERGED = "merged"


class Stage(StrEnum):
    """Whether a question was answered; `NOW` is the one being answered in the room."""

    OPEN = "open"
    NOW = "now"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operator sets up. `nameless`: members may ask under a made-up name; `most` questions each."""

    title: str
    answerers: str = ""
    about: str = ""
    event: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    nameless: bool = True
    moderated: bool = True
    most: int = 5


@dataclass(frozen=True, slots=True)
class SessionFacts:
    id: int
    slug: str
    plan: Plan
    made_by: str
    made_at: datetime
    ended_at: datetime | None
    published_at: datetime | None

    def phase(self, now: datetime) -> Phase:
        if self.published_at is not None:
            return Phase.PUBLISHED
        closes = self.plan.closes_at
        if self.ended_at is not None or (closes is not None and now >= closes):
            return Phase.ENDED
        opens = self.plan.opens_at
        return Phase.PLANNED if opens is not None and now < opens else Phase.OPEN


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: own words, or a message of the ledger by its number and day, or both."""

    words: str = ""
    entry: int | None = None
    day: date | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """One question with the votes for it and for those merged into it, a person once.

    `chances` are how many took part since it could be seen: who asked or voted after that might have voted for it.
    """

    id: int
    words: str
    name: str
    guest: int | None
    person: int | None
    flags: tuple[str, ...]
    first: bool
    shown: Shown
    stage: Stage
    answer: Answer
    at: datetime
    votes: int = 0
    chances: int = 0
    into: int | None = None
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one session: questions that members see, those that wait to be let through, answered ones, and people."""

    shown: int = 0
    waiting: int = 0
    answered: int = 0
    people: int = 0
