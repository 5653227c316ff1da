"""What a survey is, of whom it is asked and what is answered, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What kind of question it is, and so what its answer is.

    nps, csat, ces: an int on their scale; choice: an option's key; multi: a tuple of keys; matrix: a column's key by
    row's key; ranking: all keys, the first the best; text: a str.
    """

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    CHOICE = "choice"
    MULTI = "multi"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"


Value = int | str | tuple[str, ...] | Mapping[str, str]
# Kinds that are answered on a scale which the ledger knows, too.
SCALED = frozenset({Kind.NPS, Kind.CSAT, Kind.CES})
# Kinds that choose among options.
CHOOSING = frozenset({Kind.CHOICE, Kind.MULTI, Kind.MATRIX, Kind.RANKING})


class State(StrEnum):
    """How a survey stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Audience(StrEnum):
    """Among whom it is asked: who comes by the link, every member, a kept segment, who came to an event."""

    LINK = "link"
    EVERYONE = "everyone"
    SEGMENT = "segment"
    EVENT = "event"


class Allocation(StrEnum):
    """How many of each stratum are drawn: as they are many, or the same of each."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


class Compare(StrEnum):
    """How an earlier answer is compared with a condition's value."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INCLUDES = "includes"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and, where they were written, in English."""

    zh: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """In a language, or in the other one if they weren't written in it."""
        return (self.en or self.zh) if lang == "en" else (self.zh or self.en)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, or a row of a matrix. Its key stays when its words are changed."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Rules:
    """What an answer must be. `most`: how many options of a multiple choice at most; the rest is of texts."""

    shortest: int = 0
    longest: int | None = None
    is_number: bool = False
    low: float | None = None
    high: float | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only if an earlier question was answered so. `value` is an option's key or a number; "" for ANSWERED."""

    question: str
    test: Compare
    value: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `options` are a matrix's columns; `rows` only a matrix has."""

    key: str
    kind: Kind
    words: Words
    hint: Words = Words()
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    required: bool = False
    rules: Rules = Rules()
    show_if: Condition | None = None

    def option(self, key: str) -> Option | None:
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody is asked: a version of a survey's questions with its first and last words."""

    title: Words
    intro: Words = Words()
    thanks: Words = Words()
    questions: tuple[Question, ...] = ()

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Target:
    """Of whom it is asked: `segment` by its number, `event` by its name, `size` drawn at random, None: all of them.

    `allocation`: how many of each stratum. `by_link`: whoever is on the portal may answer, drawn or not; they are
    counted apart. `wanted`: so many answers would be enough.
    """

    audience: Audience = Audience.LINK
    segment: int | None = None
    event: str = ""
    size: int | None = None
    by_link: bool = True
    wanted: int | None = None
    allocation: Allocation = Allocation.PROPORTIONAL


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey as it stands. `version` is the last published one, 0 before that; `form` what is being written.

    `has_changes`: what is being written isn't what is asked. `asked` are people drawn and asked, `invited` those who
    answered of them, `by_link` those who answered without having been drawn.
    """

    id: int
    community: str
    slug: str
    state: State
    form: Form
    version: int
    has_changes: bool
    is_anonymous: bool
    is_pulse: bool
    one_page: bool
    target: Target
    closes_at: datetime | None
    made_by: str
    made_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    asked: int = 0
    declined: int = 0
    started: int = 0
    finished: int = 0
    finished_by_link: int = 0


@dataclass(frozen=True, slots=True)
class Wave:
    """One time that a survey went out: whom it could have been asked of, and who was drawn, by `stratum`.

    `seed` makes the same draw of the same people again. `cells` is the frame by stratum and by how long they have been
    here. `too_lately` were asked by another survey, `opted_out` wish not to be asked.
    """

    number: int
    at: datetime
    by: str
    seed: str
    size: int | None
    frame: Mapping[str, int]
    asked: Mapping[str, int]
    too_lately: int
    opted_out: int
    allocation: Allocation | None = None
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered. `number` tells it apart in its survey; nobody is behind an anonymous one.

    `person` is the ledger's number, only of who agreed to it; `guest` the portal's. `stratum` is how active they were
    when they were drawn, "" for who came by the link or belongs to fewer than five. In anonymous surveys moments are
    those of the wave and of the day.
    """

    number: int
    person: int | None
    guest: int | None
    stratum: str
    asked_at: datetime | None
    started_at: datetime
    finished_at: datetime | None
    answers: Mapping[str, Value] = field(default_factory=dict)
    version: int = 1
    is_invited: bool = False
    tenure: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who was drawn. `person`: the ledger's number, None once erased. `answered` only where named."""

    number: int
    person: int | None
    stratum: str
    wave: int
    asked_at: datetime
    reminders: int
    declined: bool
    answered: bool


# How active somebody was in the four weeks before they were drawn: on no day, on up to three, on more.
STRATA = ("quiet", "some", "often")
STRATUM_WORDS: Mapping[str, str] = {
    "quiet": "近28天没说过话",
    "some": "近28天说过1到3天话",
    "often": "近28天说过4天以上话",
    "": "不分活跃程度",
}
# How long ago they were first seen when they were drawn: within 90 days, before.
TENURES = ("new", "long")
ALLOCATION_WORDS: Mapping[Allocation, str] = {
    Allocation.PROPORTIONAL: "按各层有多少人（最像整个社群）",
    Allocation.EQUAL: "各层一样多（安静的人也够看，总数再加权算回来）",
}
KIND_WORDS: Mapping[Kind, str] = {
    Kind.NPS: "愿不愿意推荐（NPS，0到10分）",
    Kind.CSAT: "满不满意（CSAT，1到5分）",
    Kind.CES: "轻不轻松（CES，1到7分）",
    Kind.CHOICE: "选一个",
    Kind.MULTI: "选几个",
    Kind.MATRIX: "逐行选一个",
    Kind.RANKING: "排个先后",
    Kind.TEXT: "写几句",
}
STATE_WORDS: Mapping[State, str] = {State.DRAFT: "草稿", State.OPEN: "正在问", State.CLOSED: "已结束"}
# Of fewer people an answer is as good as signed.
FEWEST = 5
# Longer surveys nobody finishes.
MOST_QUESTIONS = 60
