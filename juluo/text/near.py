"""Texts that say the same with small changes: a copied advertisement, a template filled in, one post in four channels.

Two stages. MinHash over runs of two or three characters (Broder 1997), cut into bands (Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, ch. 3), proposes pairs, generously. Each proposal is then settled exactly, by edits
(Levenshtein 1966; bit-parallel, Myers 1999 and Hyyrö 2003): near are texts of which a fifth of the characters at most
differ. Short texts must share something telling beside: that two people write 送餐很快 and 送餐太快 is chance, and
how telling a pair of characters is, the list itself says (−ln of the share of its texts that hold it).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import Any

import numpy as np

from juluo.text.normal import plain

TOLERANCE = 0.2
"""The share of the longer text's characters that may differ."""
_SHORTEST, _SHORT, _LONGEST = 4, 16, 2_000
# Nats that short texts must share, as if the list held 8,000 texts at least: set on reviews, see docs/why/text.md.
_TELLING, _LISTED = 16.0, 8_000
_SAMPLE = 20_000
_ROWS, _BANDS = 3, 42
_SEED = 1997
# Of a short text's signs this share agrees where a fifth of it was changed; of a very long one nothing else is asked.
_LIKELY, _LIKELY_LONG = 0.2, 0.5
_AT_ONCE = 20_000
# Letters of alphabets say little in pairs: of them runs of three are taken, of Chinese characters pairs.
_ALPHABETS_END = 0x2E80
# Among the many that share a band, each is paired with its next neighbours and with the first.
_NEIGHBOURS = 3

Marks = np.ndarray[Any, np.dtype[np.uint32]]
Hashes = np.ndarray[Any, np.dtype[np.uint64]]
Shares = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]


def key(text: str) -> str:
    """What two texts are compared by: letters, digits and characters alone, plain and small."""
    return "".join(filter(str.isalnum, plain(text).lower()))


class Likeness:
    """Whether two keys are near, exactly, among the keys of a list."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._sample = keys[:: len(keys) // _SAMPLE + 1]
        self._listed = max(len(self._sample), _LISTED)

    def near(self, one: str, other: str) -> bool:
        if one == other:
            return bool(one)
        longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
        allowed = max(1, int(len(longer) * TOLERANCE))
        if len(shorter) < _SHORTEST or len(longer) - len(shorter) > allowed or len(longer) > _LONGEST:
            return False
        theirs = _pairs_of(longer)
        shared = theirs & _pairs_of(shorter)
        # An edit changes two pairs of characters at most (Ukkonen 1992), which most proposals fail at once.
        if len(theirs) - len(shared) > 2 * allowed or edits(shorter, longer) > allowed:
            return False
        return len(longer) >= _SHORT or self._told(shared) >= _TELLING

    def near_to(self, one: str, others: Iterable[str]) -> list[int]:
        """The places of those that are near to one key. Most are told by their length, or by what signs they lack."""
        long = range(int(len(one) * (1 - TOLERANCE)) - 1, int(len(one) / (1 - TOLERANCE)) + 2)
        # A sign that the other hasn't got takes an edit of its own.
        signs, allowed = set(one), int(long.stop * TOLERANCE) + 1
        return [
            at
            for at, other in enumerate(others)
            if len(other) in long and len(signs.difference(other)) <= allowed and self.near(one, other)
        ]

    @cached_property
    def _held(self) -> Counter[str]:
        return Counter(pair for one in self._sample for pair in _pairs_of(one))

    def _told(self, shared: set[str]) -> float:
        return sum(log(self._listed / max(1, self._held[pair])) for pair in shared)


def _pairs_of(one: str) -> set[str]:
    return {one[at : at + 2] for at in range(len(one) - 1)}


def edits(one: str, other: str) -> int:
    """How many characters are to be put in, taken out or replaced to make the other of one."""
    places: dict[str, int] = {}
    for at, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << at
    full = (1 << len(one)) - 1
    last = 1 << len(one) >> 1
    more, less, distance = full, 0, len(one)
    for sign in other:
        equal = places.get(sign, 0)
        across = ((equal & more) + more ^ more) | equal
        rises, falls = less | ~(across | more) & full, more & across
        distance += bool(rises & last) - bool(falls & last)
        rises = rises << 1 | 1
        down = equal | less
        more, less = (falls << 1 | ~(down | rises)) & full, rises & down & full
    return distance if one else len(other)


def near_groups(texts: Sequence[str]) -> list[int]:
    """For each text the place of the first one that it, or a text near to it, is near to; its own if there is none."""
    read = {text: key(text) for text in set(texts)}
    keys = [read[text] for text in texts]
    firsts: dict[str, int] = {}
    for at, one in enumerate(keys):
        firsts.setdefault(one, at)
    unique = [one for one in firsts if len(one) >= _SHORTEST]
    likeness = Likeness(unique)
    group = list(range(len(unique)))
    for left, right in _likely_pairs(unique):
        mine, theirs = _root(group, left), _root(group, right)
        # Of very long texts the likeness of their marks has to do: they were proposed by a higher one.
        if mine != theirs and (
            likeness.near(unique[left], unique[right]) or min(len(unique[left]), len(unique[right])) > _LONGEST
        ):
            group[max(mine, theirs)] = min(mine, theirs)
    leader = {one: firsts[unique[_root(group, at)]] for at, one in enumerate(unique)}
    return [leader.get(one, firsts[one]) if one else at for at, one in enumerate(keys)]


def _root(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at


def _likely_pairs(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band and look alike, once each, the likest first."""
    if len(keys) < 2:
        return
    found = marks(keys)
    tall = np.fromiter(map(len, keys), np.int64, len(keys))
    proposed: list[Places] = []
    for band in _bands(found):
        left, right = _neighbours(band)
        far = np.abs(tall[left] - tall[right]) > np.maximum(np.maximum(tall[left], tall[right]) * TOLERANCE, 1)
        proposed.append(left[~far] * len(keys) + right[~far])
    pairs = np.unique(np.concatenate(proposed))
    likeness = np.concatenate([_alike(found, part, len(keys)) for part in _parts(pairs)]) if len(pairs) else pairs
    left, right = pairs // len(keys), pairs % len(keys)
    needed = np.where(np.minimum(tall[left], tall[right]) > _LONGEST, _LIKELY_LONG, _LIKELY)
    order = np.argsort(-likeness, kind="stable")
    order = order[(likeness >= needed)[order]]
    yield from zip(left[order].tolist(), right[order].tolist(), strict=True)


def _parts(pairs: Places) -> Iterator[Places]:
    return (pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE))


def _alike(found: Marks, pairs: Places, count: int) -> Shares:
    same: Shares = (found[pairs // count] == found[pairs % count]).mean(axis=1)
    return same


def _neighbours(band: Hashes) -> tuple[Places, Places]:
    """Pairs of places with the same number, the smaller place first."""
    order = np.argsort(band, kind="stable")
    ranked = band[order]
    fresh = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(band)), 0))
    lefts, rights = [order[first[~fresh]]], [order[~fresh]]
    for apart in range(1, _NEIGHBOURS + 1):
        same = ranked[apart:] == ranked[:-apart]
        lefts.append(order[:-apart][same])
        rights.append(order[apart:][same])
    return np.concatenate(lefts), np.concatenate(rights)


def marks(keys: Sequence[str]) -> Marks:
    """The MinHash of each key's short runs of characters, a row a key."""
    from rensa import RMinHash  # noqa: PLC0415 - only where texts are compared

    found = np.empty((len(keys), _ROWS * _BANDS), np.uint32)
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        # Sentinels at both ends, so that the first and the last character are in as many runs as the others.
        signs = np.frombuffer("".join(f"\x02{one}\x03\x03" for one in part).encode("utf-32-le"), np.uint32)
        ends = np.cumsum(np.fromiter((len(one) + 3 for one in part), np.int64, len(part)))
        wide = signs.astype(np.uint64)
        runs = wide[:-2] << np.uint64(42) | wide[1:-1] << np.uint64(21)
        runs = np.where(signs[1:-1] < _ALPHABETS_END, runs | wide[2:], runs)
        inside = np.ones(len(runs), bool)
        for last in (ends[:-1] - 1, ends[:-1] - 2):
            inside[last] = False
        offsets = np.concatenate([[0], ends - 2 * np.arange(1, len(part) + 1)]).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(_mixed(runs[inside]), offsets, _ROWS * _BANDS, _SEED)
        found[start : start + len(part)] = matrix.to_rows()
    return found


def _mixed(pairs: Hashes) -> Hashes:
    """Spread over 64 bits (splitmix64's finaliser, Steele and others 2014), since neighbours in Unicode are alike."""
    pairs = (pairs ^ pairs >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    pairs = (pairs ^ pairs >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return pairs ^ pairs >> np.uint64(31)


def _bands(found: Marks) -> Iterator[Hashes]:
    """One number a text and band: texts with the same number agree on all rows of it."""
    wide = found.astype(np.uint64).reshape(len(found), _BANDS, _ROWS)
    for band in range(_BANDS):
        row = wide[:, band, 0] << np.uint64(32) | wide[:, band, 1]
        yield _mixed(row) + wide[:, band, 2] * np.uint64(0x9E3779B97F4A7C15)


class Nearby:
    """A list of texts, asked again and again what in it is near to another text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            self._places[key(text)].append(at)
        self._keys = [one for one in self._places if len(one) >= _SHORTEST]
        self._likeness = Likeness(self._keys)
        self._marks = marks(self._keys)
        self._bands: list[dict[int, list[int]]] = []
        for band in _bands(self._marks):
            same: dict[int, list[int]] = defaultdict(list)
            for at, value in enumerate(band.tolist()):
                same[value].append(at)
            self._bands.append(same)

    def like(self, texts: Sequence[str]) -> list[list[int]]:
        """For each of these texts the places in the list that hold a near one."""
        keys = [key(text) for text in texts]
        found = marks(keys)
        proposed: list[set[int]] = [set() for _ in keys]
        for same, band in zip(self._bands, _bands(found), strict=True):
            for at, value in enumerate(band.tolist()):
                proposed[at].update(same.get(value, ()))
        return [
            sorted(place for other in {one, *self._near(one, marked, some)} for place in self._places.get(other, ()))
            if one
            else []
            for one, marked, some in zip(keys, found, proposed, strict=True)
        ]

    def _near(self, one: str, marked: Marks, proposed: set[int]) -> Iterator[str]:
        if not proposed:
            return
        some = np.array(sorted(proposed))
        alike = (self._marks[some] == marked).mean(axis=1)
        for at, likeness in zip(some.tolist(), alike.tolist(), strict=True):
            other = self._keys[at]
            long = min(len(one), len(other)) > _LONGEST
            if (likeness >= _LIKELY_LONG) if long else (likeness >= _LIKELY and self._likeness.near(one, other)):
                yield other
