"""Who may not come back, and when a message to them is worth it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.insights.retention.bgnbd import Model, fitted
from juluo.insights.retention.rhythms import Rhythm, history, rhythms
from juluo.ledger.entry import Account
from juluo.ledger.period import Period
from juluo.metrics.activity.silences import LOOK_BACK, Clock
from juluo.metrics.newcomers import known
from juluo.store.view import View

AHEAD = 28
# A message to those who are surely there is noise, to those who are long gone too late (METRICS: P(alive) .3–.7).
UNSURE = (0.3, 0.7)
# Who came on fewer days has no rhythm to fall out of.
FEWEST_GAPS = 3
# The model is tried on what was known 4, 8 and 12 weeks earlier.
TIMES = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """What the model rests on: how many people, how many of them came again; and its parameters."""

    people: int
    came_again: int
    model: Model


@dataclass(frozen=True, slots=True)
class Quiet:
    """A member who may not come back: `alive` is the chance that they are still here, never a fact about them.

    `usual`: every how many days they came; `expected`: days on which they will come in the next 28, and `lost`: days
    they would come if they are still here. `worth_on` is when their silence became, or becomes, unusual for them.
    """

    account: int
    last: date
    usual: float
    silent: int
    alive: float
    expected: float
    lost: float
    worth_on: date


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Earlier lists like this one: how many stood on them, came within 28 days, and would have by the model."""

    listed: int
    came: int
    said: float


@dataclass(frozen=True, slots=True)
class Returning:
    """Who may not come back, those who would be missed most first; without a fit, `reason` says why.

    `here`: how many of the people of the last year are expected to be still here; `expected`: how many days they
    will come on, all together, in the next 28.
    """

    day: date
    fit: Fit | None
    quiet: tuple[Quiet, ...] = ()
    here: float = 0.0
    expected: float = 0.0
    hindsight: Hindsight | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chances:
    """Members and what the model says of each: still here, comes within 28 days, on how many days."""

    members: Sequence[Rhythm]
    fit: Fit
    alive: Sequence[float]
    comes: Sequence[float]
    expected: Sequence[float]

    def unsure(self) -> list[int]:
        """Places of those with a rhythm who may or may not be here."""
        low, high = UNSURE
        return [
            place
            for place, (member, alive) in enumerate(zip(self.members, self.alive, strict=True))
            if low <= alive <= high and len(member.gaps) >= FEWEST_GAPS
        ]


def returning(view: View, day: date) -> Returning:
    """Who may not come back, as it stood at the end of a day."""
    if not view.coverage.overlaps(Period(day, day)):
        return Returning(day, None, reason="这段时间没有导入任何记录")
    clock = Clock(view)
    now = chances(view, day, clock)
    if now is None:
        return Returning(day, None, reason="来过不止一天的人太少，或规律太乱，估不出谁还会来")
    quiet = _quiet(view, day, now, clock)
    return Returning(day, now.fit, quiet, sum(now.alive), sum(now.expected), _tried(view, day, clock))


def quiet_members(view: View, day: date) -> tuple[Quiet, ...]:
    """The list alone, without looking back at earlier ones."""
    if not view.coverage.overlaps(Period(day, day)):
        return ()
    clock = Clock(view)
    now = chances(view, day, clock)
    return () if now is None else _quiet(view, day, now, clock)


def chances(view: View, day: date, clock: Clock, back: int = LOOK_BACK) -> Chances | None:
    """Everybody of the last year, by a model of that year; None where it can't be fitted."""
    members = rhythms(view, day, clock, back)
    told = history(members)
    model = fitted(told)
    if model is None:
        return None
    fit = Fit(len(members), sum(again > 0 for again in told.again), model)
    return Chances(
        members,
        fit,
        model.alive(told).tolist(),
        model.comes(told, AHEAD).tolist(),
        model.expected(told, AHEAD).tolist(),
    )


def _quiet(view: View, day: date, now: Chances, clock: Clock) -> tuple[Quiet, ...]:
    """The unsure who are members still and may be named; bots and staff never are, whoever is counted."""
    here = known(view, [Period(day, day)])[0] - view.snapshot.bots - view.snapshot.staff
    places = [place for place in now.unsure() if now.members[place].account in here]
    accounts = view.accounts([now.members[place].account for place in places])
    turns = now.fit.model.silence(history(now.members), 0.5).tolist()
    found = [_one(now, place, turns[place], clock) for place in places if _may_be_named(accounts, now, place)]
    return tuple(sorted(found, key=lambda one: (-one.lost, one.account)))


def _may_be_named(accounts: Mapping[int, Account], now: Chances, place: int) -> bool:
    account = accounts.get(now.members[place].account)
    return account is not None and not account.erased


def _one(now: Chances, place: int, turn: float, clock: Clock) -> Quiet:
    member, alive, expected = now.members[place], now.alive[place], now.expected[place]
    unusual = min(math.ceil(turn), member.rarely_silent() + 1)
    return Quiet(
        member.account,
        member.last,
        member.usual,
        member.silent,
        alive,
        expected,
        expected / alive,
        clock.after(member.last, unusual),
    )


def _tried(view: View, day: date, clock: Clock) -> Hindsight | None:
    """What became of those who would have been listed earlier."""
    listed = came = 0
    said = 0.0
    for back in range(1, TIMES + 1):
        earlier = day - timedelta(days=AHEAD * back)
        if not view.complete(Period(earlier, earlier + timedelta(days=AHEAD))):
            continue
        then = chances(view, earlier, clock)
        if then is None:
            continue
        later = view.presence.spoke(Period.trailing(earlier + timedelta(days=AHEAD), AHEAD))
        places = then.unsure()
        listed += len(places)
        came += sum(then.members[place].account in later for place in places)
        said += sum(then.comes[place] for place in places)
    return Hindsight(listed, came, said) if listed else None
