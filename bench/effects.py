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
from datetime import timedelta
from pathlib import Path
from statistics import fmean, median

import numpy as np
from effects_oracle import Known, oracle
from effects_series import drawn, planted, simulated

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
SIMULATED = 2_000
SIZES = (10, 30, 100, 300)


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


def simulations(name: str, many: int, seed: int, temper: float = 1.0) -> None:
    """How often intervals hold 0 and a quarter more is seen, and how often by one who knows what was drawn."""
    random = np.random.default_rng(seed)
    print(f"\n{name}, windows of 7 days after 170\n")
    print(
        "| people a day | n | hold 0 | Wilson 95 % | a quarter more is seen | median width"
        " | oracle: holds 0 | sees it | at most | CPU s each |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    everything: list[Told] = []
    for size in SIZES:
        quiet, seen, known, cost = _of_size(random, many // len(SIZES), size, temper)
        hits = sum(one.holds for one in quiet)
        between = wilson(hits, len(quiet))
        print(
            f"| {size} | {len(quiet)} | {hits / len(quiet):.1%} | {between.low:.1%} to {between.high:.1%} |"
            f" {fmean(seen):.0%} | {median(one.width for one in quiet):.0%} |"
            f" {fmean(one.holds for one, _ in known):.1%} | {fmean(not more.holds for _, more in known):.0%} |"
            f" {fmean(one.bound for one, _ in known):.0%} | {cost:.3f} |",
            flush=True,
        )
        everything += quiet
    print(f"\n{HEAD}\n{row('all', everything)}")


def _of_size(
    random: np.random.Generator, many: int, size: int, temper: float
) -> tuple[list[Told], list[bool], list[tuple[Known, Known]], float]:
    quiet: list[Told] = []
    seen: list[bool] = []
    known: list[tuple[Known, Known]] = []
    cost = 0.0
    for _ in range(many):
        series, made = drawn(random, 177, size, 7, temper)
        livelier = planted(random, series, 7)
        window = Period(series.last - timedelta(days=6), series.last)
        began = time.process_time()
        one, more = (told(effect_of(Asked(days, window))) for days in (series, livelier))
        cost += time.process_time() - began
        quiet += [one] if one else []
        seen += [not more.holds] if more else []
        known.append((oracle(series.people, made, 7), oracle(livelier.people, made, 7)))
    return quiet, seen, known, cost / 2 / many


def as_told(many: int) -> None:
    """How often a rise is seen that is as large as is told beforehand to be seen four times of five."""
    random = np.random.default_rng(40)
    print("\n| people a day | n | told to be seen, median | is seen |\n|---|---|---|---|")
    for size in SIZES:
        shares, seen = [], []
        for _ in range(many // len(SIZES)):
            series = simulated(random, 177, size, 7)
            window = Period(series.last - timedelta(days=6), series.last)
            share = effect_of(Asked(series, window)).seeable
            more = told(effect_of(Asked(planted(random, series, 7, share or 0.0), window)))
            shares += [share] if share else []
            seen += [not more.holds] if share and more else []
        print(f"| {size} | {len(shares)} | {median(shares):.0%} | {fmean(seen):.0%} |", flush=True)


if __name__ == "__main__":
    simulations("simulated", SIMULATED, seed=6)
    as_told(SIMULATED // 2)
    simulations("simulated, days half as unruly", SIMULATED // 2, seed=25, temper=0.5)
    real_communities(sys.argv[1:])
