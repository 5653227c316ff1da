"""How often alarms are raised, and whether what was put in is named: `python bench/alarms.py [seed …]`.

Over the real exports in the folder that JULUO_REAL_DATA names: days with alarms as they are, and with floods, missing
days and dying channels put in by turns, fifteen days from one to the next. Imports take a minute each.
"""

import os
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from injected import KINDS, Mishaps, named

from juluo.insights.anomalies.alarms import alarms
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore


@dataclass(frozen=True)
class Talk:
    name: str
    files: tuple[str, ...]
    period: Period


TALKS = (
    Talk(
        "lean_zulip 2019–2021",
        tuple(f"lean_zulip_{year}" for year in range(2018, 2022)),
        Period(date(2019, 1, 1), date(2021, 11, 20)),
    ),
    Talk("irc_raku", ("irc_raku_2022_2023",), Period(date(2022, 4, 1), date(2023, 11, 20))),
    Talk("discourse_urho3d", ("discourse_urho3d",), Period(date(2014, 6, 1), date(2021, 1, 1))),
)


def measured(talk: Talk, table: pa.Table, put: Mishaps | None = None) -> list[str]:
    """The share of days with alarms, their processor seconds, and of every kind how many were named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.parquet"
        pq.write_table(put.put(talk.period.first, talk.period.last) if put else table, path)
        with closing(EmbeddedStore(Path(folder) / "home")) as store:
            take_in(store, "talk", [path], Wish(timezone="UTC"))
            community = store.community("talk")
            assert community is not None  # noqa: S101 - just imported
            with closing(store.view(community)) as view:
                start = time.process_time()
                found = alarms(view, talk.period)
                spent = time.process_time() - start
                days = len({alarm.day for alarm in found}) / talk.period.length
                cells = [f"{days:.1%}", f"{spent:.1f} s"]
                if put is not None:
                    hits = [(one, named(view, one, found)) for one in put.planted]
                    cells += [_told([hit for one, hit in hits if one.kind == kind]) for kind in KINDS]
                    cells.append(_told([hit for one, hit in hits if one.whole]))
                return cells


def _told(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)}"


def main() -> None:
    real = os.environ.get("JULUO_REAL_DATA")
    if real is None:
        sys.exit("JULUO_REAL_DATA names no folder of real exports")
    seeds = [int(words) for words in sys.argv[1:]] or [7]
    print("| talk | put in | days with alarms | CPU | floods | missing days | dead channels | missing whole days |")
    print("|---|---|---|---|---|---|---|---|")
    for talk in TALKS:
        table = pa.concat_tables(
            [pq.read_table(Path(real) / "communities" / f"{name}.parquet") for name in talk.files]
        )
        print(f"| {talk.name} | nothing | {' | '.join(measured(talk, table))} | | | | |", flush=True)
        for seed in seeds:
            print(
                f"| {talk.name} | seed {seed} | {' | '.join(measured(talk, table, Mishaps(table, seed)))} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
