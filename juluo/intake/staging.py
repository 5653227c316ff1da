"""From a reader's batch to the store's columns: codes, community day, questions, place in the import."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from juluo.ledger.kinds import KINDS, SERVICE
from juluo.ledger.period import Calendar, zone_named
from juluo.sources.batch import Batch
from juluo.sources.reading import Reading
from juluo.store.arrival import Arrival
from juluo.store.schema import ARRIVING, COLUMNS
from juluo.text.questions import asks
from juluo.wording.sentence import told

IMPOSSIBLE = told("时间不可能（早于1990年或晚于2100年）。")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400_000_000
_HOUR = 3_600_000_000
# Outside of these an export's clock is broken (seconds taken for milliseconds, a year 0).
EARLIEST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp() * 1e6)
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1e6)
_KIND_NAMES = pa.array([str(kind) for kind in KINDS])
_SERVICE_CODES = np.array([code for code, kind in enumerate(KINDS) if kind in SERVICE])


class Staging:
    """Maps one import's own numbers to the store's codes, and puts batches on disk."""

    def __init__(self, arrival: Arrival, reading: Reading, calendar: Calendar) -> None:
        self.arrival = arrival
        self.reading = reading
        self.calendar = calendar
        self.first: int | None = None
        self.last: int | None = None
        self._accounts: npt.NDArray[np.int32] = np.array([], np.int32)
        self._channels: npt.NDArray[np.int32] = np.array([], np.int32)
        self._threads: npt.NDArray[np.int32] = np.array([], np.int32)
        self._pos = 0

    def put(self, batch: Batch, file: int) -> tuple[int, int]:
        """Stage a batch. Returns how many entries it holds and how many of them are service lines."""
        columns = self._sane(batch.columns)
        rows = columns.num_rows
        if not rows:
            return 0, 0
        self._learn()
        moments = columns["at"].to_numpy()
        kinds = columns["kind"].to_numpy()
        self._stretch(int(moments.min()), int(moments.max()))
        given = self._given(columns, moments, file)
        nameless = bool(columns["nameless"][0].as_py())
        names = ARRIVING.names
        arrays = [given[name] if name in given else columns[name] for name in names]
        staged = pa.RecordBatch.from_arrays(arrays, schema=ARRIVING)
        self.arrival.stage(staged, nameless=nameless)
        self._pos += rows
        return rows, int(np.isin(kinds, _SERVICE_CODES).sum())

    def _given(self, columns: Any, moments: npt.NDArray[np.int64], file: int) -> dict[str, Any]:  # noqa: ANN401 - pyarrow has no types
        rows = len(moments)
        exported = self.reading.exported_at
        exported_us = None if exported is None else (exported - _EPOCH) // timedelta(microseconds=1)
        return {
            "pos": pa.array(np.arange(self._pos, self._pos + rows)),
            "day": pa.array(days_of(moments, self.calendar), pa.int32()).cast(pa.date32()),
            "ts": columns["at"].cast(COLUMNS["ts"]),
            "kind": _KIND_NAMES.take(columns["kind"]),
            "account": _coded(columns["account"], self._accounts),
            "peer": _coded(columns["peer"], self._accounts),
            "channel": _coded(columns["channel"], self._channels),
            "thread": _coded(columns["thread"], self._threads),
            "mentions": _coded_lists(columns["mentions"], self._accounts),
            "asks": asks(columns["text"]),
            "edited_at": columns["edited_at"].cast(COLUMNS["edited_at"]),
            "exported_at": pa.repeat(pa.scalar(exported_us, pa.int64()), rows).cast(COLUMNS["exported_at"]),
            "file": pa.repeat(pa.scalar(file, pa.int32()), rows),
        }

    def _sane(self, columns: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
        moments = columns["at"].to_numpy()
        wrong = (moments < EARLIEST) | (moments >= LATEST)
        if not wrong.any():
            return columns
        for offset in columns["offset"].to_numpy()[wrong]:
            self.reading.reject(int(offset), IMPOSSIBLE)
        return columns.filter(pa.array(~wrong))

    def _learn(self) -> None:
        """Ask the store for codes of whom and what this batch has met first."""
        roster, places = self.reading.roster, self.reading.places
        fresh = roster.accounts[len(self._accounts) :]
        if fresh:
            rows = [(a.platform, a.account_id, a.name, a.weak, a.is_bot, a.is_staff) for a in fresh]
            self._accounts = _grown(self._accounts, self.arrival.account_codes(rows))
        channels = places.channels[len(self._channels) :]
        if channels:
            named = [(c.platform, c.channel_id, c.name) for c in channels]
            self._channels = _grown(self._channels, self.arrival.channel_codes(named))
        threads = places.threads[len(self._threads) :]
        if threads:
            keys = [(int(self._channels[t.channel]), t.thread_id or "", t.name) for t in threads]
            self._threads = _grown(self._threads, self.arrival.thread_codes(keys))

    def learned(self) -> None:
        """Tell the store, once all is published, what accounts, channels and threads are called."""
        roster, places, register = self.reading.roster, self.reading.places, self.arrival.register
        known_at = self.reading.exported_at or moment(self.last) or datetime.now(UTC)
        accounts = [(a.platform, a.account_id, a.name, a.weak, a.is_bot, a.is_staff) for a in roster.accounts]
        accounts = accounts[: len(self._accounts)]
        register.update_accounts(
            self.arrival.community, accounts, self._accounts.tolist(), known_at, self.arrival.import_no
        )
        register.note_names((code, name) for code, _, name in self.people())
        channels = [(c.platform, c.channel_id, c.name) for c in places.channels]
        threads = [(int(self._channels[t.channel]), t.thread_id or "", t.name) for t in places.threads]
        register.update_places(self.arrival.community, channels, threads, known_at)

    def people(self) -> list[tuple[int, str, str]]:
        """The accounts met, as (code, id, name); one for each of an account's names."""
        met = self.reading.roster.accounts[: len(self._accounts)]
        coded = zip(self._accounts.tolist(), met, strict=True)
        return [(int(code), seen.account_id, name) for code, seen in coded for name in seen.names]

    def _stretch(self, first: int, last: int) -> None:
        self.first = first if self.first is None else min(self.first, first)
        self.last = last if self.last is None else max(self.last, last)


def moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def days_of(moments: npt.NDArray[np.int64], calendar: Calendar) -> npt.NDArray[np.int32]:
    """The community days (since 1970) of UTC microseconds; as Calendar.day_of, for many.

    A UTC day at whose two ends the clock says the same has one offset: no zone changes its clock twice in a day.
    """
    zone = zone_named(calendar.zone)
    utc_days, place = np.unique(moments // _DAY, return_inverse=True)
    ends = [(_offset(int(day), zone), _offset(int(day) + 1, zone)) for day in utc_days]
    offsets = np.array([first for first, _ in ends], np.int64)[place]
    days = ((moments + offsets - calendar.day_starts_at * _HOUR) // _DAY).astype(np.int32)
    turning = np.array([first != second for first, second in ends], np.bool_)[place]
    for row in np.flatnonzero(turning).tolist():
        days[row] = (calendar.day_of(_EPOCH + timedelta(microseconds=int(moments[row]))) - _EPOCH.date()).days
    return days


def _offset(utc_day: int, zone: ZoneInfo) -> int:
    """The zone's offset from UTC in microseconds as a UTC day begins."""
    there = (_EPOCH + timedelta(days=utc_day)).astimezone(zone).utcoffset() or timedelta()
    return there // timedelta(microseconds=1)


def _grown(codes: npt.NDArray[np.int32], more: list[int]) -> npt.NDArray[np.int32]:
    return np.concatenate([codes, np.array(more, np.int32)])


def _coded(numbers: Any, codes: npt.NDArray[np.int32]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    if numbers.null_count == len(numbers):
        return pa.nulls(len(numbers), pa.int32())
    return pa.array(codes).take(numbers)


def _coded_lists(lists: Any, codes: npt.NDArray[np.int32]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    if lists.null_count == len(lists):
        return lists
    flat = pa.array(codes).take(lists.values)
    return pa.ListArray.from_arrays(lists.offsets, flat, mask=lists.is_null())
