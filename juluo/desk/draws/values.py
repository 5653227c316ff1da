"""What a draw is on the desk, as frozen values."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from juluo.desk.draws.sealed import Mode


class State(StrEnum):
    """How a draw stands. Members see it from `open` on."""

    PLANNED = "planned"
    OPEN = "open"
    SEALED = "sealed"
    KNOWN = "known"
    DRAWN = "drawn"
    CALLED_OFF = "off"


STATE_WORDS: Mapping[State, str] = {
    State.PLANNED: "没公布",
    State.OPEN: "可以参加",
    State.SEALED: "名单封存了",
    State.KNOWN: "公开数有了",
    State.DRAWN: "开奖了",
    State.CALLED_OFF: "不抽了",
}
BEFORE_SEAL = (State.PLANNED, State.OPEN)
AFTER_SEAL = (State.SEALED, State.KNOWN, State.DRAWN)
# How long a winner's words about how to be reached are kept, and names that aren't members'.
CLAIM_DAYS = 90


class Way(StrEnum):
    """By what somebody is in."""

    SEGMENT = "segment"
    SIGNED = "signed"
    CAME = "came"
    SPOKE = "spoke"
    SAID = "said"
    REPLIED = "replied"
    PRESSED = "pressed"
    LISTED = "listed"


OF_EVENT = frozenset({Way.SIGNED, Way.CAME})
OF_MESSAGES = frozenset({Way.SPOKE, Way.SAID, Way.REPLIED})


class Why(StrEnum):
    """Why somebody is left out, the first that holds in this order."""

    BOT = "bot"
    STAFF = "staff"
    UNKNOWN = "unknown"
    OWN = "own"
    WON = "won"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Who:
    """Who is in and who is left out, as the operator chose it; names typed stand in the plan.

    `known`: only members whom the records know, for whoever joins with ten browsers is ten others.
    `won_days` and `won_draws`: winners of so many days and of so many draws are left out. `weight_days`: everybody
    weighs one for each day of so many on which they spoke, at least 1 and at most `weight_most`; 0: all weigh one.
    """

    way: Way
    segment: int | None = None
    event: str = ""
    since: datetime | None = None
    until: datetime | None = None
    channels: tuple[int, ...] = ()
    word: str = ""
    staff: bool = True
    known: bool = False
    won_days: int = 0
    won_draws: int = 0
    weight_days: int = 0
    weight_most: int = 7


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operator plans. From `closes` on the public value is known; entries end at `entries_until` before it."""

    title: str
    prize: str
    rule: str
    winners: int
    closes: datetime
    who: Who
    mode: Mode = Mode.SHA256
    source: str = ""
    entries_until: datetime | None = None
    event: str = ""
    listed: str = ""
    kept_out: str = ""

    @property
    def entries_end(self) -> datetime | None:
        """Up to when what puts somebody on the list counts, as it was told; None: until the list is sealed."""
        return self.who.until if self.who.way in OF_MESSAGES else self.entries_until


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who fits the rule: a member by the ledger's number of the person, a guest, or a name alone."""

    person: int | None = None
    guest: int | None = None
    name: str = ""
    weight: int = 1

    @property
    def key(self) -> str:
        """The same for one human, however they came in."""
        if self.person is not None:
            return f"p{self.person}"
        if self.guest is not None:
            return f"g{self.guest}"
        return f"n{unicodedata.normalize('NFKC', self.name).casefold().strip()}"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who is in, and who is left out and why."""

    inside: tuple[Candidate, ...] = ()
    out: tuple[tuple[Candidate, Why], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many are left out for each reason that left out anybody."""
        reasons = [why for _, why in self.out]
        return {str(why): reasons.count(why) for why in Why if why in reasons}


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """One draw. `secret` is told once it is drawn; `left_out` says how many were, for each reason.

    `early` is why the list was sealed before entries were told to end.
    """

    id: int
    slug: str
    plan: Plan
    state: State
    made_by: str
    made_at: datetime
    opened_at: datetime | None
    closes_told: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    seal: str = ""
    promise: str = ""
    sealed_at: datetime | None = None
    sealed_by: str = ""
    early: str = ""
    entrants: int = 0
    value: str = ""
    value_at: datetime | None = None
    value_by: str = ""
    secret: str = ""
    drawn_at: datetime | None = None
    drawn_by: str = ""
    why: str = ""
    masked: bool = False

    @property
    def is_sealed(self) -> bool:
        return self.seal != ""

    def is_early(self, now: datetime) -> bool:
        """Whether the list, sealed now, would be sealed before entries end."""
        ends = self.plan.entries_end
        return not self.is_sealed and ends is not None and now < ends

    def takes(self, now: datetime) -> bool:
        """Whether members may still press 参加."""
        ends = self.plan.entries_until or self.plan.closes
        return self.state is State.OPEN and self.plan.who.way is Way.PRESSED and now < min(ends, self.plan.closes)


@dataclass(frozen=True, slots=True)
class PickFacts:
    """Somebody who came out. `why`: they were passed over. Who was erased is nobody."""

    place: int
    tag: str
    person: int | None
    guest: int | None
    name: str
    why: str
    passed_by: str
    contact: str
    contact_at: datetime | None
    given_at: datetime | None
    given_by: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's own line of the list: its number counts from 1. `won` is what came of it, None while nothing did."""

    number: int
    tag: str
    weight: int
    won: PickFacts | None


@dataclass(frozen=True, slots=True)
class PressedFacts:
    """Who pressed 参加."""

    guest: int | None
    person: int | None
    at: datetime
