"""Causes to plant in the village, one at a time: what the day would have been, changed by one thing alone.

How big a plant is says what an operator would notice, a good part of a day; whether it stands out of the noise is
asked afterwards, of the village's own weeks. Nothing here knows how causes are ranked.
"""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, variance

from village import HOURS, START, Village

from juluo.insights.causes.part import By, Key
from juluo.insights.causes.sides import NEW
from juluo.metrics.said import Said


@dataclass(frozen=True, slots=True)
class Planted:
    """A day with one cause in it: the metric that shows it, by what it must be named, and which parts they are.

    `keys` is empty for what has no single cause: then nothing may be named. `hours` are those of an evening, which is
    a place and a time at once.
    """

    kind: str
    day: date
    said: list[Said]
    metric: str
    by: By | None
    keys: frozenset[Key]
    hours: frozenset[Key] = frozenset()


def volume(said: Sequence[Said]) -> int:
    return sum(row.n for row in said)


def heads(said: Sequence[Said]) -> set[int]:
    return {row.account for row in said if row.account is not None}


@dataclass(frozen=True, slots=True)
class Stage:
    """A day before anything is planted in it."""

    village: Village
    day: date
    said: list[Said]
    dice: random.Random


def plant(village: Village, kind: str, day: date, dice: random.Random) -> Planted | None:
    """One cause on one day; None where the day has nothing to plant it in."""
    return PLANTS[kind](Stage(village, day, list(village.days[day]), dice))


def _dies(stage: Stage) -> Planted | None:
    """A channel falls silent: nothing is said there, and nobody says it elsewhere."""
    day, said, dice = stage.day, stage.said, stage.dice
    per_channel: dict[int, int] = defaultdict(int)
    for row in said:
        per_channel[row.channel] += row.n
    big = [channel for channel, n in per_channel.items() if n >= 0.2 * volume(said)]
    if not big:
        return None
    channel = dice.choice(sorted(big))
    left = [row for row in said if row.channel != channel]
    metric = dice.choice(("messages", "active_members"))
    return Planted("a channel dies", day, left, metric, By.CHANNEL, frozenset({channel}))


def _floods(stage: Stage) -> Planted | None:
    """One member, who may be new, says very much, in one thread or in several."""
    day, said, dice = stage.day, stage.said, stage.dice
    loud = dice.choice(sorted(heads(said)))
    n = int(dice.uniform(0.35, 1.2) * volume(said))
    threads = dice.sample(sorted({(a.channel, a.thread) for a in said if a.thread}), dice.randint(1, 4))
    hour = dice.randint(9, 22)
    more = [Said(loud, channel, thread, hour, n // len(threads), 0) for channel, thread in threads]
    return Planted("one person floods", day, said + more, "messages", By.PERSON, frozenset({loud}))


def _explodes(stage: Stage) -> Planted | None:
    """One thread draws many: those who are there and some who would not have spoken that day, over the day."""
    day, said, dice = stage.day, stage.said, stage.dice
    thread = stage.village.threads + 1
    channel = dice.choice(sorted({row.channel for row in said}))
    others = [p.code for p in stage.village.people if p.came < day <= p.until and p.code not in heads(said)]
    drawn = dice.sample(sorted(heads(said)), len(heads(said)) // 3) + dice.sample(others, len(heads(said)) // 4)
    start = dice.randint(9, 16)
    more = [
        Said(
            person, channel, thread, min(23, start + int(dice.expovariate(1 / 3))), 1 + int(dice.expovariate(1 / 3)), 0
        )
        for person in drawn
    ]
    metric = dice.choice(("messages", "active_members"))
    return Planted("one thread explodes", day, said + more, metric, By.THREAD, frozenset({thread}))


def _arrive(stage: Stage) -> Planted | None:
    """Many newcomers on one day, over its hours, each where they like, mostly in threads of their own."""
    day, said, dice = stage.day, stage.said, stage.dice
    first = len(stage.village.people) + 1_000
    hours, channels = range(24), sorted({row.channel for row in said})
    more = [
        Said(
            first + n,
            dice.choice(channels),
            stage.village.threads + 1 + n // 2,
            dice.choices(hours, HOURS)[0],
            dice.randint(1, 3),
            0,
        )
        for n in range(int(dice.uniform(0.35, 0.8) * len(heads(said))))
    ]
    return Planted("a wave of newcomers", day, said + more, "active_members", By.LIFECYCLE, frozenset({NEW}))


def _stays_away(stage: Stage) -> Planted | None:
    """Those who first spoke in one month don't come."""
    day, said, dice = stage.day, stage.said, stage.dice
    first = stage.village.known().first_words
    months: dict[str, set[int]] = defaultdict(set)
    for person in heads(said):
        if first[person] >= START + timedelta(days=30):
            months[f"{first[person]:%Y-%m}"].add(person)
    old = [
        month for month, people in months.items() if len(people) >= 0.2 * len(heads(said)) and month < f"{day:%Y-%m}"
    ]
    if not old:
        return None
    month = dice.choice(sorted(old))
    left = [row for row in said if row.account not in months[month]]
    return Planted("an old cohort stays away", day, left, "active_members", By.COHORT, frozenset({month}))


def _silent(stage: Stage) -> Planted | None:
    """An outage: for some hours nobody can write."""
    day, said, dice = stage.day, stage.said, stage.dice
    start, length = dice.randint(8, 15), dice.randint(4, 7)
    hours = range(start, start + length)
    left = [row for row in said if row.hour not in hours]
    return Planted("hours go silent", day, left, "messages", By.HOUR, frozenset(hours))


def _evening(stage: Stage) -> Planted | None:
    """An evening in one channel draws in people who would not have spoken that day."""
    day, said, dice = stage.day, stage.said, stage.dice
    channel, start = dice.choice(sorted({row.channel for row in said})), dice.choice((19, 20))
    others = [p.code for p in stage.village.people if p.came < day <= p.until and p.code not in heads(said)]
    drawn = dice.sample(others, min(len(others), int(dice.uniform(0.35, 0.7) * len(heads(said)))))
    more = [
        Said(
            person,
            channel,
            stage.village.threads + 1 + dice.randint(0, len(drawn) // 2),
            start + dice.randint(0, 1),
            dice.randint(1, 4),
            1,
        )
        for person in drawn
    ]
    hours: frozenset[Key] = frozenset({start, start + 1})
    return Planted("an evening event", day, said + more, "active_members", By.CHANNEL, frozenset({channel}), hours)


def _cools(stage: Stage) -> Planted | None:
    """Everybody is less inclined to come, wherever they are: there is no single cause to be named."""
    day, said, dice = stage.day, stage.said, stage.dice
    away = {person for person in sorted(heads(said)) if dice.random() < 0.4}
    left = [row for row in said if row.account not in away]
    return Planted("everybody cools", day, left, dice.choice(("messages", "active_members")), None, frozenset())


PLANTS: Mapping[str, Callable[[Stage], Planted | None]] = {
    "dies": _dies,
    "floods": _floods,
    "explodes": _explodes,
    "arrive": _arrive,
    "stays_away": _stays_away,
    "silent": _silent,
    "evening": _evening,
    "cools": _cools,
}


def count(metric: str, said: Sequence[Said]) -> int:
    return volume(said) if metric == "messages" else len(heads(said))


def stands_out(village: Village, planted: Planted) -> bool:
    """Whether an operator would see the change, and the plant in it: both are beyond 95 % of the ordinary noise.

    The noise is that of the eight same weekdays before.
    """
    past = [count(planted.metric, village.days[planted.day - timedelta(days=7 * back)]) for back in range(1, 9)]
    now = count(planted.metric, planted.said)
    spread = max(1.0, variance(past) / fmean(past)) if fmean(past) else 1.0
    noise = 1.96 * math.sqrt(spread * (now + past[0]))
    return min(abs(now - past[0]), abs(now - count(planted.metric, village.days[planted.day]))) > noise
