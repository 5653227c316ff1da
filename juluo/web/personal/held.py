"""What the ledger holds about one person, every version of it. Needs no database of the desk."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from juluo.ledger.period import Period, zone_named
from juluo.store.view import View

# No chat is older or newer.
EVER = Period(date(1970, 1, 1), date(2999, 12, 31))
_AT_ONCE = 2_000
_OWN = (
    "ts, kind, channel, thread, text, asks, media, reactions, detail, native_id, naive_time, edited_at, deleted,"
    " import_no, recorded_at, until IS NULL"
)


@dataclass(frozen=True, slots=True)
class HeldAccount:
    """An account, and every name it was seen with."""

    code: int
    platform: str
    account_id: str
    names: tuple[str, ...]
    is_bot: bool
    is_staff: bool


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """One version of an entry of theirs. `holds` is false where a later version or an undoing took its place."""

    at: datetime
    kind: str
    channel: str
    thread: str
    text: str
    asks: bool
    media: int
    reactions: int
    detail: dict[str, Any]
    platform_id: str
    written_time: str
    edited_at: datetime | None
    deleted: bool
    import_no: int
    recorded_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of somebody else that mentions, invited or removed them. Its words are the other's."""

    at: datetime
    kind: str
    channel: str
    how: str


@dataclass(frozen=True, slots=True)
class Held:
    """What there is, in numbers: own versions and those that hold, from when to when, and others' entries."""

    accounts: tuple[HeldAccount, ...]
    versions: int
    entries: int
    with_words: int
    first: datetime | None
    last: datetime | None
    named: int
    zone: str

    @property
    def name(self) -> str:
        return next((name for one in self.accounts for name in one.names if name), "")


def held(view: View, codes: Sequence[int]) -> Held:
    """What is held about the person of these accounts."""
    accounts = tuple(_account(view, code) for code in codes)
    own = view.ask(
        f"SELECT count(*), count(*) FILTER (until IS NULL AND NOT deleted), count(text), min(ts), max(ts)"
        f" FROM {view.source(EVER)} WHERE account IN ({_listed(codes)})"
    )[0]
    ((named,),) = view.ask(f"SELECT count(*) FROM {view.source(EVER)} WHERE {_by_others(codes)}")
    first, last = (moment and moment.astimezone(UTC) for moment in own[3:])
    return Held(accounts, own[0], own[1], own[2], first, last, named, view.calendar.zone)


def own_entries(view: View, codes: Sequence[int]) -> Iterator[HeldEntry]:
    """Every version of every entry of theirs, in order of time; some at a time, so that memory stays bounded."""
    channels, zone = view.channels, zone_named(view.calendar.zone)
    asked = view.con.cursor().execute(
        f'SELECT {_OWN} FROM {view.source(EVER)} WHERE account IN ({_listed(codes)}) ORDER BY ts, file, "offset", seen'
    )
    while rows := asked.fetchmany(_AT_ONCE):
        titles = view.register.thread_titles({row[3] for row in rows if row[3] is not None})
        for row in rows:
            yield _entry(row, channels[row[2]].name if row[2] in channels else "", titles.get(row[3], ""), zone)


def named_by_others(view: View, codes: Sequence[int]) -> Iterator[Named]:
    """Where others name them: when, where and how, without the others' words."""
    zone = zone_named(view.calendar.zone)
    asked = view.con.cursor().execute(
        f"SELECT ts, kind, channel, CASE WHEN peer IN ({_listed(codes)}) THEN 'peer' ELSE 'mentioned' END"
        f' FROM {view.source(EVER)} WHERE {_by_others(codes)} ORDER BY ts, file, "offset"'
    )
    while rows := asked.fetchmany(_AT_ONCE):
        for at, kind, channel, how in rows:
            place = view.channels.get(channel)
            yield Named(at.astimezone(zone), kind, place.name if place else "", how)


def _by_others(codes: Sequence[int]) -> str:
    listed = _listed(codes)
    about = f"(peer IN ({listed}) OR list_has_any(mentions, [{listed}]::INTEGER[]))"
    return f"until IS NULL AND NOT deleted AND {about} AND (account IS NULL OR account NOT IN ({listed}))"


def _listed(codes: Sequence[int]) -> str:
    return ", ".join(str(int(code)) for code in codes)


def _account(view: View, code: int) -> HeldAccount:
    one = view.register.accounts(view.community.slug, [code])[code]
    former = sorted({*view.register.names(code)} - {one.name})
    return HeldAccount(code, one.platform, one.account_id, (one.name, *former), one.is_bot, one.is_staff)


def _entry(row: tuple[Any, ...], channel: str, thread: str, zone: ZoneInfo) -> HeldEntry:
    at, kind, _, _, text, asks, media, reactions, detail, native_id, naive, edited, deleted, no, recorded, holds = row
    return HeldEntry(
        at.astimezone(zone),
        kind,
        channel,
        thread,
        text or "",
        bool(asks),
        media or 0,
        reactions or 0,
        json.loads(detail) if detail else {},
        native_id or "",
        naive or "",
        edited.astimezone(zone) if edited else None,
        bool(deleted),
        no,
        recorded.astimezone(zone) if recorded else None,
        bool(holds),
    )
