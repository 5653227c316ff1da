"""What a change is made of, as frozen values: parts, the splits they belong to, and the verdict on them."""

from dataclasses import dataclass
from enum import StrEnum

from juluo.ledger.query import EntryQuery
from juluo.metrics.reading import Reading
from juluo.wording.sentence import Sentence

# A channel, thread or account code, an hour, a month (YYYY-MM), a band; None for what has no such place.
Key = int | str | None


class By(StrEnum):
    """What a change is split by. TURNOVER is who came and who stayed away; FACTOR are the factors of a product."""

    CHANNEL = "channel"
    LIFECYCLE = "lifecycle"
    COHORT = "cohort"
    TENURE = "tenure"
    HOUR = "hour"
    THREAD = "thread"
    PERSON = "person"
    TURNOVER = "turnover"
    FACTOR = "factor"


# Splits by where somebody was: a person who was in two places counts once, where they said most.
ONCE = frozenset({By.CHANNEL, By.HOUR, By.THREAD})


class Effect(StrEnum):
    """How a part moved the number: COUNT by more or fewer; RATE and MIX those of a ratio; FACTOR one of a product."""

    COUNT = "count"
    RATE = "rate"
    MIX = "mix"
    FACTOR = "factor"


class Shape(StrEnum):
    """What can be said of a change.

    CONCENTRATED: a few parts hold most of it. BROAD: no part does, and most went the same way. MIXED: no part does.
    NOT_REAL: no change that can be told from chance. INDIVISIBLE: this number cannot be split.
    """

    CONCENTRATED = "concentrated"
    BROAD = "broad"
    MIXED = "mixed"
    NOT_REAL = "not_real"
    INDIVISIBLE = "indivisible"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split: what it was and is, and by how much it moved the whole number.

    `key` holds the codes that the part is made of; `behind` finds its entries now, `behind_before` those it had.
    """

    key: tuple[Key, ...]
    name: Sentence
    before: float
    now: float
    amount: float
    effect: Effect = Effect.COUNT
    behind: EntryQuery | None = None
    behind_before: EntryQuery | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """All parts by one view of the change, the largest first; their amounts add up to the whole change."""

    by: By
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Causes:
    """Why a reading differs from the one before: the splits, best first, and the parts that lead.

    `lead` are parts of `splits[0]`, taken together; empty unless the change is CONCENTRATED. `reason` says why a
    number cannot be split.
    """

    reading: Reading
    shape: Shape
    change: float | None
    splits: tuple[Split, ...] = ()
    lead: tuple[Part, ...] = ()
    reason: str = ""

    @property
    def by(self) -> By | None:
        """What the leading parts are parts of."""
        return self.splits[0].by if self.lead else None

    @property
    def led(self) -> float:
        """How much of the change the leading parts hold."""
        return sum(part.amount for part in self.lead)

    def split(self, by: By) -> Split | None:
        return next((split for split in self.splits if split.by is by), None)
