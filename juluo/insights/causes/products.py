"""Numbers that are products or differences of others: what each factor did, and for people each part as well."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from juluo.insights.causes import counts
from juluo.insights.causes.compared import sides, windows
from juluo.insights.causes.counted import Count, Divided
from juluo.insights.causes.factors import effects
from juluo.insights.causes.naming import FACTORS
from juluo.insights.causes.part import By, Causes, Effect, Key, Part, Shape, Split
from juluo.insights.causes.told import can_be_told
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.members import joined, left, members
from juluo.metrics.reading import Reading
from juluo.store.view import View

_WRITTEN, _SPOKEN = tuple(sorted(ORIGINAL)), tuple(sorted(SPOKE))
Pair = tuple[float, float]


def messages(view: View, reading: Reading) -> Causes:
    """Members × the share of them that wrote × what each wrote; else writers × what each wrote.

    The share is of those who wrote, not of those who reposted: then the product is the number of messages.
    """
    periods = windows(reading.metric, reading.period)
    count = Count(_WRITTEN, counts.entries)
    before, now, known = sides(view, periods, count.kinds)
    wrote = tuple(float(len({row.account for row in side.said})) for side in (before, now))
    said = tuple(float(sum(row.n for row in side.said)) for side in (before, now))
    more = [_writers(view, periods, (wrote[0], wrote[1]), (said[0], said[1]))] if min(wrote) else []
    return Divided(view, count, before, now, known).causes(reading, more)


def _writers(view: View, periods: tuple[Period, Period], wrote: Pair, said: Pair) -> Split:
    each = (said[0] / wrote[0], said[1] / wrote[1])
    there = _members(view, periods)
    if there is None or min(there[nth] - wrote[nth] for nth in (0, 1)) < 0:
        return product({"speakers": wrote, "each": each})
    return product({"members": there, "share": (wrote[0] / there[0], wrote[1] / there[1]), "each": each})


def product(factors: Mapping[Key, Pair]) -> Split:
    """The split of a product by its factors."""
    before, now = ([pair[nth] for pair in factors.values()] for nth in (0, 1))
    moved = zip(factors.items(), effects(before, now), strict=True)
    parts = [Part((key,), FACTORS[key], *pair, effect, Effect.FACTOR) for (key, pair), effect in moved]
    return Split(By.FACTOR, tuple(sorted(parts, key=lambda part: -abs(part.amount))))


def participation(view: View, reading: Reading) -> Causes:
    """Those who spoke × 1/members: how many spoke by part, and what the number of members did."""
    periods = windows(reading.metric, reading.period)
    there = _members(view, periods)
    change = (reading.value or 0.0) - (reading.same_weekday or 0.0)
    before, now, known = sides(view, periods, _SPOKEN)
    spoke = tuple(len({row.account for row in side.said} - {None}) for side in (before, now))
    if there is None or spoke[0] > there[0] or spoke[1] > there[1]:
        return Causes(reading, Shape.INDIVISIBLE, change, reason="发言的比报的成员总数还多，说不出变在哪里。")
    # Shapley's value of two factors is the midpoint, so each person's weight is the mean of 1/members.
    weight = (1 / there[0] + 1 / there[1]) / 2
    others = fmean(spoke) * (1 / there[1] - 1 / there[0])
    # The people are split as they are where they are counted; then every amount is weighed.
    people = Divided(view, Count(_SPOKEN), before, now, known).causes(reading)
    rest = Part(("members",), FACTORS["members"], *there, others, Effect.FACTOR)
    splits = tuple(
        Split(split.by, (*(_weighed(part, weight) for part in split.parts), rest)) for split in people.splits
    )
    lead = tuple(_weighed(part, weight) for part in people.lead)
    return Causes(reading, people.shape, change, splits, lead)


def _weighed(part: Part, weight: float) -> Part:
    return replace(part, amount=part.amount * weight)


def stickiness(view: View, reading: Reading) -> Causes:
    """Those who come on a day ÷ those who came at all in the window."""
    daily, whole = [], []
    for window in windows(reading.metric, reading.period):
        days = view.presence.spoke_by_day(window)
        daily.append(fmean(len(days[day] - view.aside) if day in days else 0 for day in window.days))
        whole.append(float(len(view.presence.spoke(window) - view.aside)))
    change = (reading.value or 0.0) - (reading.same_weekday or 0.0)
    moved = effects((daily[0], 1 / whole[0]), (daily[1], 1 / whole[1]))
    parts = [
        Part((key,), FACTORS[key], pair[0], pair[1], effect, Effect.FACTOR)
        for key, pair, effect in zip(("daily", "window"), (daily, whole), moved, strict=True)
    ]
    return _of_factors(reading, change, parts)


def net_growth(view: View, reading: Reading) -> Causes:
    """Those who came less those who left."""
    periods = windows(reading.metric, reading.period)
    change = (reading.value or 0.0) - (reading.same_weekday or 0.0)
    parts = []
    for key, module, sign in (("joined", joined, 1), ("left", left, -1)):
        before, now = (measured.value or 0.0 for measured in module.measure(view, periods))
        parts.append(Part((key,), FACTORS[key], before, now, sign * (now - before), Effect.FACTOR))
    return _of_factors(reading, change, parts)


def _of_factors(reading: Reading, change: float, parts: Sequence[Part]) -> Causes:
    """A number that can be told apart by its factors alone; none of them leads."""
    ranked = tuple(sorted(parts, key=lambda part: -abs(part.amount)))
    split = Split(By.FACTOR, ranked)
    if not can_be_told(reading, change):
        return Causes(reading, Shape.NOT_REAL, change, (split,))
    return Causes(reading, Shape.MIXED, change, (split,))


def _members(view: View, periods: tuple[Period, Period]) -> Pair | None:
    """How many members there were, if both periods tell."""
    if Sight.MEMBER_COUNT not in view.coverage.sights:
        return None
    before, now = (measured.value for measured in members.measure(view, periods))
    return (before, now) if before and now else None
