"""Stable 64-bit names for what platforms call by strings. The same words give the same number, always.

A plain decimal number (no sign, no leading zero, below 2^63), as most platforms name their messages, is mixed by
splitmix64 over the scope's seed, whole columns at once; any other words are hashed by xxh3 with that seed. Both are
published and frozen, so the numbers may be stored; Python's and DuckDB's own hashes may not.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

Hashes = npt.NDArray[np.uint64]

_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_ZERO: Final = np.uint64(0)
_TOO_BIG: Final = 1 << 63
_NO_WORDS: Final = np.uint64(xxh3_64_intdigest(b""))


def scope_seed(scope: str) -> int:
    """The seed under which ids of one scope are hashed, so that equal ids of two chats stay apart."""
    return xxh3_64_intdigest(scope.encode())


def name_hash(words: str, seed: int = 0) -> int:
    """One string's 64-bit number."""
    number = decimal(words)
    if number is None:
        return xxh3_64_intdigest(words.encode(), seed)
    return int(number_hashes(np.array([number], np.int64), seed)[0])


def name_hashes(words: Sequence[str | None], seed: int = 0) -> Hashes:
    """64-bit numbers of many ids; None gives 0."""
    numbers = [None if word is None else decimal(word) for word in words]
    hashes = number_hashes(np.array([number or 0 for number in numbers], np.int64), seed)
    for row, (word, number) in enumerate(zip(words, numbers, strict=True)):
        if number is None:
            hashes[row] = 0 if word is None else name_hash(word, seed)
    return hashes


def number_hashes(numbers: npt.NDArray[np.int64], seed: int = 0) -> Hashes:
    """64-bit numbers of ids that are plain decimals: what `name_hash` gives for their digits."""
    start = mixed([np.array([seed], np.uint64)])
    return mixed([numbers], start[0])


def decimal(words: str) -> int | None:
    """The number that a plain decimal id spells; None if it is none."""
    if not (words.isdigit() and words.isascii()) or len(words) > 19 or (words[0] == "0" and len(words) > 1):
        return None
    number = int(words)
    return number if number < _TOO_BIG else None


def text_hashes(texts: Iterable[str | None], rows: int) -> Hashes:
    """64-bit numbers of texts, to tell whether one has changed; no text and an empty one give 0."""
    encoded = map(str.encode, [text or "" for text in texts])
    hashes = np.fromiter(map(xxh3_64_intdigest, encoded), np.uint64, rows)
    hashes[hashes == _NO_WORDS] = 0
    return hashes


def mixed(columns: Sequence[npt.NDArray[np.uint64] | npt.NDArray[np.int64]], start: np.uint64 = _ZERO) -> Hashes:
    """One number per row out of several columns, order-sensitive (splitmix64 finaliser between columns)."""
    state = np.full(len(columns[0]), start, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            state = (state + _STEP) ^ column.astype(np.uint64, copy=False)
            state = (state ^ (state >> np.uint64(30))) * _MIX_1
            state = (state ^ (state >> np.uint64(27))) * _MIX_2
            state ^= state >> np.uint64(31)
    return state


def trait(column: npt.NDArray[np.uint64] | npt.NDArray[np.int64], salt: int) -> Hashes:
    """What an optional column adds to a fingerprint: nothing (0) where its value is 0, so an absent column is 0s."""
    hashes = np.zeros(len(column), np.uint64)
    present = np.flatnonzero(column)
    if len(present):
        hashes[present] = mixed([column[present]], mixed([np.array([salt], np.uint64)])[0])
    return hashes


def as_signed(hashes: Hashes) -> npt.NDArray[np.int64]:
    """The same 64 bits as int64, which Arrow, Parquet and Delta all have."""
    return hashes.view(np.int64)


def fingerprint(hashes: Hashes) -> npt.NDArray[np.int32]:
    """The low 32 bits: enough to see that an entry's content has changed."""
    return hashes.astype(np.uint32).view(np.int32)
