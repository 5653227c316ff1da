"""A batch of entries in columns: what readers hand to the intake."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from juluo.ledger.arrow import leave_pandas_out
from juluo.ledger.identity import (
    Hashes,
    as_signed,
    fingerprint,
    mixed,
    name_hashes,
    number_hashes,
    scope_seed,
    text_hashes,
    trait,
)
from juluo.sources.reading import Reading

leave_pandas_out()

# Account, channel and thread columns hold the import's own numbers (Roster, Places); the store gives its codes.
STAGED = pa.schema(
    [
        pa.field("entry_id", pa.int64(), nullable=False),
        pa.field("sum", pa.int32(), nullable=False),
        pa.field("nameless", pa.bool_(), nullable=False),
        pa.field("at", pa.int64(), nullable=False),
        pa.field("kind", pa.int8(), nullable=False),
        pa.field("account", pa.int32()),
        pa.field("peer", pa.int32()),
        pa.field("channel", pa.int32(), nullable=False),
        pa.field("thread", pa.int32()),
        pa.field("reply_to", pa.int64()),
        pa.field("mentions", pa.list_(pa.int32())),
        pa.field("text", pa.string()),
        pa.field("media", pa.int32(), nullable=False),
        pa.field("reactions", pa.int32(), nullable=False),
        pa.field("detail", pa.string()),
        pa.field("native_id", pa.string()),
        pa.field("naive_time", pa.string()),
        pa.field("edited_at", pa.int64()),
        pa.field("deleted", pa.bool_(), nullable=False),
        pa.field("offset", pa.int64(), nullable=False),
    ],
)

Ints = Sequence[int] | npt.NDArray[np.int64]
# Ids in their own words. Platforms that number their messages give an array of numbers: the same names, far cheaper.
Ids = Sequence[str] | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that are Arrow and hashed already: readers of big files make them while the strings are fresh."""

    column: pa.StringArray
    hashes: Hashes

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> "Texts":
        return cls(pa.array(texts, pa.string()), text_hashes(texts, len(texts)))

    @classmethod
    def together(cls, parts: Sequence["Texts"]) -> "Texts":
        return cls(pa.concat_arrays([part.column for part in parts]), np.concatenate([part.hashes for part in parts]))


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of one file in file order, in the columns of STAGED."""

    columns: pa.RecordBatch


def entry_batch(  # noqa: PLR0913 - one argument a column, all by keyword
    reading: Reading,
    scope: str,
    *,
    at: Ints,
    kind: Ints,
    account: Sequence[int | None] | npt.NDArray[np.int64],
    channel: Ints | int,
    offset: Ints,
    native_id: Ids | None = None,
    text: Sequence[str | None] | Texts | None = None,
    peer: Sequence[int | None] | None = None,
    thread: Sequence[int | None] | None = None,
    reply_to: Sequence[str | None] | npt.NDArray[np.int64] | None = None,
    mentions: Sequence[Sequence[int] | None] | None = None,
    media: Ints | None = None,
    reactions: Ints | None = None,
    detail: Sequence[str | None] | None = None,
    naive_time: Sequence[str | None] | None = None,
    edited_at: Sequence[int | None] | npt.NDArray[np.int64] | None = None,
    deleted: Sequence[bool] | None = None,
) -> Batch:
    """Columns of equal length as a batch. Moments are microseconds since 1970 UTC.

    `scope` is the world in which native ids are unique (a platform, or one chat of it). Without `native_id` an
    entry is named by channel, moment, author, text, and how often just that came before. Arrays say "none" with a
    number: -1 in `account`, 0 in `reply_to` and `edited_at`.
    """
    rows = len(at)
    moments = np.asarray(at, dtype=np.int64)
    kinds = np.asarray(kind, dtype=np.int64)
    place = np.full(rows, channel, np.int64) if isinstance(channel, int) else np.asarray(channel, np.int64)
    who = _hashes_of(account, reading.roster.hashes)
    where = _taken(reading.places.channel_hashes, place)
    texts = text if isinstance(text, Texts) else Texts.of([None] * rows if text is None else text)
    seed = scope_seed(scope)
    answers = None if reply_to is None else _answer_hashes(reply_to, seed)
    traits: list[tuple[int, Hashes | npt.NDArray[np.int64] | None]] = [
        (1, None if peer is None else _hashes_of(peer, reading.roster.hashes)),
        (2, None if thread is None else _hashes_of(thread, reading.places.thread_hashes)),
        (3, answers),
        (4, None if detail is None else text_hashes(detail, rows)),
        *((salt, _present(column)) for salt, column in ((5, media), (6, reactions), (7, edited_at), (8, deleted))),
    ]
    content = mixed([moments, kinds, who, where, texts.hashes])
    for salt, column in traits:
        if column is not None:
            content ^= trait(column, salt)
    ids = mixed([where, moments, who, texts.hashes, kinds]) if native_id is None else _id_hashes(native_id, seed)
    arrays: dict[str, pa.Array] = {
        "entry_id": pa.array(as_signed(ids)),
        "sum": pa.array(fingerprint(content)),
        "nameless": _constant(native_id is None, rows, pa.bool_()),
        "at": pa.array(moments),
        "kind": pa.array(kinds.astype(np.int8)),
        "account": _numbers_or_none(account, pa.int32(), none=-1),
        "peer": _column(peer, rows, pa.int32()),
        "channel": pa.array(place.astype(np.int32)),
        "thread": _column(thread, rows, pa.int32()),
        "reply_to": _answers(answers, rows),
        "mentions": _column(mentions, rows, pa.list_(pa.int32())),
        "text": texts.column,
        "media": _counts(media, rows),
        "reactions": _counts(reactions, rows),
        "detail": _column(detail, rows, pa.string()),
        "native_id": _words(native_id, rows),
        "naive_time": _column(naive_time, rows, pa.string()),
        "edited_at": _numbers_or_none(edited_at, pa.int64(), none=0)
        if edited_at is not None
        else pa.nulls(rows, pa.int64()),
        "deleted": _constant(value=False, rows=rows, kind=pa.bool_())
        if deleted is None
        else pa.array(deleted, pa.bool_()),
        "offset": pa.array(np.asarray(offset, np.int64)),
    }
    return Batch(pa.RecordBatch.from_arrays([arrays[name] for name in STAGED.names], schema=STAGED))


def _taken(hashes: Sequence[int], numbers: npt.NDArray[np.int64]) -> Hashes:
    table = np.array([*hashes, 0], dtype=np.uint64)
    return table[numbers]


def _hashes_of(numbers: Sequence[int | None] | npt.NDArray[np.int64], hashes: Sequence[int]) -> Hashes:
    nowhere = len(hashes)
    if isinstance(numbers, np.ndarray):
        # -1 takes the last of the table, which stands for nobody.
        return _taken(hashes, numbers)
    if None in numbers:
        return _taken(hashes, np.array([nowhere if n is None else n for n in numbers], np.int64))
    return _taken(hashes, np.array(numbers, np.int64))


def _id_hashes(ids: Ids, seed: int) -> Hashes:
    if isinstance(ids, np.ndarray):
        return (
            number_hashes(ids, seed)
            if not np.any(ids < 0)
            else name_hashes([str(number) for number in ids.tolist()], seed)
        )
    return name_hashes(ids, seed)


def _answer_hashes(ids: Sequence[str | None] | npt.NDArray[np.int64], seed: int) -> Hashes:
    if isinstance(ids, np.ndarray):
        return np.where(ids == 0, np.uint64(0), _id_hashes(ids, seed))
    return name_hashes(ids, seed)


def _present(column: Ints | Sequence[int | None] | Sequence[bool] | None) -> npt.NDArray[np.int64] | None:
    """A column's values with 0 for None."""
    if column is None or isinstance(column, np.ndarray):
        return column
    return np.array([value or 0 for value in column] if None in column else column, np.int64)


def _constant(value: object, rows: int, kind: pa.DataType) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), rows)


def _column(values: Sequence[object] | None, rows: int, kind: pa.DataType) -> pa.Array:
    return pa.nulls(rows, kind) if values is None else pa.array(values, kind)


def _words(ids: Ids | None, rows: int) -> pa.Array:
    return pa.array(ids).cast(pa.string()) if isinstance(ids, np.ndarray) else _column(ids, rows, pa.string())


def _counts(values: Ints | None, rows: int) -> pa.Array:
    return _constant(0, rows, pa.int32()) if values is None else pa.array(np.asarray(values, np.int32))


def _numbers_or_none(
    values: Sequence[int | None] | npt.NDArray[np.int64], kind: pa.DataType, *, none: int
) -> pa.Array:
    if isinstance(values, np.ndarray):
        return pa.array(values, mask=values == none).cast(kind)
    return pa.array(values, kind)


def _answers(hashes: Hashes | None, rows: int) -> pa.Array:
    if hashes is None:
        return pa.nulls(rows, pa.int64())
    return pa.array(as_signed(hashes), mask=hashes == 0)
