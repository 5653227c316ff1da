"""Presence made of a roll-up file: who spoke per day and per (day, channel), and who did what per (day, kind)."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.store import presence

_EPOCH = date(1970, 1, 1)


def bitmaps(path: Path) -> tuple[set[date], list[presence.Row]]:
    """The days of a roll-up file (its rows lie by day, channel, kind, account), and their bitmaps."""
    table = pq.read_table(path, columns=["day", "channel", "kind", "account"], read_dictionary=["kind"])
    table = table.unify_dictionaries().combine_chunks()
    days = {_day(number) for number in np.unique(table["day"].cast(pa.int32()).to_numpy()).tolist()}
    table = table.filter(table["account"].is_valid()).combine_chunks()
    rows: dict[tuple[str, str, int], list[BitMap]] = defaultdict(list)
    for day, channel, kind, people in _groups(table):
        rows[presence.KIND, kind, day].append(people)
        if kind in SPOKE:
            rows[presence.SPOKE, "", day].append(people)
            rows[presence.CHANNEL, str(channel), day].append(people)
    return days, [(dim, key, _day(day), _union(parts)) for (dim, key, day), parts in rows.items()]


def _groups(table: pa.Table) -> list[tuple[int, int, str, BitMap]]:
    """Each (day, channel, kind) with its people."""
    if not table.num_rows:
        return []
    kind = table["kind"].chunk(0)
    names = kind.dictionary.to_pylist()
    columns = [
        table["day"].cast(pa.int32()).to_numpy(),
        table["channel"].to_numpy(),
        kind.indices.to_numpy(),
    ]
    changes = np.zeros(table.num_rows, np.bool_)
    for column in columns:
        changes[1:] |= column[1:] != column[:-1]
    changes[0] = True
    starts = np.flatnonzero(changes)
    ends = [*starts[1:].tolist(), table.num_rows]
    people = table["account"].to_numpy().astype(np.uint32)
    keys = zip(*(column[starts].tolist() for column in columns), strict=True)
    return [
        (day, channel, names[code], BitMap(people[start:end]))
        for (day, channel, code), start, end in zip(keys, starts.tolist(), ends, strict=True)
    ]


def _union(parts: list[BitMap]) -> BitMap:
    return parts[0] if len(parts) == 1 else BitMap.union(*parts)


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
