"""Communities that were never there: people active a day, as unruly as real ones, and what was drawn for each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from juluo.insights.effects.daily import Daily

PLANTED = 0.25
START = date(2024, 1, 1)
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a series was made: what no method is told. `week` is what each day has of a usual one."""

    alike: float
    unruly: float
    drift: float
    week: Numbers


def simulated(random: np.random.Generator, days: int, size: float, length: int, temper: float = 1.0) -> Daily:
    """People active a day: a level that drifts, days that take after the day before, weekdays, and chance.

    How much of each is drawn anew: days resemble the day before by 0 to .8, and go up and down by 5 to 20 % of
    themselves beyond chance; the level drifts by 0 to 1.5 % a day. `temper` makes the last two less.
    """
    return drawn(random, days, size, length, temper)[0]


def drawn(
    random: np.random.Generator, days: int, size: float, length: int, temper: float = 1.0
) -> tuple[Daily, Drawn]:
    """The same, with what was drawn for it."""
    alike, unruly, drift = (
        random.uniform(0, 0.8),
        random.uniform(0.05, 0.2) * temper,
        random.uniform(0, 0.015) * temper,
    )
    steps = random.normal(size=days) * unruly * np.sqrt(1 - alike**2)
    moods = np.zeros(days)
    for day in range(days):
        moods[day] = alike * moods[day - 1] + steps[day]
    week = 1 + random.uniform(0, 0.5) * (np.arange(days) % 7 >= 5) * random.choice([-1, 1])
    level = np.exp(random.normal(size=days).cumsum() * drift)
    people = random.poisson(size * level / level[-length:].mean() * week * np.exp(moods))
    return Daily(START, tuple(people.tolist())), Drawn(alike, unruly, drift, week)


def planted(random: np.random.Generator, series: Daily, length: int, share: float = PLANTED) -> Daily:
    """The same with a quarter more people on its last days, or by another share."""
    times, left = divmod(share, 1)
    more = [count + int(times) * count + int(random.binomial(count, left)) for count in series.people[-length:]]
    return Daily(series.first, (*series.people[:-length], *more))
