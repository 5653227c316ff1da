"""Are verdicts honest, and do they see? `python bench/verdicts.py [seeds]`.

False alarms: pages of invented communities in which nothing changes; 明显 may be said of at most 5 % of what is
tested. Sight: real communities' weeks in another order (JULUO_REAL_DATA names their folder), 40 % of a day's people
taken away; 明显下降 should be said of at least 80 % of days of about 100 people. Both after the page's correction.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from quiet import START, write
from shuffled import (
    GITTER15,
    GITTER16,
    IRC22,
    LEAN21,
    SIDE_BY_SIDE,
    URHO17,
    Stretch,
    Tried,
    side_by_side,
    tries,
)

from juluo.insights.headline import HEADLINES, Tile, corrected, pages
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.metrics.verdict import Change, Verdict
from juluo.store.embedded import EmbeddedStore

SIZES = (15, 40, 100, 250)
DAYS, FIRST = 220, 70
# A page with so many tests: the five that a chat export gives, or all eight.
TESTS = (5, len(HEADLINES))
REAL = {
    "lean, irc and urho side by side": (SIDE_BY_SIDE, (70, 140)),
    "lean 2021": ((LEAN21,), (20, 70)),
    "irc 2022": ((IRC22,), (8, 40)),
    "urho 2017": ((URHO17,), (5, 30)),
    "gitter, summer 2015": ((GITTER15,), (70, 140)),
    "gitter, spring 2016": ((GITTER16,), (60, 140)),
}


def quiet_pages(home: Path, seed: int, daily: int, days: int = DAYS, first: int = FIRST) -> list[tuple[Tile, ...]]:
    """Every page of a community in which nothing changes, from its `first` day on."""
    path = write(home / f"quiet-{daily}-{seed}.parquet", seed, daily, days)
    store = EmbeddedStore(home / f"home-{daily}-{seed}")
    take_in(store, "quiet", [path], Wish(timezone="UTC"))
    community = store.community("quiet")
    if community is None:
        raise LookupError("the community was not taken in")
    view = store.view(community)
    try:
        days_read = [START.date() + timedelta(days=n) for n in range(first, days - 1)]
        return pages(view, [Period(day, day) for day in days_read])
    finally:
        view.close()
        store.close()


def counted(found: list[tuple[Tile, ...]]) -> Counter[str]:
    """Of each tile: how often it was tested, called clear, and would have been without the correction."""
    counts: Counter[str] = Counter()
    for tile in (tile for page in found for tile in page if tile.q is not None):
        for key in (tile.key, "all"):
            counts[f"{key} tested"] += 1
            counts[f"{key} clear"] += tile.verdict.is_clear
            counts[f"{key} uncorrected"] += tile.judged.verdict.is_clear
    return counts


def on_page(change: Change, tests: int) -> Verdict:
    """The verdict on a page whose other tests say nothing at all: the hardest page to be seen on."""
    if change.p is None:
        return change.verdict
    others = {str(n): (Verdict.NO_CHANGE, 1.0) for n in range(tests - 1)}
    return corrected({"people": (change.verdict, change.p)} | others)["people"][0]


def shuffles(folder: Path, stretches: tuple[Stretch, ...], sizes: tuple[int, int], seeds: int) -> Iterator[Tried]:
    weeks = side_by_side(folder, stretches)
    for seed in range(seeds):
        yield from tries(weeks, seed, sizes)


def false_alarms(seeds: int) -> None:
    print("| people a day | tested | 明显 before correction | 明显 after | by tile, after |\n|---|---|---|---|---|")
    for daily in SIZES:
        counts: Counter[str] = Counter()
        for seed in range(seeds):
            with tempfile.TemporaryDirectory() as folder:
                counts += counted(quiet_pages(Path(folder), seed, daily))
        tiles = ", ".join(
            f"{shown.key} {counts[f'{shown.key} clear'] / n:.1%}"
            for shown in HEADLINES
            if (n := counts[f"{shown.key} tested"])
        )
        before, after = (counts[f"all {word}"] / counts["all tested"] for word in ("uncorrected", "clear"))
        print(f"| {daily} | {counts['all tested']:,} | {before:.1%} | **{after:.1%}** | {tiles} |", flush=True)


def sight(folder: Path, seeds: int) -> None:
    head = "".join(f" seen among {tests} |" for tests in TESTS)
    print(f"\n| weeks in another order | days | 明显 without a loss | seen alone |{head}\n|---|---|---|---|---|---|")
    for name, (stretches, sizes) in REAL.items():
        found = list(shuffles(folder, stretches, sizes, seeds))
        false = sum(one.quiet.verdict.is_clear for one in found) / len(found)
        seen = [sum(on_page(one.lost, n) is Verdict.CLEARLY_DOWN for one in found) / len(found) for n in (1, *TESTS)]
        cells = " | ".join(f"{share:.0%}" for share in seen)
        print(f"| {name} | {len(found):,} | {false:.1%} | {cells} |", flush=True)


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    false_alarms(seeds)
    real = os.environ.get("JULUO_REAL_DATA")
    if real is None:
        print("\nNo sight measured: JULUO_REAL_DATA names no folder of real communities.")
    else:
        sight(Path(real), 4 * seeds)


if __name__ == "__main__":
    main()
