"""What the operator's desk appends to the ledger: one record a kind, and the shape of its `detail`.

The desk's apps append exactly these, and metrics read exactly these. `detail` is the record's fields as JSON, moments
in ISO 8601 with their zone; fields that hold nothing are left out. Whose act it was is the entry's account; whoever
has no account in the ledger is told apart by `guest`, a name that the desk makes up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from juluo.ledger.kinds import Kind

# The lowest and highest score of each scale a survey may ask on.
SCALES: Mapping[str, tuple[int, int]] = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
OUTCOMES = frozenset({"upheld", "dismissed"})


@dataclass(frozen=True, slots=True)
class EventOpened:
    """Members may sign up. `starts` and `ends` are when the event is held, if known yet; `called_off`, it never is.

    `reached` are the channels in which it is held, none for the whole community, and `untouched` those it leaves
    alone, by their codes in the ledger. `form` is what kind of event it is, by the desk's name for it.
    """

    kind: ClassVar = Kind.EVENT_OPENED
    event: str
    title: str = ""
    starts: datetime | None = None
    called_off: bool = False
    ends: datetime | None = None
    reached: tuple[int, ...] = ()
    untouched: tuple[int, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class EventSignedUp:
    """Somebody has a place. `taken_back`: they have none any more; said of the same person, it takes the place."""

    kind: ClassVar = Kind.EVENT_SIGNED_UP
    event: str
    guest: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class EventAttended:
    """Somebody came. `taken_back`: they didn't, it was noted by mistake."""

    kind: ClassVar = Kind.EVENT_ATTENDED
    event: str
    guest: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class EventClosed:
    """The event is over and its list of who came is whole. `cost` in the community's money; `hours` of organisers."""

    kind: ClassVar = Kind.EVENT_CLOSED
    event: str
    cost: float | None = None
    hours: float | None = None

    def __post_init__(self) -> None:
        if min(self.cost or 0, self.hours or 0) < 0:
            raise ValueError("an event costs no less than nothing")


@dataclass(frozen=True, slots=True)
class FeedbackReceived:
    """Somebody said something. `sort` is its kind, `due` the day by which it is to be answered.

    Said again it takes the earlier one's place; `taken_back`: it was none after all.
    """

    kind: ClassVar = Kind.FEEDBACK_RECEIVED
    feedback: str
    sort: str = ""
    due: date | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackAnswered:
    """The feedback is closed with an answer. `taken_back`: it is open again."""

    kind: ClassVar = Kind.FEEDBACK_ANSWERED
    feedback: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackTold:
    """Everybody who gave the feedback and can be told was told what became of it. `taken_back`: not yet, after all."""

    kind: ClassVar = Kind.FEEDBACK_TOLD
    feedback: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SurveyAsked:
    """A survey went out to so many people; each time it goes out again is an act of its own moment."""

    kind: ClassVar = Kind.SURVEY_ASKED
    survey: str
    scale: str
    asked: int

    def __post_init__(self) -> None:
        if self.scale not in SCALES or self.asked < 0:
            msg = f"no survey is asked of {self.asked} people on the scale {self.scale!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """One person's score. Said again in the same survey, it replaces what was said.

    `taken_back`: it counts no more, and what it was isn't told again. The same person's other answer counts, it was
    told of the wrong one, or they emptied it.
    """

    kind: ClassVar = Kind.SURVEY_ANSWERED
    survey: str
    scale: str
    score: int
    guest: str = ""
    taken_back: bool = False

    def __post_init__(self) -> None:
        low, high = (0, 0) if self.taken_back and self.scale in SCALES else SCALES.get(self.scale, (0, -1))
        if not low <= self.score <= high:
            msg = f"{self.score} is no score on the scale {self.scale!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """Somebody flagged something; several people may flag one case, each an act."""

    kind: ClassVar = Kind.CASE_OPENED
    case: str
    guest: str = ""


@dataclass(frozen=True, slots=True)
class CaseDecided:
    kind: ClassVar = Kind.CASE_DECIDED
    case: str
    outcome: str

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            msg = f"a case is upheld or dismissed, not {self.outcome!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class DrawOpened:
    """A draw that members can see. Told again when its title changes."""

    kind: ClassVar = Kind.DRAW_OPENED
    draw: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class DrawEntered:
    """Somebody stands in a sealed list, by whatever rule. `taken_back`: it isn't they, after all."""

    kind: ClassVar = Kind.DRAW_ENTERED
    draw: str
    guest: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class DrawWon:
    """Somebody came out and wasn't passed over. `taken_back`: they were, later, or it isn't they."""

    kind: ClassVar = Kind.DRAW_WON
    draw: str
    guest: str = ""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class AccountsTied:
    """These accounts, by their codes in the ledger, are one person's. In the ledger they stand as mentions."""

    kind: ClassVar = Kind.ACCOUNT_TIED
    accounts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(set(self.accounts)) < 2:
            raise ValueError("one account alone is tied to nothing")


@dataclass(frozen=True, slots=True)
class AccountsUntied:
    """These accounts belong to nobody else any more; several taken out of one person stay together."""

    kind: ClassVar = Kind.ACCOUNT_UNTIED
    accounts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.accounts:
            raise ValueError("which account stands alone?")


Record = (
    EventOpened
    | EventSignedUp
    | EventAttended
    | EventClosed
    | FeedbackReceived
    | FeedbackAnswered
    | FeedbackTold
    | SurveyAsked
    | SurveyAnswered
    | CaseOpened
    | CaseDecided
    | DrawOpened
    | DrawEntered
    | DrawWon
    | AccountsTied
    | AccountsUntied
)
RECORDS: Mapping[Kind, type[Record]] = {
    record.kind: record
    for record in (
        EventOpened,
        EventSignedUp,
        EventAttended,
        EventClosed,
        FeedbackReceived,
        FeedbackAnswered,
        FeedbackTold,
        SurveyAsked,
        SurveyAnswered,
        CaseOpened,
        CaseDecided,
        DrawOpened,
        DrawEntered,
        DrawWon,
        AccountsTied,
        AccountsUntied,
    )
}


def detail_of(record: Record) -> dict[str, Any]:
    """The record as an entry's `detail`."""
    import msgspec  # noqa: PLC0415 - a report of a community without a desk doesn't need it

    told: dict[str, Any] = msgspec.to_builtins(record)
    return {name: value for name, value in told.items() if value not in (None, "", ()) and value is not False}


def record_of(kind: Kind, detail: Mapping[str, Any]) -> Record | None:
    """The record that an entry holds; None where it was erased with its person, or is no record of that kind."""
    import msgspec  # noqa: PLC0415 - the same

    try:
        return msgspec.convert(detail, RECORDS[kind])
    except msgspec.ValidationError:
        return None
