"""Who comes back, tried on the past: `python bench/retention.py HOME SLUG [HOME SLUG …]`.

Every eight weeks of two years, the latest a year before the ledger's end, models are fitted to what was known by then
and held against what followed. Printed: how near they come in four weeks, beside rules of thumb; of members called
unsure, how many came in 28, 90 and 365 days; and the same by the chance that was given to each.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import bgbb
import numpy as np

from juluo.insights.retention.bgnbd import fitted
from juluo.insights.retention.returning import AHEAD, FEWEST_GAPS, UNSURE
from juluo.insights.retention.rhythms import Rhythm, history, rhythms
from juluo.ledger.period import Period
from juluo.metrics.activity.silences import Clock
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

EVERY, CUTS = 56, 13
QUARTER, YEAR = 90, 365
EVER = 10_000
EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.001)
Numbers = np.ndarray[Any, np.dtype[np.float64]]
# Of a history: still here, comes in the days ahead, on how many of them. None: no fit.
Rule = Callable[[Sequence[Rhythm]], tuple[Numbers, Numbers, Numbers] | None]


def by_bgnbd(members: Sequence[Rhythm]) -> tuple[Numbers, Numbers, Numbers] | None:
    told = history(members)
    model = fitted(told)
    return None if model is None else (model.alive(told), model.comes(told, AHEAD), model.expected(told, AHEAD))


def by_bgbb(members: Sequence[Rhythm]) -> tuple[Numbers, Numbers, Numbers]:
    found = bgbb.chances(history(members), AHEAD)
    return found.alive, found.comes, found.expected


def by_rate(members: Sequence[Rhythm]) -> tuple[Numbers, Numbers, Numbers]:
    """As often as before, for ever."""
    rate = np.array([(len(one.gaps) + 1) / (one.known + 1) for one in members])
    return np.ones(len(members)), 1 - np.exp(-rate * AHEAD), rate * AHEAD


def by_last_weeks(members: Sequence[Rhythm]) -> tuple[Numbers, Numbers, Numbers]:
    """Who came within four weeks comes as often as before, nobody else does."""
    _, comes, expected = by_rate(members)
    here = np.array([float(one.silent < AHEAD) for one in members])
    return here, here * comes, here * expected


RULES: tuple[tuple[str, Rule, int], ...] = (
    ("BG/NBD, last year", by_bgnbd, 365),
    ("BG/NBD, half a year", by_bgnbd, 182),
    ("BG/NBD, all there is", by_bgnbd, EVER),
    ("BG/BB, last year", by_bgbb, 365),
    ("as often as before", by_rate, 365),
    ("… if seen in 4 weeks", by_last_weeks, 365),
)


@dataclass
class Tried:
    """What a rule said and what came of it, over all cuts."""

    seconds: list[float] = field(default_factory=list)
    alive: list[float] = field(default_factory=list)
    comes: list[float] = field(default_factory=list)
    expected: list[float] = field(default_factory=list)
    rhythmic: list[bool] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    quarter: list[bool] = field(default_factory=list)
    year: list[bool] = field(default_factory=list)

    def row(self, name: str) -> str:
        said, came = np.array(self.expected), np.array(self.days)
        chance, did = np.array(self.comes), came > 0
        cells = [
            name,
            f"{len(came):,}",
            f"{1000 * float(np.mean(self.seconds)):.0f} ms",
            f"{np.abs(said - came).mean():.3f}",
            f"{np.corrcoef(said, came)[0, 1]:.3f}",
            f"{said.sum():,.0f} / {came.sum():,}",
            f"{((chance - did) ** 2).mean():.4f}",
            f"{area(chance, did):.3f}",
        ]
        return "| " + " | ".join(cells) + " |"

    def unsure(self) -> str:
        alive = np.array(self.alive)
        wanted = (alive >= UNSURE[0]) & (alive <= UNSURE[1]) & np.array(self.rhythmic)
        return self._came(f"P(alive) .3–.7, {alive[wanted].mean():.2f} on average", wanted)

    def bins(self) -> Iterator[str]:
        chance = np.array(self.comes)
        for low, high in pairwise(EDGES):
            yield self._came(f"P(comes) {low:.2f}–{min(high, 1):.2f}", (chance >= low) & (chance < high))

    def _came(self, name: str, wanted: "np.ndarray[Any, np.dtype[np.bool_]]") -> str:
        came = [np.array(self.comes), np.array(self.days) > 0, np.array(self.quarter), np.array(self.year)]
        shares = [f"{one[wanted].mean():.2f}" if wanted.any() else "" for one in came]
        return "| " + " | ".join([name, f"{wanted.sum()}", *shares]) + " |"


def area(chance: Numbers, did: "np.ndarray[Any, np.dtype[np.bool_]]") -> float:
    """How often somebody who came was given the higher chance than somebody who didn't (AUC)."""
    _, place, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    came = int(did.sum())
    return float((rank[did].sum() - came * (came + 1) / 2) / (came * (len(did) - came)))


def cuts(view: View) -> list[date]:
    """Days whose next year is told, eight weeks apart."""
    if view.coverage.first is None or view.coverage.last is None:
        return []
    first, last = view.calendar.day_of(view.coverage.first), view.calendar.day_of(view.coverage.last)
    days = [last - timedelta(days=YEAR + EVERY * back) for back in range(CUTS)]
    return [day for day in days if day >= first + timedelta(days=EVERY)]


def following(day: date, days: int) -> Period:
    return Period(day + timedelta(days=1), day + timedelta(days=days))


def tried(view: View, rule: Rule, back: int) -> Tried:
    found, clock = Tried(), Clock(view)
    for day in cuts(view):
        members = rhythms(view, day, clock, back)
        began = time.process_time()
        said = rule(members)
        found.seconds.append(time.process_time() - began)
        if said is None:
            continue
        came = Counter(one for people in view.presence.spoke_by_day(following(day, AHEAD)).values() for one in people)
        quarter, year = (view.presence.spoke(following(day, days)) for days in (QUARTER, YEAR))
        for known, numbers in zip((found.alive, found.comes, found.expected), said, strict=True):
            known.extend(numbers.tolist())
        found.rhythmic += [len(one.gaps) >= FEWEST_GAPS for one in members]
        found.days += [came[one.account] for one in members]
        found.quarter += [one.account in quarter for one in members]
        found.year += [one.account in year for one in members]
    return found


def told(home: str, slug: str) -> None:
    store = EmbeddedStore(Path(home))
    community = store.community(slug)
    if community is None:
        sys.exit(f"no community {slug} in {home}")
    view = store.view(community)
    print(f"\n## {slug}, {len(cuts(view))} cuts\n")
    print("| rule | cases | fit | MAE days | r | days said / came | Brier | AUC |\n|---|---|---|---|---|---|---|---|")
    every = {name: tried(view, rule, back) for name, rule, back in RULES}
    for name, found in every.items():
        print(found.row(name), flush=True)
    print("\n| of those with | cases | said in 28 d | came in 28 d | 90 d | 365 d |\n|---|---|---|---|---|---|")
    for name in (RULES[0][0], RULES[2][0], RULES[3][0]):
        print(f"| **{name}** | | | | | |")
        print(every[name].unsure())
        for row in every[name].bins() if name == RULES[0][0] else ():
            print(row)
    view.close()
    store.close()


def main() -> None:
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    for home, slug in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        told(home, slug)


if __name__ == "__main__":
    main()
