"""Stable 64-bit names for what platforms call by strings. The same words give the same number, always.

xxh3 is a published, frozen hash, so the numbers may be stored; Python's and DuckDB's own hashes may not.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

Hashes = npt.NDArray[np.uint64]

_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)


def scope_seed(scope: str) -> int:
    """The seed under which ids of one scope are hashed, so that equal ids of two chats stay apart."""
    return xxh3_64_intdigest(scope.encode())


def name_hash(words: str, seed: int = 0) -> int:
    """One string's 64-bit number."""
    return xxh3_64_intdigest(words.encode(), seed)


def name_hashes(words: Sequence[str | None], seed: int = 0) -> Hashes:
    """64-bit numbers of many strings; None gives 0."""
    digest = xxh3_64_intdigest
    hashes = [0 if word is None else digest(word.encode(), seed) for word in words]
    return np.array(hashes, dtype=np.uint64)


def mixed(columns: Sequence[npt.NDArray[np.uint64] | npt.NDArray[np.int64]]) -> Hashes:
    """One number per row out of several columns, order-sensitive (splitmix64 finaliser between columns)."""
    state = np.zeros(len(columns[0]), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            state = (state + _STEP) ^ column.astype(np.uint64, copy=False)
            state = (state ^ (state >> np.uint64(30))) * _MIX_1
            state = (state ^ (state >> np.uint64(27))) * _MIX_2
            state ^= state >> np.uint64(31)
    return state


def trait(column: npt.NDArray[np.uint64] | npt.NDArray[np.int64], salt: int) -> Hashes:
    """What an optional column adds to a fingerprint: nothing (0) where its value is 0, so an absent column is 0s."""
    values = column.astype(np.uint64, copy=False)
    salts = np.full(len(values), salt, np.uint64)
    return np.where(values == 0, np.uint64(0), mixed([salts, values]))


def as_signed(hashes: Hashes) -> npt.NDArray[np.int64]:
    """The same 64 bits as int64, which Arrow, Parquet and Delta all have."""
    return hashes.view(np.int64)


def fingerprint(hashes: Hashes) -> npt.NDArray[np.int32]:
    """The low 32 bits: enough to see that an entry's content has changed."""
    return hashes.astype(np.uint32).view(np.int32)
