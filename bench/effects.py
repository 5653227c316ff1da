"""Whether effects are told where there are none, and missed where there are: `python bench/effects.py [HOME SLUG …]`.

Real communities: of every channel with a person a day or more, and of the whole, windows of 7 and of 14 days that
don't overlap, without an event that anybody knows of; each is asked for its effect, which is 0, as `juluo effect`
asks. Printed: how many of the 95 % intervals hold 0, with Wilson's interval, and how wide they are. Then the same of
simulated communities that are as unruly as real ones, and how often a quarter more people is seen in them.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from juluo.insights.effects.daily import Daily
from juluo.insights.effects.effect import Asked, Effect, effect_of
from juluo.insights.effects.methods import FEWEST_DAYS, MOST_DAYS, Method
from juluo.insights.effects.where import Group, asked
from juluo.ledger.period import Period
from juluo.metrics.intervals import wilson
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

LENGTHS = (7, 14)
# Every so many weeks a window begins; from the fourth month on.
EVERY = {7: 6, 14: 9}
SIMULATED, PLANTED = 2_000, 0.25
SIZES = (10, 30, 100, 300)
START = date(2024, 1, 1)
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Told:
    """One window's answer: whether the interval holds what is true, how wide it is as a share of the usual."""

    holds: bool
    width: float
    usual: float


def told(found: Effect) -> Told | None:
    if found.during is None or found.during.change.interval is None:
        return None
    interval, usual = found.during.change.interval, found.during.expected
    return Told(not interval.excludes_zero(), (interval.high - interval.low) / max(usual, 0.1), usual)


def windows(view: View) -> Iterator[tuple[Period, Group]]:
    """Windows of every channel and of the whole; of one length they are disjoint."""
    first, last = (view.calendar.day_of(moment) for moment in (view.coverage.first, view.coverage.last) if moment)
    for length in LENGTHS:
        begin = first + timedelta(days=MOST_DAYS + 1)
        while begin + timedelta(days=length) < last:
            window = Period(begin, begin + timedelta(days=length - 1))
            before = Period(begin - timedelta(days=MOST_DAYS), begin - timedelta(days=1))
            by_channel = view.presence.spoke_by_channel_day(before)
            for channel, days in sorted(by_channel.items()):
                if sum(len(who - view.aside) for who in days.values()) >= MOST_DAYS:
                    yield window, Group(frozenset({channel}))
            yield window, Group()
            begin += timedelta(weeks=EVERY[length])


def lately(wanted: Asked, days: int) -> Asked:
    """As if the ledger began so many days before the event."""
    begin = wanted.people.at(wanted.window.first)
    return replace(wanted, people=_cut(wanted.people, begin - days), untouched=())


def _cut(series: Daily, days: int) -> Daily:
    days = max(0, days)
    return Daily(series.first + timedelta(days=days), series.people[days:])


def real(view: View) -> dict[str, list[Told]]:
    """By how it is asked, and how long the window is: all that was told."""
    found: dict[str, list[Told]] = defaultdict(list)
    for window, group in windows(view):
        wanted = asked(view, window, group)
        effect = effect_of(wanted)
        answers = {"as the product chooses": effect}
        if effect.method is not None:
            answers[f"by {effect.method}"] = effect
        if effect.method is Method.SYNTHETIC:
            answers["the same by structural_time_series, without controls"] = effect_of(replace(wanted, untouched=()))
        answers[f"{FEWEST_DAYS + 12} days of history"] = effect_of(lately(wanted, FEWEST_DAYS + 12))
        if window.length == LENGTHS[0]:
            answers["20 days of history"] = effect_of(lately(wanted, 20))
        for name, answer in answers.items():
            one = told(answer)
            if one is not None:
                found[f"{window.length} days, {name}"].append(one)
    return found


def simulated(random: np.random.Generator, days: int, size: float, length: int, temper: float = 1.0) -> Daily:
    """People active a day: a level that drifts, days that take after the day before, weekdays, and chance.

    How much of each is drawn anew: days resemble the day before by 0 to .8, and go up and down by 5 to 20 % of
    themselves beyond chance; the level drifts by 0 to 1.5 % a day. `temper` makes the last two less.
    """
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
    return Daily(START, tuple(people.tolist()))


def planted(random: np.random.Generator, series: Daily, length: int) -> Daily:
    """The same with a quarter more people on its last days."""
    more = [count + int(random.binomial(count, PLANTED)) for count in series.people[-length:]]
    return Daily(series.first, (*series.people[:-length], *more))


def row(name: str, found: Sequence[Told]) -> str:
    hits = sum(one.holds for one in found)
    between = wilson(hits, len(found))
    return (
        f"| {name} | {len(found)} | {hits / len(found):.1%} | {between.low:.1%} to {between.high:.1%} |"
        f" {median(one.width for one in found):.0%} | {median(one.usual for one in found):.1f} |"
    )


HEAD = "| windows | n | hold 0 | Wilson 95 % | median width | people a day |\n|---|---|---|---|---|---|"


def real_communities(places: Sequence[str]) -> None:
    everywhere: dict[str, list[Told]] = defaultdict(list)
    for home, slug in zip(places[::2], places[1::2], strict=True):
        store = EmbeddedStore(Path(home))
        community = store.community(slug)
        if community is None:
            sys.exit(f"no community {slug} in {home}")
        view = store.view(community)
        found = real(view)
        view.close()
        store.close()
        print(f"\n{slug}\n\n{HEAD}")
        for name in sorted(found):
            print(row(name, found[name]), flush=True)
            everywhere[name] += found[name]
    print(f"\nall\n\n{HEAD}")
    for name in sorted(everywhere):
        print(row(name, everywhere[name]))


def simulations(many: int) -> None:
    random = np.random.default_rng(6)
    print("\nsimulated, windows of 7 days after 170\n")
    print("| people a day | n | hold 0 | Wilson 95 % | a quarter more is seen | median width | CPU s each |")
    print("|---|---|---|---|---|---|---|")
    everything: list[Told] = []
    for size in SIZES:
        quiet, seen, began = [], [], time.process_time()
        for _ in range(many // len(SIZES)):
            series = simulated(random, 177, size, 7)
            window = Period(series.last - timedelta(days=6), series.last)
            one = told(effect_of(Asked(series, window)))
            more = told(effect_of(Asked(planted(random, series, 7), window)))
            quiet += [one] if one else []
            seen += [not more.holds] if more else []
        cost = (time.process_time() - began) / (2 * len(quiet))
        hits = sum(one.holds for one in quiet)
        between = wilson(hits, len(quiet))
        wide = median(one.width for one in quiet)
        print(
            f"| {size} | {len(quiet)} | {hits / len(quiet):.1%} | {between.low:.1%} to {between.high:.1%} |"
            f" {fmean(seen):.0%} | {wide:.0%} | {cost:.3f} |",
            flush=True,
        )
        everything += quiet
    print(row("| all |", everything))


def calm(many: int) -> None:
    """How often a quarter more is seen where days are half as unruly."""
    random = np.random.default_rng(25)
    print("\n| people a day, days half as unruly | n | a quarter more is seen | median width |\n|---|---|---|---|")
    for size in SIZES:
        found = []
        for _ in range(many // len(SIZES)):
            series = planted(random, simulated(random, 177, size, 7, temper=0.5), 7)
            one = told(effect_of(Asked(series, Period(series.last - timedelta(days=6), series.last))))
            found += [one] if one else []
        seen = sum(not one.holds for one in found) / len(found)
        print(f"| {size} | {len(found)} | {seen:.0%} | {median(one.width for one in found):.0%} |", flush=True)


if __name__ == "__main__":
    simulations(SIMULATED)
    calm(SIMULATED // 2)
    real_communities(sys.argv[1:])
