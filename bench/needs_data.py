"""The periods that needs are rated in: four quarters of an English chat, four months of dated Chinese titles."""

import gzip
import json
import math
import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

QUARTERS = tuple(Period(date(2021, m, 1), Period.of(date(2021, m + 2, 1), Grain.MONTH).last) for m in (1, 4, 7, 10))
LEAN = ("lean_zulip_2018", "lean_zulip_2019", "lean_zulip_2020", "lean_zulip_2021")
TITLES = "labels/zh_titles/v2ex_hot_2021_2023.tsv.gz"


def real_data() -> Path:
    told = os.environ.get("JULUO_REAL_DATA")
    if not told:
        sys.exit("Set JULUO_REAL_DATA to the folder of real data (communities/, labels/).")
    return Path(told)


@contextmanager
def lean() -> Iterator[View]:
    files = [real_data() / "communities" / f"{name}.parquet" for name in LEAN]
    with opened("lean", files, "UTC") as view:
        yield view


def titles() -> list[tuple[str, str, str]]:
    """Day, number and title of each."""
    with gzip.open(real_data() / TITLES) as packed:
        text = packed.read().decode(errors="replace").replace("\r", "")
    rows = [tuple(line.strip("\0").split("\t")) for line in text.split("\n")]
    return [(r[0], r[1], r[2]) for r in rows if len(r) == 3 and r[0][:2] == "20" and r[2].strip()]


@contextmanager
def dated_titles(rows: Sequence[tuple[str, str, str]]) -> Iterator[View]:
    """The titles as a community's messages, whose authors nobody knows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.jsonl"
        lines = (
            {"id": number, "ts": f"{day}T12:00:00+08:00", "text": text, "author": None, "channel": "titles"}
            for day, number, text in rows
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        with opened("titles", [path], "Asia/Shanghai") as view:
            yield view


@contextmanager
def opened(slug: str, files: Sequence[Path], zone: str) -> Iterator[View]:
    home = Path(tempfile.mkdtemp())
    try:
        with ExitStack() as stack:
            store = stack.enter_context(closing(EmbeddedStore(home)))
            take_in(store, slug, list(files), Wish(timezone=zone))
            community = store.community(slug)
            assert community is not None  # noqa: S101 - it was just imported
            yield stack.enter_context(closing(store.view(community)))
    finally:
        shutil.rmtree(home)


BUSY = ("2022-12", "2023-03")


def months(rows: Sequence[tuple[str, str, str]]) -> list[tuple[Period, bool]]:
    """The two busy months and the two that differ least from the eight before."""
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for day, _, text in rows:
        pairs[day[:7]].update(one + other for one, other in pairwise(text))
    known = sorted(pairs)
    differs = {
        month: _divergence(pairs[month], sum((pairs[one] for one in known[at - 8 : at]), Counter()))
        for at, month in enumerate(known)
        if at >= 12 and month not in BUSY
    }
    quiet = sorted(differs, key=lambda month: differs[month])[:2]
    wanted = sorted([(month, False) for month in quiet] + [(month, True) for month in BUSY])
    return [(Period.of(date.fromisoformat(f"{month}-01"), Grain.MONTH), busy) for month, busy in wanted]


def _divergence(one: Counter[str], other: Counter[str]) -> float:
    """Of Jensen and Shannon (Lin 1991), in bits."""
    n, m = sum(one.values()), sum(other.values())

    def part(counts: Counter[str], total: int) -> float:
        half = 0.0
        for pair, k in counts.items():
            p = k / total
            half += p * math.log2(p / (0.5 * one[pair] / n + 0.5 * other[pair] / m))
        return half

    return 0.5 * part(one, n) + 0.5 * part(other, m)
