"""Real people's days with the weeks in another order, and a planted loss: can a verdict see it?

Whole weeks change places, so weekdays stay and nothing else does: whatever really happened is scattered. Then 40 % of
those who spoke on a day are taken out of it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import duckdb
from pyroaring import BitMap

from juluo.metrics.paired import people_change
from juluo.metrics.usual import HISTORY, USUAL
from juluo.metrics.verdict import Change

Week = tuple[BitMap, ...]
LOST = 0.4
ABOUT_100 = (70, 140)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some weeks of one community."""

    file: str
    first: date
    last: date


LEAN20 = Stretch("lean_zulip_2020", date(2020, 1, 6), date(2020, 12, 27))
LEAN21 = Stretch("lean_zulip_2021", date(2021, 1, 4), date(2021, 12, 26))
IRC22 = Stretch("irc_raku_2022_2023", date(2022, 1, 3), date(2022, 12, 25))
IRC23 = Stretch("irc_raku_2022_2023", date(2023, 1, 2), date(2023, 12, 24))
URHO17 = Stretch("discourse_urho3d", date(2017, 1, 2), date(2017, 12, 24))
# The only stretches of one real community with days of about 100 people.
GITTER15 = Stretch("fcc_gitter", date(2015, 7, 6), date(2015, 10, 4))
GITTER16 = Stretch("fcc_gitter", date(2016, 2, 29), date(2016, 7, 17))
# None of the three has days of about 100 people: side by side, as the rooms of one community, they do.
SIDE_BY_SIDE = (LEAN20, LEAN21, IRC22, IRC23, URHO17)


def side_by_side(folder: Path, stretches: Sequence[Stretch]) -> list[Week]:
    """The weeks of several stretches as those of one community; their people are different people."""
    weeks = [_weeks(folder, stretch, 1_000_000 * n) for n, stretch in enumerate(stretches)]
    together = range(min(len(found) for found in weeks))
    return [tuple(BitMap.union(*(found[n][day] for found in weeks)) for day in range(7)) for n in together]


def _weeks(folder: Path, stretch: Stretch, offset: int) -> list[Week]:
    """Who spoke on each day, Monday to Sunday; bots are left out."""
    rows = duckdb.execute(
        "SELECT DISTINCT ts::DATE AS day, dense_rank() OVER (ORDER BY author) AS who"
        f" FROM '{folder}/communities/{stretch.file}.parquet'"
        " WHERE author IS NOT NULL AND is_bot IS NOT TRUE AND kind IN ('message', 'action', 'post', 'reply')"
        f" AND ts >= DATE '{stretch.first}' AND ts < DATE '{stretch.last}' + 1"
    ).fetchall()
    days: dict[date, BitMap] = {}
    for day, who in rows:
        days.setdefault(day, BitMap()).add(offset + who)
    count = ((stretch.last - stretch.first).days + 1) // 7
    monday = [stretch.first + timedelta(days=7 * n) for n in range(count)]
    return [tuple(days.get(first + timedelta(days=day), BitMap()) for day in range(7)) for first in monday]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was said of a day as it was, and of the same day with people missing."""

    quiet: Change
    lost: Change


def tries(weeks: Sequence[Week], seed: int, sizes: tuple[int, int] = ABOUT_100, lost: float = LOST) -> Iterator[Tried]:
    """Every day of usual and own size within `sizes`, of the weeks in one other order."""
    dice = random.Random(seed)  # noqa: S311 - a simulation
    order = dice.sample(weeks, len(weeks))
    for nth in range(HISTORY, len(order)):
        before = order[nth - HISTORY : nth][::-1]
        around = [[float(len(week[day])) for week in before] for day in range(7)]
        for day, people in enumerate(order[nth]):
            past = [week[day] for week in before]
            usual = fmean(len(earlier) for earlier in past[:USUAL])
            if not all(sizes[0] <= size <= sizes[1] for size in (len(people), usual)):
                continue
            stayed = BitMap(dice.sample(sorted(people), round((1 - lost) * len(people))))
            quiet, planted = (people_change(who, past, around) for who in (people, stayed))
            if quiet is not None and planted is not None:
                yield Tried(quiet, planted)
