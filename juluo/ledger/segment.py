"""Part of a community's entries, of which numbers can be asked: some channels, newcomers or regulars, some hours.

Who is a newcomer is told day by day: within 28 days of their first words. So each entry is a newcomer's or a
regular's, and never both.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from juluo.ledger.period import Period

NEW_DAYS = 28


class People(StrEnum):
    """Whose entries are in the segment."""

    ANYONE = "anyone"
    NEWCOMERS = "newcomers"
    REGULARS = "regulars"
    STAFF = "staff"


class Cut(StrEnum):
    """By what entries are told apart."""

    CHANNEL = "channel"
    PEOPLE = "people"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries that satisfy all that is told. Empty `channels` mean any; so do `accounts` None, but none mean nobody.

    `hours` are those of the community's clock from the first up to and without the second; they may pass midnight.
    `born` keeps those whose first words fall into these days. `called` says who the accounts are, where they were
    picked as a group by what they lately did: what they did before is then no fair thing to compare with.
    """

    channels: tuple[int, ...] = ()
    people: People = People.ANYONE
    hours: tuple[int, int] | None = None
    accounts: tuple[int, ...] | None = None
    born: Period | None = None
    called: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.hours is not None:
            first, until = self.hours
            if not (0 <= first < 24 and 0 < until <= 24) or first == until:
                msg = f"no hours of a day: {first} to {until}"
                raise ValueError(msg)

    def __bool__(self) -> bool:
        return self != Segment()

    @property
    def cuts(self) -> frozenset[Cut]:
        """What the entries are told apart by."""
        told = {
            Cut.CHANNEL: bool(self.channels),
            Cut.PEOPLE: self.people is not People.ANYONE or self.accounts is not None or self.born is not None,
            Cut.HOURS: self.hours is not None,
        }
        return frozenset(cut for cut, there in told.items() if there)

    @property
    def by_age(self) -> bool:
        """Whether it rests on when each person first spoke."""
        return self.people in {People.NEWCOMERS, People.REGULARS} or self.born is not None
