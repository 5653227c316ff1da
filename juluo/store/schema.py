"""The ledger table's columns, and those in which new entries arrive."""

import pyarrow as pa

_MOMENT = pa.timestamp("us", tz="UTC")

# In the order they are written. Account, peer, channel, thread and mentions are the register's codes. `seen` is the
# ledger version from which a row holds, `until` the one from which it no longer does; a row with until = seen was
# read from an export older than what was known, and never held. `sum` tells whether the content is the same.
COLUMNS: dict[str, pa.DataType] = {
    "entry_id": pa.int64(),
    "day": pa.date32(),
    "ts": _MOMENT,
    "kind": pa.string(),
    "account": pa.int32(),
    "peer": pa.int32(),
    "channel": pa.int32(),
    "thread": pa.int32(),
    "reply_to": pa.int64(),
    "mentions": pa.list_(pa.int32()),
    "text": pa.string(),
    "asks": pa.bool_(),
    "media": pa.int32(),
    "reactions": pa.int32(),
    "detail": pa.string(),
    "native_id": pa.string(),
    "naive_time": pa.string(),
    "edited_at": _MOMENT,
    "exported_at": _MOMENT,
    "deleted": pa.bool_(),
    "import_no": pa.int32(),
    "file": pa.int32(),
    "offset": pa.int64(),
    "recorded_at": _MOMENT,
    "seen": pa.int64(),
    "until": pa.int64(),
    "sum": pa.int32(),
}
# The same types as DuckDB spells them.
SQL_TYPES: dict[str, str] = {
    name: {
        pa.int64(): "BIGINT",
        pa.int32(): "INTEGER",
        pa.string(): "VARCHAR",
        pa.bool_(): "BOOLEAN",
        pa.date32(): "DATE",
        _MOMENT: "TIMESTAMPTZ",
    }.get(kind, "INTEGER[]")
    for name, kind in COLUMNS.items()
}
# The condition on rows that hold now.
HOLDS = "until IS NULL"


def held_at(version: int) -> str:
    """The condition on rows that held at a version of the ledger."""
    return f"(seen <= {version:d} AND (until IS NULL OR until > {version:d}))"


PARTITIONS = ("community", "month")
LEDGER = pa.schema([pa.field(name, pa.string()) for name in PARTITIONS] + [pa.field(n, t) for n, t in COLUMNS.items()])

# What a batch must hold when it is staged: the columns above that the source decides, and its place in the import.
# `nameless` rows get their final entry_id when it is known how often the same line came before in its file.
ARRIVING = pa.schema(
    [
        pa.field("pos", pa.int64(), nullable=False),
        pa.field("nameless", pa.bool_(), nullable=False),
        *(
            pa.field(name, kind)
            for name, kind in COLUMNS.items()
            if name not in {"import_no", "recorded_at", "seen", "until"}
        ),
    ],
)
