"""A rule that says who is in a segment: conditions on what a person did, laid together with and, or and not.

Rules are values: equal ones mean the same question. Windows are days that end with the day on which one asks; a window
of None is the whole record. Names of channels, events and people stand as they were written; the ledger finds them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.insights.members.states import State
from juluo.ledger.actors import Actors

LONGEST_WINDOW, LARGEST_NUMBER = 3650, 1_000_000


class Sign(StrEnum):
    """How a number is compared."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EXACTLY = "="


class Act(StrEnum):
    """What somebody may have done at least once."""

    SPOKE = "spoke"
    ASKED = "asked"
    REACTED = "reacted"
    REPLIED = "replied"
    JOINED = "joined"
    SIGNED_UP = "signed_up"
    ATTENDED = "attended"
    GAVE_FEEDBACK = "gave_feedback"
    ANSWERED_SURVEY = "answered_survey"
    ENTERED_DRAW = "entered_draw"
    WON_DRAW = "won_draw"


# Done somewhere; done at something that has a name.
SOMEWHERE = frozenset({Act.SPOKE, Act.ASKED, Act.REACTED, Act.REPLIED, Act.JOINED})
NAMED = frozenset({Act.SIGNED_UP, Act.ATTENDED, Act.ANSWERED_SURVEY, Act.ENTERED_DRAW, Act.WON_DRAW})


class Tally(StrEnum):
    """What is counted. Of replies received, the channel is that in which they were written."""

    MESSAGES = "messages"
    QUESTIONS = "questions"
    REACTIONS = "reactions"
    GIVEN = "replies_given"
    RECEIVED = "replies_received"


class Edge(StrEnum):
    """On which side of a day or a span somebody was first seen."""

    WITHIN = "within"
    BEFORE = "before"


class Way(StrEnum):
    """How somebody came in, where an export tells."""

    INVITER = "inviter"
    SOURCE = "source"
    CAMPAIGN = "campaign"


class Score(StrEnum):
    """Recency, frequency, and the replies given and received: quintiles, 5 is the highest."""

    RECENCY = "R"
    FREQUENCY = "F"
    TALK = "M"


@dataclass(frozen=True, slots=True)
class ActiveDays:
    """Spoke on so many days of the window."""

    sign: Sign
    n: int
    days: int

    def __post_init__(self) -> None:
        _bounded(self.n, 0, LONGEST_WINDOW)
        _bounded(self.days, 1, LONGEST_WINDOW)


@dataclass(frozen=True, slots=True)
class Count:
    """Made or got so much in the window, in one channel or anywhere."""

    tally: Tally
    sign: Sign
    n: int
    days: int | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        _bounded(self.n, 0, LARGEST_NUMBER)
        _bounded(self.days or 1, 1, LONGEST_WINDOW)
        _named(self.channel)


@dataclass(frozen=True, slots=True)
class Did:
    """Did it at least once; `name` is of the event or the survey."""

    act: Act
    days: int | None = None
    channel: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        _bounded(self.days or 1, 1, LONGEST_WINDOW)
        _named(self.channel)
        _named(self.name)
        if (self.channel is not None and self.act not in SOMEWHERE) or (
            self.name is not None and self.act not in NAMED
        ):
            msg = f"{self.act} has no such place or name"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """First entry within so many days, or on that day or later; or before."""

    edge: Edge
    mark: int | date

    def __post_init__(self) -> None:
        if isinstance(self.mark, int):
            _bounded(self.mark, 1, LONGEST_WINDOW)


@dataclass(frozen=True, slots=True)
class Came:
    """Joined this way; for INVITER without name: was brought in by anybody."""

    way: Way
    name: str | None = None

    def __post_init__(self) -> None:
        _named(self.name)
        if self.name is None and self.way is not Way.INVITER:
            msg = f"which {self.way}?"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class InState:
    """Where they stand in coming and going."""

    state: State


@dataclass(frozen=True, slots=True)
class Band:
    """In these fifths of those who spoke lately."""

    score: Score
    sign: Sign
    n: int

    def __post_init__(self) -> None:
        _bounded(self.n, 1, 5)


Condition = ActiveDays | Count | Did | FirstSeen | Came | InState | Band


@dataclass(frozen=True, slots=True)
class Not:
    """Who doesn't meet it; who is unknown stays unknown."""

    of: "Condition | AllOf | AnyOf"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Who meets all. Made by `all_of`, which lays nested ones together."""

    parts: tuple["Condition | Not | AnyOf", ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2 or any(isinstance(part, AllOf) for part in self.parts):
            raise ValueError("all_of() makes these")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Who meets any. Made by `any_of`."""

    parts: tuple["Condition | Not | AllOf", ...]

    def __post_init__(self) -> None:
        if len(self.parts) < 2 or any(isinstance(part, AnyOf) for part in self.parts):
            raise ValueError("any_of() makes these")


Clause = Condition | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause, and among whom it is asked: members, unless it says otherwise."""

    clause: Clause
    actors: Actors = Actors.MEMBERS


def all_of(*clauses: Clause) -> Clause:
    """Whoever meets each of them."""
    parts = [part for one in clauses for part in (one.parts if isinstance(one, AllOf) else (one,))]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def any_of(*clauses: Clause) -> Clause:
    """Whoever meets any of them."""
    parts = [part for one in clauses for part in (one.parts if isinstance(one, AnyOf) else (one,))]
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def opposite(clause: Clause) -> Clause:
    """Whoever doesn't meet it; twice is the same again."""
    return clause.of if isinstance(clause, Not) else Not(clause)


def conditions(clause: Clause) -> tuple[Condition, ...]:
    """Its conditions, each once, as they come."""
    if isinstance(clause, Not):
        return conditions(clause.of)
    if isinstance(clause, AllOf | AnyOf):
        return tuple(dict.fromkeys(one for part in clause.parts for one in conditions(part)))
    return (clause,)


def _bounded(n: int, least: int, most: int) -> None:
    if not least <= n <= most:
        msg = f"not between {least} and {most}: {n}"
        raise ValueError(msg)


def _named(name: str | None) -> None:
    if name is not None and (not name.strip() or name != " ".join(name.split())):
        msg = f"no name: {name!r}"
        raise ValueError(msg)
