"""What controls are worth: channels of one community share part of what moves them. `python bench/effects_shared.py`.

With `HOME SLUG …` behind it, how much the channels of real communities share is measured first: a week's people beside
the four weeks before, on the root scale, in every pair of channels with a person a day.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from statistics import fmean, median

import numpy as np
from effects_series import START, Numbers, planted

from juluo.insights.effects.daily import Daily
from juluo.insights.effects.effect import Asked, effect_of
from juluo.ledger.period import Period
from juluo.metrics.intervals import wilson
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

SHARES, SIMULATED, SIZE, OTHERS = (0.15, 0.5, 0.8), 150, 30, 8
# What chance alone leaves of a week beside four, the root of a count spreading by one.
_CHANCE = 1 / 7 * (1 + 1 / 4)
_FEWEST_WEEKS = 12


def shared(view: View) -> tuple[int, float, float]:
    """How many pairs of channels, the mean correlation of their weeks, and of what moves them beyond chance."""
    first, last = (view.calendar.day_of(moment) for moment in (view.coverage.first, view.coverage.last) if moment)
    days = Period(first, last)
    counts = np.array(
        [
            [len(who[day] - view.aside) if day in who else 0 for day in days.days]
            for who in view.presence.spoke_by_channel_day(days).values()
        ],
        dtype=float,
    )
    whole = counts[:, : days.length // 7 * 7].reshape(len(counts), -1, 7)
    roots, usual = (2 * np.sqrt(whole + 3 / 8)).mean(axis=2), whole.mean(axis=2)
    weeks = range(4, roots.shape[1])
    moved = np.array([roots[:, week] - roots[:, week - 4 : week].mean(axis=1) for week in weeks]).T
    alive = np.array([usual[:, max(0, week - 12) : week].mean(axis=1) >= 1 for week in weeks]).T
    found = []
    for one, other in combinations(range(len(moved)), 2):
        both = alive[one] & alive[other]
        if both.sum() >= _FEWEST_WEEKS:
            spread = np.cov(moved[one][both], moved[other][both])
            found.append((both.sum(), spread[0, 1], spread[0, 0], spread[1, 1]))
    weeks_of, together, own, others = np.array(found).T
    beyond = np.sqrt(np.clip(own - _CHANCE, 0, None) * np.clip(others - _CHANCE, 0, None))
    alike = np.average(together / np.sqrt(own * others), weights=weeks_of)
    return len(found), float(alike), float((together * weeks_of).sum() / (beyond * weeks_of).sum())


def community(random: np.random.Generator, sizes: Sequence[float], share: float) -> list[Daily]:
    """Channels as unruly as `simulated` makes them; so much of the variance of what moves them is common to all."""
    days, length = 177, 7
    alike, unruly, drift = random.uniform(0, 0.8), random.uniform(0.05, 0.2), random.uniform(0, 0.015)
    week = 1 + random.uniform(0, 0.5) * (np.arange(days) % 7 >= 5) * random.choice([-1, 1])

    def course() -> Numbers:
        steps = random.normal(size=days) * unruly * np.sqrt(1 - alike**2)
        moods = np.zeros(days)
        for day in range(days):
            moods[day] = alike * moods[day - 1] + steps[day]
        return np.asarray(moods + random.normal(size=days).cumsum() * drift)

    common = course()
    found = []
    for size in sizes:
        level = np.exp(np.sqrt(share) * common + np.sqrt(1 - share) * course())
        found.append(Daily(START, tuple(random.poisson(size * week * level / level[-length:].mean()).tolist())))
    return found


WAYS = {"none": slice(0, 0), "three": slice(0, 3), "all eight": slice(0, OTHERS)}


def simulations(share: float, many: int, ways: Mapping[str, slice] = WAYS) -> None:
    random = np.random.default_rng([8, round(share * 100)])
    told: dict[str, list[tuple[bool, bool, float]]] = {name: [] for name in ways}
    for _ in range(many):
        sizes = (SIZE, *np.exp(random.uniform(np.log(3), np.log(100), OTHERS)).tolist())
        own, *others = community(random, sizes, share)
        livelier = planted(random, own, 7)
        window = Period(own.last - timedelta(days=6), own.last)
        for name, some in ways.items():
            one, more = (
                found.during.change.interval
                for found in (effect_of(Asked(days, window, others[some])) for days in (own, livelier))
                if found.during is not None and found.during.change.interval is not None
            )
            told[name].append((not one.excludes_zero(), more.excludes_zero(), (one.high - one.low) / SIZE))
    for name, found in told.items():
        holds = sum(one for one, _, _ in found)
        between = wilson(holds, many)
        print(
            f"| {share:.0%} | {name} | {many} | {holds / many:.1%} | {between.low:.1%} to {between.high:.1%} |"
            f" {fmean(seen for _, seen, _ in found):.0%} | {median(wide for _, _, wide in found):.0%} |",
            flush=True,
        )


if __name__ == "__main__":
    print("| community | pairs of channels | weeks correlate | beyond chance |\n|---|---|---|---|")
    for home, slug in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        store = EmbeddedStore(Path(home))
        there = store.community(slug)
        if there is None:
            sys.exit(f"no community {slug} in {home}")
        view = store.view(there)
        pairs, weekly, beyond_chance = shared(view)
        print(f"| {slug} | {pairs} | {weekly:.2f} | {beyond_chance:.2f} |", flush=True)
        view.close()
        store.close()
    print(
        f"\na channel of {SIZE} people a day, windows of 7 days after 170\n\n"
        "| shared | controls | n | hold 0 | Wilson 95 % | a quarter more is seen | median width |\n"
        "|---|---|---|---|---|---|---|"
    )
    for part in SHARES:
        simulations(part, SIMULATED)
