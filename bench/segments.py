"""What segments cost at a hundred thousand members: processor seconds of a preview, and of 28 days with flows.

    python bench/segments.py --members 100000 --messages 1000000

Made-up members on made-up days, imported into a throw-away home; the import isn't measured.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from juluo.insights.segments.clusters import clusters
from juluo.insights.segments.known import Known
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.persona import portrait
from juluo.insights.segments.preview import course, preview
from juluo.intake.take_in import Wish, take_in
from juluo.report.whole_day import last_whole_day
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

DAYS = 180
Found = TypeVar("Found")
RULES = (
    "active >= 3 of 14 days",
    "active >= 3 of 14 days and asked in #help",
    "messages >= 20 in 28 days",
    "replies received >= 3 in 28 days",
    "state is quiet",
    "first seen in 28 days",
    "R >= 4 and M >= 4",
)


def made(folder: Path, members: int, messages: int) -> Path:
    """A table of messages: few say much, most say little, one in five answers somebody."""
    chance = np.random.default_rng(7)
    weights = 1 / (np.arange(members) + 10)
    # Everybody says something once, so that there are as many as were asked for.
    who = np.concatenate([np.arange(members), chance.choice(members, messages - members, p=weights / weights.sum())])
    start = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    at = np.sort(start + chance.uniform(0, DAYS * 86_400, messages)).astype("int64")
    who = chance.permutation(who)
    replied = np.maximum(0, np.arange(messages) - chance.integers(1, 50, messages))
    answers = chance.random(messages) < 0.2
    table = pa.table(
        {
            "msg_id": [f"m{n}" for n in range(messages)],
            "ts": pa.array(at * 1_000_000, pa.timestamp("us", tz="UTC")),
            "channel_id": np.array(["help", "general", "off-topic"])[chance.integers(0, 3, messages)],
            "author": [f"p{n}" for n in who],
            "text": np.where(chance.random(messages) < 0.1, "how does it work?", "fine"),
            "reply_to": [f"m{to}" if yes else None for to, yes in zip(replied, answers, strict=True)],
        }
    )
    path = folder / "crowd.parquet"
    pq.write_table(table, path)
    return path


def cost(act: Callable[[], Found]) -> tuple[float, Found]:
    before = time.process_time()
    found = act()
    return time.process_time() - before, found


def measured(view: View) -> None:
    day = last_whole_day(view)
    if day is None:
        raise SystemExit("nothing was imported")
    print(f"{'rule':46}{'members':>9}{'preview s':>11}{'28 days s':>11}")
    for text in RULES:
        rule = parsed(text)
        once, found = cost(partial(preview, view, rule, day))
        whole, _ = cost(partial(course, view, rule, day))
        print(f"{text:46}{found.n:>9}{once:>11.2f}{whole:>11.2f}")
    seconds, _ = cost(lambda: portrait(view, parsed(RULES[0]), day))
    print(f"persona of the first: {seconds:.2f} s")
    seconds, _ = cost(lambda: clusters(Known(view, [day])))
    print(f"suggested groups: {seconds:.2f} s")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=100_000)
    asked.add_argument("--messages", type=int, default=1_000_000)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder), told.members, told.messages)
        store = EmbeddedStore(Path(folder) / "home")
        take_in(store, "crowd", [path], Wish(timezone="UTC"))
        community = store.community("crowd")
        if community is None:
            raise SystemExit("nothing was imported")
        with closing(store.view(community)) as view:
            print(f"{told.members:,} members, {told.messages:,} messages, {DAYS} days")
            measured(view)
        store.close()


if __name__ == "__main__":
    main()
