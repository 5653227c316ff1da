"""What appending to a ledger of ten million entries costs: CPU (user + system) and peak memory of the append step.

    python bench/ledger.py [--entries 10000000] [--folder DIR]

Each step runs in a process of its own on the same ledger: it stages its entries, then the append is measured, with
the indexes' refresh and, where it comes due, the compaction of crowded months. All data goes when it is over.
"""

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from juluo.ledger.period import Calendar
from juluo.store.arrival import Arrival
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Counted
from juluo.store.imports import Covered
from juluo.store.schema import ARRIVING

SLUG = "bench"
CALENDAR = Calendar("UTC")
CHANNELS, PEOPLE, A_DAY = 120, 100_000, 23_474
START = 1_640_995_200_000_000  # 2022-01-01
DAY = 86_400_000_000
CHUNK = 50_000
WORDS = "今天活动几点开始在哪里报名怎么退款请问大家谁知道这个版本更新了吗谢谢老师我也想去周末一起吧链接打不开收到"
Rows = npt.NDArray[np.int64]


def mixed(rows: Rows, salt: int) -> npt.NDArray[np.uint64]:
    """A random-looking number for each row number, always the same one."""
    with np.errstate(over="ignore"):
        state = (rows.astype(np.uint64) + np.uint64(salt << 40)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        return state ^ (state >> np.uint64(27))


class Crowd:
    """Codes of channels and members, and a stock of sentences."""

    def __init__(self, arrival: Arrival) -> None:
        people = [("qq", f"u{i}", f"成员{i}", False, False, False) for i in range(PEOPLE)]
        self.people = np.array(arrival.account_codes(people), np.int32)
        self.channels = np.array(arrival.channel_codes([("qq", f"c{i}", f"群{i}") for i in range(CHANNELS)]), np.int32)
        dice = np.random.default_rng(1)
        letters = dice.integers(0, len(WORDS), (20_000, 40))
        self.texts = pa.array(["".join(WORDS[letter] for letter in row) for row in letters.tolist()])


def batch(crowd: Crowd, rows: Rows, pos: int, moved: int = 0, late: int = 0) -> pa.RecordBatch:
    """The entries of these row numbers; `moved` shifts them by days, `late` makes them others of the same days."""
    ids = mixed(rows, 7 + late).view(np.int64)
    share = mixed(rows, 11 + late).astype(np.float64) / 2.0**64
    # A few write most of it, each in three channels: about four entries to a row of the roll-up, as in real groups.
    person = (share**12 * PEOPLE).astype(np.int64)
    place = mixed(person * 3 + (rows % 3), 13).astype(np.float64) / 2.0**64
    moments = START + (rows * (DAY // A_DAY)) + moved * DAY
    count = len(rows)
    given = {
        "pos": pa.array(np.arange(pos, pos + count)),
        "nameless": pa.repeat(pa.scalar(value=False), count),
        "entry_id": pa.array(ids),
        "day": pa.array((moments // DAY).astype(np.int32)).cast(pa.date32()),
        "ts": pa.array(moments).cast(pa.timestamp("us", tz="UTC")),
        "kind": pa.repeat(pa.scalar("message"), count),
        "account": pa.array(crowd.people[person]),
        "channel": pa.array(crowd.channels[(place**2 * CHANNELS).astype(np.int64)]),
        "text": crowd.texts.take(pa.array((mixed(rows, 17) % np.uint64(20_000)).astype(np.int64))),
        "asks": pa.array(mixed(rows, 19) % np.uint64(12) == 0),
        "media": pa.repeat(pa.scalar(0, pa.int32()), count),
        "reactions": pa.repeat(pa.scalar(0, pa.int32()), count),
        "deleted": pa.repeat(pa.scalar(value=False), count),
        "file": pa.repeat(pa.scalar(0, pa.int32()), count),
        "offset": pa.array(rows),
        "sum": pa.array((mixed(rows, 23 + moved) >> np.uint64(32)).astype(np.uint32).view(np.int32)),
    }
    arrays = [given.get(field.name, pa.nulls(count, field.type)) for field in ARRIVING]
    return pa.RecordBatch.from_arrays(arrays, schema=ARRIVING)


def in_chunks(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def append(home: Path, rows: Rows, moved: int = 0, late: int = 0) -> tuple[Counted, float, float]:
    """Stage entries and append them: what was counted, and the CPU and wall seconds of the append."""
    store = EmbeddedStore(home)
    store.add_community(SLUG, CALENDAR)
    with store.arrival(SLUG) as arrival:
        crowd, pos = Crowd(arrival), 0
        for chunk in in_chunks(rows):
            arrival.stage(batch(crowd, chunk, pos, moved, late), nameless=False)
            pos += len(chunk)
        cpu, wall = _cpu(), time.monotonic()
        first, last = (datetime.fromtimestamp((START + int(r) * DAY // A_DAY) / 1e6, UTC) for r in (rows[0], rows[-1]))
        counted = store.append(arrival, Covered(first, last), CALENDAR)
        return counted, _cpu() - cpu, time.monotonic() - wall


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def steps(entries: int) -> Iterator[tuple[str, Rows, int, int, float | None]]:
    """Name, row numbers, shift in days, salt of other entries, and the floor in CPU seconds."""
    million = np.arange(entries, entries + 1_000_000)
    dice = np.random.default_rng(3)
    yield "1M new", million, 0, 0, 4.0
    yield "the same again", million, 0, 0, 1.0
    yield "superset, +200k", np.arange(entries, entries + 1_200_000), 0, 0, None
    late = np.sort(dice.choice(np.arange(entries - 100 * A_DAY, entries - 60 * A_DAY), 40_000, replace=False))
    yield "40k late, over 40 days", late, 0, 1, 0.6
    month = np.arange(entries - 60 * A_DAY, entries - 30 * A_DAY)
    yield "1,000 of a month under another day", np.sort(dice.choice(month, 1_000, replace=False)), 1, 0, None
    yield "5 in one second", np.full(5, entries // 2) + np.arange(5), 0, 2, None


def measured(home: Path, name: str, rows: Rows, moved: int, late: int, floor: float | None) -> None:
    before = {path.name for path in (home / "ledger" / "table").rglob("*.parquet")}
    counted, cpu, wall = append(home, rows, moved, late)
    written = [p for p in (home / "ledger" / "table").rglob("*.parquet") if p.name not in before]
    compacted = sum(path.name.startswith("i000000") for path in written)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = f"≤ {floor}" if floor else ""
    size = sum(path.stat().st_size for path in written) / 1e6
    print(
        f"| {name} | {cpu:.2f} | {told} | {wall:.2f} | {peak} | {size:.0f} |"
        f" {counted.added:,} / {counted.replaced:,} / {counted.duplicate:,} | {compacted} |",
        flush=True,
    )


def apart(act: Callable[..., None], *args: object) -> None:
    """Run in a process of its own, so that its memory is its own."""
    process = multiprocessing.get_context("spawn").Process(target=act, args=args)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def build(home: Path, entries: int) -> None:
    """The base: imports of a million entries each, one after the other."""
    for start in range(0, entries, 1_000_000):
        apart(measured, home, f"base from {start:,}", np.arange(start, min(start + 1_000_000, entries)), 0, 0, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="juluo-bench-"))
    try:
        print("| append | CPU s | floor | wall s | peak MB | MB written | added / replaced / duplicate | compacted |")
        print("|---|---|---|---|---|---|---|---|")
        apart(measured, folder / "spread", "1M over 426 days into an empty ledger", _spread(), 0, 0, 2.2)
        shutil.rmtree(folder / "spread")
        build(folder / "home", given.entries)
        for step in steps(given.entries):
            apart(measured, folder / "home", *step)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _spread() -> Rows:
    return np.arange(1_000_000) * 10


if __name__ == "__main__":
    main()
