"""Are the needs found needs, and the topics news? Sheets for two readers who don't know which items are decoys.

    python bench/needs.py sheets FOLDER     writes sheets, a key and how to fill them in (needs JULUO_REAL_DATA)
    python bench/needs.py score FOLDER      reads FOLDER/filled/*.txt and says what came out
    python bench/needs.py shuffled [times]  topics told where nothing can be new: days dealt at random
    python bench/needs.py coverage          how many threads the cards take in, and in how many CPU seconds

Sheets hold real text: FOLDER lies outside the repository. Rated are four quarters of lean_zulip_2021, after three
years of the same community, and four months of the dated Chinese titles: two busy ones, named before anything was
looked for in them by what happened in the world (the end of the epidemic's rules and a chat model's first month; the
month of its successor and its first rivals), and the two quietest, which differ least from the eight months before
them by the letters that stand beside one another: that is not how topics are found. Quarters of a growing community
all count as busy.
"""

import random
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
from needs_data import QUARTERS, dated_titles, lean, titles
from needs_scores import score
from needs_sheets import write_sheets

from juluo.insights.needs.finding import needs
from juluo.insights.needs.need import Needs
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.reading import read
from juluo.insights.needs.screening import screened
from juluo.insights.needs.space import Space, unit
from juluo.ledger.period import Grain, Period
from juluo.store.view import View

_FALSE = 0.05


def shuffled(times: int) -> None:
    """Days dealt to titles at random: what is told as new then is told by chance."""
    rows = titles()
    told: list[int] = []
    for seed in range(times):
        days = [day for day, _, _ in rows]
        random.Random(seed).shuffle(days)  # noqa: S311 - a measurement
        dealt = sorted((day, number, text) for day, (_, number, text) in zip(days, rows, strict=True))
        with dated_titles(dealt) as view:
            dealt_months = (Period.of(date(2023, month, 1), Grain.MONTH) for month in (3, 9))
            told += [len(needs(view, month).topics) for month in dealt_months]
    print(f"{len(told)} months of dealt days: topics told {dict(sorted(Counter(told).items()))}")


def coverage() -> None:
    """How many of a quarter's threads the cards take in; and whether those left over are nearer to a card than chance.

    Chance are the same threads with their phrases dealt at random: a left-over thread is called near where at most one
    in twenty of what is called so would be such a decoy.
    """
    with lean() as view:
        for quarter in QUARTERS:
            began = time.process_time()
            found = needs(view, quarter)
            spent = time.process_time() - began
            told, threads = found.coverage.told, found.coverage.threads
            left, near = _left_over(view, quarter, found)
            print(
                f"{quarter.first}: {len(found.needs)} cards, {told} of {threads} threads = {told / threads:.1%};"
                f" {spent:.1f} CPU s; of the {left} left over {near} are nearer to a card than chance"
            )


def _left_over(view: View, quarter: Period, found: Needs) -> tuple[int, int]:
    told, _ = screened(read(view, quarter))
    gallery = Gallery([thread for thread in told.threads if thread.opening.member])
    space = Space(gallery)
    now = {
        one.thread.opening.entry_id: place
        for place, one in enumerate(gallery.portraits)
        if one.thread.period == told.now
    }
    cards = [[now[entry] for entry in need.entries if entry in now] for need in found.needs]
    left = sorted(set(now.values()) - {place for places in cards for place in places})
    middles = np.stack([space.middle(places) for places in cards if places], axis=1)
    rows = space.rows[left]
    best = np.asarray(rows @ middles).max(axis=1)
    dealt = np.random.default_rng(0).permutation(rows.nnz)
    rows.data, rows.indices = rows.data[dealt], rows.indices[dealt]
    decoys = np.sort(np.asarray(unit(rows) @ middles).max(axis=1))
    levels = np.sort(best)[::-1]
    false = len(decoys) - np.searchsorted(decoys, levels, side="left")
    fine = np.flatnonzero(false <= _FALSE * np.arange(1, len(levels) + 1))
    return len(left), int(fine[-1]) + 1 if len(fine) else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["sheets", where]:
            write_sheets(Path(where))
        case ["score", where]:
            score(Path(where))
        case ["coverage"]:
            coverage()
        case ["shuffled", *more]:
            shuffled(int(more[0]) if more else 10)
        case _:
            sys.exit(__doc__)
