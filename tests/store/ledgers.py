"""Small ledgers for tests: a cast of four, what they say, and how it gets into a store."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa

from juluo.ledger.period import Calendar
from juluo.ledger.sight import Sight
from juluo.store.arrival import Arrival
from juluo.store.embedded import EmbeddedStore
from juluo.store.engine import connect, scan
from juluo.store.facts import Counted
from juluo.store.imports import Covered
from juluo.store.schema import ARRIVING, COLUMNS

OWNER, MODERATOR, MEMBER, OUTSIDER = "陈默", "林晓", "阿海", "Ann"
CAST = (OWNER, MODERATOR, MEMBER, OUTSIDER)
SLUG = "tea"
SHANGHAI = Calendar("Asia/Shanghai")
NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """One version of an entry, as an export shows it. `sum` follows from what would be hashed."""

    entry_id: int
    text: str = "你好"
    at: datetime = NOON
    who: str = MEMBER
    kind: str = "message"
    channel: str = "茶馆"
    edited_at: datetime | None = None
    exported_at: datetime | None = None
    reactions: int = 0
    deleted: bool = False
    offset: int | None = None
    nameless: bool = False

    @property
    def sum(self) -> int:
        return crc32(repr((self.text, self.at, self.kind, self.reactions, self.deleted, self.edited_at)).encode()) // 2

    @property
    def day(self) -> date:
        return SHANGHAI.day_of(self.at)

    def on(self, days: int) -> "Said":
        return replace(self, at=self.at + timedelta(days=days))


def bring(store: EmbeddedStore, said: Sequence[Said], slug: str = SLUG, calendar: Calendar = SHANGHAI) -> Counted:
    """Import what was said, as one file."""
    with store.arrival(slug) as arrival:
        stage(arrival, said)
        moments = [one.at for one in said]
        sights = frozenset({Sight.MESSAGES})
        return store.append(arrival, Covered(min(moments), max(moments), None, sights, frozenset({"qq"})), calendar)


def stage(arrival: Arrival, said: Sequence[Said], file: int = 0) -> None:
    people = sorted({one.who for one in said})
    places = sorted({one.channel for one in said})
    accounts = dict(
        zip(people, arrival.account_codes([("qq", f"id-{p}", p, False, False, False) for p in people]), strict=True)
    )
    channels = dict(zip(places, arrival.channel_codes([("qq", p, p) for p in places]), strict=True))
    rows = [_row(place, one, accounts[one.who], channels[one.channel], file) for place, one in enumerate(said)]
    table = pa.Table.from_pylist(rows, schema=ARRIVING)
    for batch in table.to_batches():
        arrival.stage(batch, nameless=any(one.nameless for one in said))


def _row(place: int, one: Said, account: int, channel: int, file: int) -> dict[str, object]:
    given = {
        "pos": place + file * 1_000_000,
        "nameless": one.nameless,
        "entry_id": one.entry_id,
        "day": one.day,
        "ts": one.at,
        "kind": one.kind,
        "account": account,
        "channel": channel,
        "text": one.text,
        "asks": "?" in one.text,
        "media": 0,
        "reactions": one.reactions,
        "edited_at": one.edited_at,
        "exported_at": one.exported_at,
        "deleted": one.deleted,
        "file": file,
        "offset": place if one.offset is None else one.offset,
        "sum": one.sum,
    }
    return dict.fromkeys(ARRIVING.names) | given


def rows_of(store: EmbeddedStore, query: str, slug: str = SLUG) -> list[tuple[Any, ...]]:
    """A query over the community's files as they stand; `{entries}` is all rows."""
    files = store.ledger.files(store.ledger.open(), slug)
    if not files:
        return []
    with closing(connect(store.folder / "asked")) as con:
        return con.execute(query.format(entries=scan(files))).fetchall()


def held(store: EmbeddedStore, slug: str = SLUG) -> dict[int, int]:
    """What holds: entry id → sum; fails if an entry holds twice."""
    found = rows_of(store, "SELECT entry_id, sum FROM {entries} WHERE until IS NULL", slug)
    assert len(found) == len({entry for entry, _ in found})
    return dict(found)


def counted_plainly(store: EmbeddedStore, slug: str = SLUG) -> list[tuple[Any, ...]]:
    """The roll-up as one query over the entries gives it."""
    return rows_of(
        store,
        "SELECT day, account, channel, kind, count(*), count(*) FILTER (asks), sum(reactions) FROM {entries}"
        " WHERE until IS NULL AND NOT deleted GROUP BY ALL ORDER BY ALL",
        slug,
    )


def rolled_up(store: EmbeddedStore, slug: str = SLUG) -> list[tuple[Any, ...]]:
    """The roll-up as the index keeps it."""
    with closing(store._index(slug)) as index:
        source = index.rollup()
    with closing(connect(store.folder / "asked")) as con:
        return con.execute(f"SELECT * FROM ({source}) ORDER BY ALL").fetchall() if source else []


def present(store: EmbeddedStore, slug: str = SLUG) -> dict[tuple[str, str, int], list[int]]:
    """Presence as the index keeps it."""
    with closing(store._index(slug)) as index:
        found = index.presence._db.execute("SELECT dim, key, day, bits FROM people").fetchall()
    from pyroaring import BitMap  # noqa: PLC0415

    return {(dim, key, day): list(BitMap.deserialize(bits)) for dim, key, day, bits in found}


def present_plainly(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str, int], list[int]]:
    """Presence as the plain roll-up's rows give it."""
    people: dict[tuple[str, str, int], set[int]] = {}
    for day, account, channel, kind, *_ in rows:
        if account is None:
            continue
        people.setdefault(("kind", kind, day.toordinal()), set()).add(account)
        if kind in {"message", "repost", "poll"}:
            people.setdefault(("spoke", "", day.toordinal()), set()).add(account)
            people.setdefault(("channel", str(channel), day.toordinal()), set()).add(account)
    return {key: sorted(codes) for key, codes in people.items()}


def assert_indexed(store: EmbeddedStore, slug: str = SLUG) -> None:
    """The indexes say what a plain count says."""
    plain = counted_plainly(store, slug)
    assert rolled_up(store, slug) == plain
    assert present(store, slug) == present_plainly(plain)


def files_below(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("*") if path.is_file())


assert set(ARRIVING.names) <= {*COLUMNS, "pos", "nameless"}
