"""Whether the board names those whom others value: `JULUO_REAL_DATA=FOLDER python bench/influence.py HOME SLUG FILE`.

FILE is the Parquet from which the home's community was imported, of a forum that tells likes and accepted answers in
`extra`. The board doesn't read those, so they can judge it. Every half year of 2017 to 2021 a board is made; whoever
stands on it is held against what they were given in the same 26 weeks and in the 26 after. Printed: figures by part
and by the number of messages, no names.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from juluo.insights.influence.board import WINDOW, Part, board
from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.metrics.counting import by_account
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

DAYS = [date(year, month, 30) for year in range(2017, 2022) for month in (6, 12)][:-1]
TOP, FEWEST_WORDS, DRAWS = 10, 5, 2_000
MESSAGES = "messages"
BANDS = ((1, 3), (4, 10), (11, 20), (21, 40))
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person on one day: values by part, messages, and what they were given: (accepted, likes) then and after."""

    day: date
    who: int
    values: dict[str, float]
    then: tuple[int, int]
    after: tuple[int, int]
    posts_after: int


def given(path: str, period: Period) -> dict[str, tuple[int, int, int]]:
    """By author: accepted answers, likes, posts."""
    rows = duckdb.execute(
        "SELECT author, count(*) FILTER (extra->>'accepted_answer' = 'true'),"
        " coalesce(sum((extra->>'likes')::INT), 0), count(*) FROM read_parquet($1)"
        " WHERE ts::DATE BETWEEN $2 AND $3 GROUP BY author",
        [path, period.first, period.last],
    ).fetchall()
    return {author: (int(accepted), int(likes), int(posts)) for author, accepted, likes, posts in rows}


def rows_of(view: View, path: str, day: date) -> list[Row]:
    found = board(view, day)
    said = {who: n for who, n in by_account(view, [found.period], SPOKE)[0].items() if n >= FEWEST_WORDS}
    accounts = view.accounts(sorted(said))
    then, after = given(path, found.period), given(path, found.period.shifted(WINDOW))
    parts = {one.account: one.parts for one in found.people}
    rows = []
    for who, n in said.items():
        name, own = accounts[who].account_id, parts.get(who, {})
        values: dict[str, float] = {
            str(part): (own[part].low if part is Part.THANKED else own[part].value) if part in own else 0.0
            for part in Part
        }
        now, later = then.get(name, (0, 0, 0)), after.get(name, (0, 0, 0))
        rows.append(Row(day, who, values | {MESSAGES: float(n)}, now[:2], later[:2], later[2]))
    return rows


def ranks(values: Sequence[float]) -> Numbers:
    """Mean ranks, as Spearman has them."""
    array = np.asarray(values, float)
    order = np.sort(array)
    return np.asarray((np.searchsorted(order, array) + np.searchsorted(order, array, side="right") + 1) / 2)


def within_days(rows: Sequence[Row], value: Callable[[Row], float]) -> Numbers:
    """Ranks among those of the same board, from 0 to 1, less their mean."""
    found = np.empty(len(rows))
    for day in sorted({row.day for row in rows}):
        places = [at for at, row in enumerate(rows) if row.day == day]
        ranked = ranks([value(rows[at]) for at in places]) / len(places)
        found[places] = ranked - ranked.mean()
    return found


def correlation(one: Numbers, other: Numbers, weight: Numbers) -> float:
    total = (weight * one * other).sum()
    return float(total / np.sqrt((weight * one * one).sum() * (weight * other * other).sum()))


def beside(one: Numbers, other: Numbers, held: Numbers, weight: Numbers) -> float:
    """The correlation of two with a third held fast (partial, of ranks)."""
    a, b, c = correlation(one, other, weight), correlation(one, held, weight), correlation(other, held, weight)
    return (a - b * c) / float(np.sqrt((1 - b * b) * (1 - c * c)))


def drawn(rows: Sequence[Row], measure: Callable[[Numbers], float]) -> tuple[float, float, float]:
    """A value with its 95 % interval: people drawn anew, each with all their half years."""
    people = sorted({row.who for row in rows})
    at = np.array([people.index(row.who) for row in rows])
    random, chance = np.random.default_rng(2015), np.full(len(people), 1 / len(people))
    values = [measure(random.multinomial(len(people), chance)[at].astype(float)) for _ in range(DRAWS)]
    low, high = np.nanquantile(values, (0.025, 0.975))
    return measure(np.ones(len(rows))), float(low), float(high)


def told(value: tuple[float, float, float]) -> str:
    return f"{value[0]:+.2f} [{value[1]:+.2f}, {value[2]:+.2f}]"


def top(rows: Sequence[Row], key: str, most: int = TOP) -> list[Row]:
    """The first of each board by a part; equals by number, which says nothing."""
    found = []
    for day in sorted({row.day for row in rows}):
        there = [row for row in rows if row.day == day]
        found += sorted(there, key=lambda row: (-row.values[key], row.who))[:most]
    return found


def show(rows: Sequence[Row]) -> None:
    boards, people = len({row.day for row in rows}), len({row.who for row in rows})
    print(f"{boards} boards, {people} members with {FEWEST_WORDS} posts or more in a half year, {len(rows)} rows")
    outcomes: dict[str, Callable[[Row], float]] = {
        "accepted, same 26 weeks": lambda row: row.then[0],
        "likes, same 26 weeks": lambda row: row.then[1],
        "accepted, 26 weeks after": lambda row: row.after[0],
        "likes, 26 weeks after": lambda row: row.after[1],
    }
    words = within_days(rows, lambda row: row.values[MESSAGES])
    for name, outcome in outcomes.items():
        print(f"\n{name}: rank correlation | with the number of messages held fast")
        valued = within_days(rows, outcome)
        for key in (MESSAGES, *map(str, Part)):
            own = within_days(rows, _value_of(key))
            plain = told(drawn(rows, partial(correlation, own, valued)))
            partly = told(drawn(rows, partial(beside, own, valued, words))) if key != MESSAGES else ""
            print(f"  {key:<10}{plain} | {partly}")
    print(
        f"\nthe first {TOP} of each board, means a person: accepted then, after; likes then, after; likes a post after"
    )
    for key in (MESSAGES, *map(str, Part)):
        first = top(rows, key)
        means = [np.mean([get(row) for row in first]) for get in outcomes.values()]
        posts = sum(row.posts_after for row in first)
        per_post = sum(row.after[1] for row in first) / max(1, posts)
        print(f"  {key:<10}{means[0]:.2f} {means[2]:.2f}; {means[1]:.1f} {means[3]:.1f}; {per_post:.2f}")
    every = [[get(row) for row in rows] for get in outcomes.values()]
    print("  all       " + " ".join(f"{np.mean(one):.2f}" for one in every))


def show_bands(rows: Sequence[Row]) -> None:
    """What people of each band of ranks were given in the 26 weeks after."""
    print("\nby rank: accepted, likes a person in the 26 weeks after")
    for key in (MESSAGES, *map(str, Part)):
        ordered = top(rows, key, 10_000)
        place = {(row.day, row.who): at for day in DAYS for at, row in enumerate(r for r in ordered if r.day == day)}
        told_of = []
        for first, last in BANDS:
            band = [row for row in ordered if first <= place[row.day, row.who] + 1 <= last]
            accepted, likes = (np.mean([row.after[n] for row in band]) for n in (0, 1))
            told_of.append(f"{first}-{last}: {accepted:.2f} {likes:.1f}")
        print(f"  {key:<10}" + "; ".join(told_of))


def _value_of(key: str) -> Callable[[Row], float]:
    return lambda row: row.values[key]


def main() -> None:
    if "JULUO_REAL_DATA" not in os.environ:
        sys.exit("set JULUO_REAL_DATA to the folder of real data")
    home, slug, file = sys.argv[1:4]
    path = str(Path(os.environ["JULUO_REAL_DATA"]) / file)
    store = EmbeddedStore(Path(home))
    community = store.community(slug)
    if community is None:
        sys.exit(f"no community {slug}")
    with closing(store.view(community)) as view:
        rows = [row for day in DAYS for row in rows_of(view, path, day)]
    store.close()
    show(rows)
    show_bands(rows)


if __name__ == "__main__":
    main()
