"""Events that are still to come, recommended by those that people signed up for and came to.

Events live by their day: none but those whose sign-up is open now. What speaks for one: that those who go to the same
events go there too (EASE), that its title has words of events they chose before, that many have signed up, and that
it is soon. The weights are reasoned, not learnt: no public record of events was at hand to look at them on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.blend import up_to_one
from juluo.insights.recommend.ease import Ease
from juluo.insights.recommend.titles import Titles
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp
from juluo.metrics.desk import EVENTS, Told, acts
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

SHOWN = 5
# Communities hold tens of events, not thousands: a light hand.
REGULAR = 10.0
TOGETHER, WORDS, CROWD, SOON = 1.0, 0.5, 0.5, 0.25
# An event of which no day was said is open for so long.
UNDATED_DAYS = 30


class WhyEvent(StrEnum):
    """What speaks for an event most."""

    TOGETHER = "together"
    WORDS = "words"
    CROWD = "crowd"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event to come; `starts` None where no day was said. `about` names an event they chose before, or words.

    `signed_up` have a place by now; `for_` of those asked about have none.
    """

    event: str
    title: str
    starts: date | None
    why: WhyEvent
    about: str
    signed_up: int
    for_: int


@dataclass(frozen=True, slots=True)
class Gathering:
    """One event as it was known at the end of a day: who had a place or came; `guests` have no account."""

    event: str
    title: str
    opened: date
    starts: date | None
    over: bool
    places: frozenset[int]
    came: frozenset[int]
    guests: int

    def is_open(self, day: date) -> bool:
        """Whether somebody may still sign up for a day that is to come."""
        if self.over:
            return False
        return self.starts > day if self.starts else (day - self.opened).days < UNDATED_DAYS


def gatherings(view: View, day: date) -> list[Gathering]:
    """Every event that was opened by the end of a day, as it was known then; not those that were called off."""
    return as_known([act for act in acts(view, EVENTS) if act.day <= day], view)


def as_known(told: Sequence[Told], view: View) -> list[Gathering]:
    """The same of acts in order of time."""
    by_event: dict[str, list[Told]] = {}
    for act in told:
        if isinstance(act.record, EventOpened | EventSignedUp | EventAttended | EventClosed):
            by_event.setdefault(act.record.event, []).append(act)
    made = (_gathering(name, mine, view) for name, mine in by_event.items())
    return sorted((one for one in made if one is not None), key=lambda one: (one.opened, one.event))


def _gathering(name: str, told: Sequence[Told], view: View) -> Gathering | None:
    openings = [act.record for act in told if isinstance(act.record, EventOpened)]
    if not openings or any(one.called_off for one in openings):
        return None
    starts = next((one.starts for one in reversed(openings) if one.starts), None)
    who: dict[type, dict[str, int | None]] = {EventSignedUp: {}, EventAttended: {}}
    for act in told:
        if isinstance(act.record, EventSignedUp | EventAttended):
            there = who[type(act.record)]
            if act.record.taken_back:
                there.pop(act.who, None)
            else:
                there[act.who] = act.account
    places, came = (frozenset(code for code in mine.values() if code is not None) for mine in who.values())
    return Gathering(
        name,
        next((one.title for one in reversed(openings) if one.title), ""),
        next(act.day for act in told if isinstance(act.record, EventOpened)),
        view.calendar.day_of(starts) if starts else None,
        any(isinstance(act.record, EventClosed) for act in told),
        places,
        came,
        sum(code is None for code in who[EventSignedUp].values()),
    )


class Tastes:
    """What is learnt of events by a day; those who are `out` speak for nothing."""

    def __init__(self, found: Sequence[Gathering], day: date, out: frozenset[int] = frozenset()) -> None:
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        self.day = day
        self.events = tuple(found)
        self.people = tuple(sorted({who for one in found for who in one.places | one.came} - out))
        self._at = {who: place for place, who in enumerate(self.people)}
        self.taken = np.zeros((len(self.people), len(found)))
        for column, one in enumerate(found):
            for who in (one.places | one.came) - out:
                self.taken[self._at[who], column] = 1.0
        self.open = np.array([one.is_open(day) for one in found], bool)
        self._ease = Ease(self.taken, REGULAR) if self.taken.any() else None
        self._titles = Titles([one.title for one in found])

    def parts(self, members: Sequence[int]) -> Mapping[WhyEvent, "Numbers"]:
        """What speaks for each event, from 0 to 1: a row a person; what they have a place at has nothing."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        rows = self._rows(members)
        open_ = self.open[None, :] & (rows == 0)
        past = np.where(self.open[None, :], 0.0, rows)
        together = np.where(open_, self._ease.scores(rows), 0.0) if self._ease else np.zeros_like(rows)
        crowd = np.array([float(len(one.places) + one.guests) for one in self.events])
        days = np.array([float((one.starts - self.day).days) if one.starts else UNDATED_DAYS for one in self.events])
        told = {
            WhyEvent.TOGETHER: up_to_one(together),
            WhyEvent.WORDS: self._titles.like(past),
            WhyEvent.CROWD: np.tile(crowd / max(1.0, float(crowd[self.open].max(initial=0.0))), (len(members), 1)),
            WhyEvent.SOON: np.tile(0.5 ** (np.maximum(days, 0.0) / 7), (len(members), 1)),
        }
        return {why: np.where(open_, values, 0.0) for why, values in told.items()}

    def can(self, members: Sequence[int]) -> "Numbers":
        """1 for who has no place at an event that is open."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        return np.asarray(self.open[None, :] & (self._rows(members) == 0), float)

    def _rows(self, members: Sequence[int]) -> "Numbers":
        """What each chose; nothing of who never chose any."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        rows = np.zeros((len(members), len(self.events)))
        for row, who in enumerate(members):
            if who in self._at:
                rows[row] = self.taken[self._at[who]]
        return rows

    def scores(self, members: Sequence[int]) -> "Numbers":
        """A row a person; what can't be shown to somebody has -inf."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        parts = self.parts(members)
        total = sum((WEIGHTS[why] * parts[why] for why in WhyEvent), np.zeros_like(parts[WhyEvent.SOON]))
        return np.where(self.can(members) > 0, total, -np.inf)

    def about(self, members: Sequence[int], item: int, why: WhyEvent) -> str:
        """What the reason names; empty where it can't be told."""
        import numpy as np  # noqa: PLC0415 - only where something is recommended

        places = [self._at[who] for who in members if who in self._at]
        own = np.flatnonzero(self.taken[places].sum(axis=0)) if places else np.zeros(0, int)
        own = own[own != item]
        if not len(own):
            return ""
        if why is WhyEvent.WORDS:
            return " ".join(self._titles.shared(item, own.tolist())[:3])
        weights = self._ease.towards(item)[own] if self._ease else np.zeros(len(own))
        best = int(weights.argmax())
        return self.events[own[best]].title if weights[best] > 0 else ""


WEIGHTS: Mapping[WhyEvent, float] = {
    WhyEvent.TOGETHER: TOGETHER,
    WhyEvent.WORDS: WORDS,
    WhyEvent.CROWD: CROWD,
    WhyEvent.SOON: SOON,
}


def invited(known: Tastes, members: Sequence[int]) -> tuple[Invitation, ...]:
    """The events to come for a member, or for several alike, best first; nothing where none is open."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    if not members or not known.open.any():
        return ()
    scores, can, parts = known.scores(members), known.can(members), known.parts(members)
    mean = np.where(can > 0, scores, 0.0).sum(axis=0) / len(members)
    shown = [item for item in np.argsort(-mean, kind="stable").tolist() if can[:, item].any()]
    return tuple(_invitation(known, members, item, parts, int(can[:, item].sum())) for item in shown[:SHOWN])


def _invitation(
    known: Tastes, members: Sequence[int], item: int, parts: Mapping[WhyEvent, "Numbers"], for_: int
) -> Invitation:
    one = known.events[item]
    why, about = _reason(known, members, item, parts)
    return Invitation(one.event, one.title, one.starts, why, about, len(one.places) + one.guests, for_)


def _reason(
    known: Tastes, members: Sequence[int], item: int, parts: Mapping[WhyEvent, "Numbers"]
) -> tuple[WhyEvent, str]:
    """The part that adds most, if it can be told in words; else how many signed up, or that it is soon."""
    adds = {why: WEIGHTS[why] * float(parts[why][:, item].mean()) for why in WhyEvent}
    for why in sorted(adds, key=lambda one: -adds[one]):
        if adds[why] <= 0 or why in {WhyEvent.CROWD, WhyEvent.SOON}:
            break
        if about := known.about(members, item, why):
            return why, about
    crowded = known.events[item].places or known.events[item].guests
    return (WhyEvent.CROWD if crowded and adds[WhyEvent.CROWD] >= adds[WhyEvent.SOON] else WhyEvent.SOON), ""


def tastes(view: View, day: date, out: frozenset[int] = frozenset()) -> Tastes | None:
    """What is learnt of events on a day; None where none is to come."""
    found = gatherings(view, day)
    return Tastes(found, day, out) if any(one.is_open(day) for one in found) else None
