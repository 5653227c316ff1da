"""Those who came to an event beside members who were like them and did not.

Each who came is paired with one who did not: of the same channel, and nearest in how many days they were active
lately and in the weeks before, since when they are known and how long ago they were last there (nearest neighbours
without replacement, within a caliper: Stuart 2010). What the pairs did afterwards is compared pair by pair. Whoever
comes to an event is in the mood to come, which no list shows: the comparison says 可能 (maybe) at the most.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pyroaring import BitMap

from juluo.ledger.period import Period
from juluo.metrics.events.staying import WEEK_AFTER
from juluo.metrics.intervals import Interval
from juluo.metrics.student import critical, two_sided
from juluo.metrics.verdict import FEWEST_CASES, Against, Change, Verdict, worded
from juluo.store.view import View
from juluo.wording.sentence import Sentence, told

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers

TRAITS = ("days_28", "days_56", "known_days", "silent_days")
LATELY, BEFORE, KNOWN = 28, 56, 364
# How far a pair may be apart, in standard deviations over all traits; and a trait's means after pairing (Rubin 2001).
CALIPER, BALANCED = 1.0, 0.25
FORTNIGHT = WEEK_AFTER[1]


@dataclass(frozen=True, slots=True)
class Balance:
    """How far those who came and the others differ in a trait, in standard deviations: everybody, and the pairs."""

    trait: str
    everybody: float
    pairs: float


@dataclass(frozen=True, slots=True)
class Matched:
    """Active days in the fourteen days after: of those who came, of who was like them, and the difference.

    `came` counts those who had been active in the eight weeks before; `new` those who had not, whom nobody is like.
    `back` are how many of the pairs' two sides spoke from the eighth to the fourteenth day after.
    """

    came: int = 0
    new: int = 0
    pairs: int = 0
    days: tuple[float, float] = (0.0, 0.0)
    back: tuple[int, int] = (0, 0)
    change: Change | None = None
    balance: tuple[Balance, ...] = ()
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Members and what is known of each before the event: their traits, and the channel where they are most."""

    who: tuple[int, ...]
    traits: "Numbers"
    channel: tuple[int, ...]

    def only(self, wanted: BitMap) -> list[int]:
        """The places of those members."""
        return [place for place, account in enumerate(self.who) if account in wanted]


def matched(view: View, held: Period, came: BitMap) -> Matched:
    """The comparison for what was held on these days, or why there is none."""
    after = Period(held.last + timedelta(days=1), held.last + timedelta(days=FORTNIGHT))
    before = Period(held.first - timedelta(days=BEFORE), held.first - timedelta(days=1))
    if not view.complete(after) or not view.complete(before):
        return Matched(reason=told("活动前八周和后两周的记录要完整，才能和没来的人比。"))
    came = came - view.aside
    crowd = _crowd(view, held.first)
    there, others = crowd.only(came), crowd.only(BitMap(crowd.who) - came)
    new = len(came) - len(there)
    if len(there) < FEWEST_CASES:
        reason = told(
            "来的人里以前活跃过的只有{n}位，不到{least}位，和没来的人比不出来。", n=len(there), least=FEWEST_CASES
        )
        return Matched(len(there), new, reason=reason)
    pairs = list(_pairs(crowd, there, others))
    balance = tuple(_balance(crowd, there, others, pairs))
    found = Matched(len(there), new, len(pairs), balance=balance)
    refused = _refusal(pairs, balance)
    return replace(found, reason=refused) if refused else _compared(view, found, crowd, pairs, held)


def _refusal(pairs: list[tuple[int, int]], balance: tuple[Balance, ...]) -> Sentence | None:
    if len(pairs) < FEWEST_CASES:
        return told("只有{n}位找得到相像而没来的人，不到{least}位，比不出来。", n=len(pairs), least=FEWEST_CASES)
    if any(abs(one.pairs) > BALANCED for one in balance):
        return told("来的人和没来的人本来就差得远，配不成对，不比。")
    return None


def _crowd(view: View, first: date) -> _Crowd:
    """Everybody who counts and was active in the eight weeks before that day."""
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    known = Period(first - timedelta(days=KNOWN), first - timedelta(days=1))
    by_day = view.presence.spoke_by_day(known)
    lately, weeks, since, last = _counted(by_day, first)
    who = tuple(account for account in sorted(weeks) if account not in view.aside)
    rows = [(lately.get(a, 0), weeks[a], (first - since[a]).days, (first - last[a]).days) for a in who]
    where = _where(view, Period(first - timedelta(days=BEFORE), first - timedelta(days=1)))
    traits = np.log1p(np.array(rows, float).reshape(-1, len(TRAITS)))
    return _Crowd(who, traits, tuple(where.get(account, -1) for account in who))


_Counts = tuple[dict[int, int], dict[int, int], dict[int, date], dict[int, date]]


def _counted(by_day: Mapping[date, BitMap], first: date) -> _Counts:
    """Of each account its days in four and in eight weeks, the first day and the last."""
    lately: dict[int, int] = {}
    weeks: dict[int, int] = {}
    since: dict[int, date] = {}
    last: dict[int, date] = {}
    for day, who in by_day.items():
        for account in who:
            since.setdefault(account, day)
            last[account] = day
            if (first - day).days <= BEFORE:
                weeks[account] = weeks.get(account, 0) + 1
            if (first - day).days <= LATELY:
                lately[account] = lately.get(account, 0) + 1
    return lately, weeks, since, last


def _where(view: View, period: Period) -> dict[int, int]:
    """The channel in which each account was on most days."""
    most: dict[int, tuple[int, int]] = {}
    for channel, days in sorted(view.presence.spoke_by_channel_day(period).items()):
        here: dict[int, int] = {}
        for who in days.values():
            for account in who:
                here[account] = here.get(account, 0) + 1
        for account, n in here.items():
            if n > most.get(account, (0, 0))[0]:
                most[account] = (n, channel)
    return {account: channel for account, (_, channel) in most.items()}


def _pairs(crowd: _Crowd, there: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """Each who came with the nearest who is still free, those first who are hardest to match: the most active."""
    import numpy as np  # noqa: PLC0415 - the same

    spread = crowd.traits.std(axis=0)
    traits = crowd.traits / np.where(spread > 0, spread, 1.0)
    free, channels = np.array(others, int), np.array(crowd.channel)
    for one in sorted(there, key=lambda place: (-traits[place, 1], place)):
        near = free[channels[free] == channels[one]]
        if len(near):
            away = np.sqrt(np.square(traits[near] - traits[one]).sum(axis=1))
            nearest = int(np.argmin(away))
            if away[nearest] <= CALIPER:
                yield one, int(near[nearest])
                free = free[free != near[nearest]]


def _balance(crowd: _Crowd, there: list[int], others: list[int], pairs: list[tuple[int, int]]) -> Iterator[Balance]:
    spread = crowd.traits[there].std(axis=0)
    for nth, trait in enumerate(TRAITS):
        column, unit = crowd.traits[:, nth], float(spread[nth]) or 1.0
        everybody = float(column[there].mean() - column[others].mean()) / unit if others else 0.0
        paired = sum(float(column[one] - column[other]) for one, other in pairs) / max(1, len(pairs)) / unit
        yield Balance(trait, everybody, paired)


def _compared(view: View, found: Matched, crowd: _Crowd, pairs: list[tuple[int, int]], held: Period) -> Matched:
    """What the pairs did in the fortnight after."""
    import numpy as np  # noqa: PLC0415 - the same

    spoke = view.presence.spoke_by_day(
        Period(held.last + timedelta(days=1), held.last + timedelta(days=FORTNIGHT)),
    )
    second = BitMap().union(*(who for day, who in spoke.items() if (day - held.last).days >= WEEK_AFTER[0]))
    sides = [[crowd.who[pair[side]] for pair in pairs] for side in (0, 1)]
    days = np.array([[sum(account in who for who in spoke.values()) for account in side] for side in sides], float)
    differences, n = days[0] - days[1], len(pairs)
    mean, error = float(differences.mean()), float(differences.std(ddof=1)) / math.sqrt(n)
    came, stayed_away = (float(side.mean()) for side in days)
    back = tuple(sum(account in second for account in side) for side in sides)
    return Matched(
        found.came, found.new, n, (came, stayed_away), (back[0], back[1]), _change(mean, error, n), found.balance
    )


def _change(mean: float, error: float, n: int) -> Change:
    if not error:
        return Change(mean, None, Verdict.NO_CHANGE, against=Against.NOTHING)
    half, p = critical(n - 1) * error, two_sided(mean / error, n - 1)
    verdict = worded(mean, p)
    verdict = Verdict.MAYBE if verdict.is_clear else verdict
    return Change(mean, Interval(mean - half, mean + half), verdict, p, "matched pairs", Against.NOTHING)
