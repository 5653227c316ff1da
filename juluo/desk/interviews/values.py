"""What an interview is, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Consent(StrEnum):
    """What of an interview may be used: nothing yet, within the team, or before everybody. It can be taken back."""

    NONE = "none"
    INTERNAL = "internal"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


class Chosen(StrEnum):
    """Why somebody is asked for an interview."""

    SEGMENT = "segment"
    RISK = "risk"
    KOL = "kol"
    SURVEY = "survey"
    NEED = "need"
    OTHER = "other"


STATE_WORDS: Mapping[State, str] = {State.PLANNED: "约了", State.HELD: "谈过了", State.CANCELLED: "没谈成"}
CONSENT_WORDS: Mapping[Consent, str] = {
    Consent.NONE: "还没问同不同意",
    Consent.INTERNAL: "只给团队内部用",
    Consent.PUBLIC: "可以公开引用",
    Consent.WITHDRAWN: "收回了同意",
}
CHOSEN_WORDS: Mapping[Chosen, str] = {
    Chosen.SEGMENT: "从一个分群里选的",
    Chosen.RISK: "快要安静的人",
    Chosen.KOL: "大家听的人",
    Chosen.SURVEY: "答过问卷",
    Chosen.NEED: "提过一个需求",
    Chosen.OTHER: "别的缘故",
}
# Under these what was said may be kept, read and quoted by colleagues.
GIVEN = frozenset({Consent.INTERNAL, Consent.PUBLIC})
# For how many days a transcript is kept unless told; the quotes stay.
KEPT_DAYS, MOST_DAYS = 90, 730


@dataclass(frozen=True, slots=True)
class GuideFacts:
    id: int
    title: str
    purpose: str
    questions: tuple[str, ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom, when, where and what is asked. `person` is the ledger's number, else `name` says who."""

    title: str
    questions: tuple[str, ...] = ()
    person: int | None = None
    name: str = ""
    chosen: Chosen = Chosen.OTHER
    chosen_words: str = ""
    starts: datetime | None = None
    minutes: int = 30
    place: str = ""
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in a transcript. `second` is how far in, None where the file doesn't tell."""

    words: str
    label: str = ""
    second: float | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    label: str
    name: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    id: int
    interview: int
    words: str
    second: float | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """One interview, without what was said in it."""

    id: int
    plan: Plan
    owner: str
    state: State
    consent: Consent
    consent_words: str
    consent_on: date | None
    withdrawn_at: datetime | None
    notes: str
    source: str
    kept_until: date | None
    made_by: str
    made_at: datetime
    quotes: int = 0

    @property
    def ends(self) -> datetime | None:
        return None if self.plan.starts is None else self.plan.starts + timedelta(minutes=self.plan.minutes)


@dataclass(frozen=True, slots=True)
class Whole:
    interview: InterviewFacts
    lines: tuple[Said, ...] = ()
    speakers: tuple[SpeakerFacts, ...] = ()
    quotes: tuple[QuoteFacts, ...] = ()

    def name_of(self, label: str) -> str:
        return next((one.name or one.label for one in self.speakers if one.label == label), label)

    def is_member(self, label: str) -> bool:
        """Whether it is the interviewed one who speaks."""
        return any(one.is_member for one in self.speakers if one.label == label)
