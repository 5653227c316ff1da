"""The pieces that the classifiers read of a text: runs of one to four characters, words and pairs of words, hashed.

A whole list of texts is one array of code points, so that each step is one pass of numpy over all of them: the hash
of a run is made of those of its characters (a polynomial, Karp and Rabin 1987), a bucket is its upper bits, and a
model is a table with one row a bucket (Weinberger and others 2009: the hashing trick). Nothing is counted twice and
no vocabulary is kept, so weights hold no words of anyone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Floats = np.ndarray[Any, np.dtype[np.float32]]
Whole = np.ndarray[Any, np.dtype[np.int64]]
Hashes = np.ndarray[Any, np.dtype[np.uint64]]

LONGEST = 4
# The opening and the last characters of a text are read once more as such: that is where questions show.
EDGE = 6
_AT_ONCE = 200_000
_BREAK = 10
_STEP = np.uint64(0x9E3779B97F4A7C15)
_UNSTEP = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HEAD, _TAIL, _WORD, _PAIR = (
    np.uint64(salt) for salt in (0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3)
)
# What says nothing of what is meant: links, code, names called, line breaks.
_BARE = (
    (r"(?s)```.*?```|`[^`\n]*`", " "),
    (r"https?://[^\s，。！？、）)]+|www\.[^\s，。！？、）)]+", " "),
    (r"@[^\s@:：,，]{1,30}", "@"),
    (r"[^\S\n]+", " "),
    (r" ?\n[\s]*", "\n"),
)
# Where a sentence ends, the mark staying with it.
_END = r"([。！!？?；;…]+[”’\"')）】」』~～]*|[.]+(?:\s|$))\s*"
_PAUSE = r"[\s]*(?:[。！!？?；;…~～,，]+|[.](?:\s|$))[。！!？?；;…~～,，.\s]*"


@dataclass(frozen=True, slots=True)
class Grams:
    """The buckets of many texts, end to end: those of text i stand from starts[i] to starts[i + 1]."""

    buckets: Whole
    starts: Whole
    first: int

    @property
    def texts(self) -> int:
        return len(self.starts) - 1


def cleaned(texts: Sequence[str]) -> list[str]:
    """Lower case, one width, no links, code or names."""
    column = pc.utf8_lower(pc.utf8_normalize(pa.array(texts, pa.large_string()), form="NFKC"))
    for pattern, instead in _BARE:
        column = pc.replace_substring_regex(column, pattern, instead)
    lines: list[str] = pc.utf8_trim_whitespace(column).to_pylist()
    return lines


def sentences(lines: Sequence[str]) -> tuple[list[str], Whole]:
    """The sentences of cleaned texts, end to end, and where each text's begin. An empty text is one empty sentence."""
    return _split(pc.replace_substring_regex(pa.array(lines, pa.large_string()), _END, "\\1\n"))


def clauses(lines: Sequence[str]) -> tuple[list[str], Whole]:
    """The same, cut at commas too."""
    return _split(pc.replace_substring_regex(pa.array(lines, pa.large_string()), _PAUSE, "\n"))


def _split(column: Any) -> tuple[list[str], Whole]:  # noqa: ANN401 - pyarrow is untyped
    parts = pc.split_pattern(pc.utf8_trim_whitespace(column), "\n")
    starts = parts.offsets.to_numpy().astype(np.int64)
    return pc.utf8_trim_whitespace(parts.values).to_pylist(), starts


def grams(lines: Sequence[str], bits: int) -> Iterator[Grams]:
    """The buckets of cleaned texts, some hundred thousand characters at a time."""
    first, size = 0, 0
    for at, line in enumerate(lines):
        size += len(line) + 1
        if size >= _AT_ONCE or at == len(lines) - 1:
            yield _of(lines[first : at + 1], bits, first)
            first, size = at + 1, 0


def _of(lines: Sequence[str], bits: int, first: int) -> Grams:
    joined = "\n".join(line.replace("\n", " ") for line in lines)
    codes = np.frombuffer(f"\n{joined}\n".encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    breaks = np.flatnonzero(codes == _BREAK)
    owner = np.repeat(np.arange(len(lines)), np.diff(breaks))
    end = breaks[1:][owner]
    kinds = [*_runs(codes, owner, end), *_edges(codes, owner, breaks), *_words(codes, owner)]
    owners = np.concatenate([who for who, _ in kinds])
    hashes = np.concatenate([found for _, found in kinds])
    order = np.argsort(owners, kind="stable")
    buckets = (_mixed(hashes[order]) >> np.uint64(64 - bits)).astype(np.int64)
    starts = np.searchsorted(owners[order], np.arange(len(lines) + 1))
    return Grams(buckets, starts, first)


def _mixed(hashes: Hashes) -> Hashes:
    """Every bit of the key in the upper bits."""
    mixed: Hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    return (mixed ^ (mixed >> np.uint64(32))) * _STEP


def _runs(codes: Hashes, owner: Whole, end: Whole) -> Iterator[tuple[Whole, Hashes]]:
    """Runs of characters, the ends of the text counted as one."""
    hashed = np.zeros(len(owner), np.uint64)
    at = np.arange(len(owner))
    for length in range(1, LONGEST + 1):
        hashed = hashed * _STEP + codes[np.minimum(at + length - 1, len(codes) - 1)] + np.uint64(1)
        within = at + length - 1 <= end
        if length == 1:
            within &= codes[: len(owner)] != _BREAK
        yield owner[within], hashed[within]


def _edges(codes: Hashes, owner: Whole, breaks: Whole) -> Iterator[tuple[Whole, Hashes]]:
    """Pairs of characters near the opening and near the end."""
    at = np.arange(len(owner))
    begin, end = breaks[:-1][owner], breaks[1:][owner]
    pairs = codes[at] * _STEP + codes[at + 1]
    inside = (at > begin) & (at + 1 < end)
    head, tail = inside & (at - begin <= EDGE), inside & (end - at <= EDGE + 1)
    yield owner[head], pairs[head] ^ _HEAD
    yield owner[tail], pairs[tail] ^ _TAIL


def _words(codes: Hashes, owner: Whole) -> Iterator[tuple[Whole, Hashes]]:
    """Words of Latin letters and pairs of neighbours, by differences of one running sum."""
    letter = ((codes >= ord("a")) & (codes <= ord("z"))) | (codes == ord("'"))
    turns = np.diff(letter.astype(np.int8))
    begin, end = np.flatnonzero(turns == 1) + 1, np.flatnonzero(turns == -1) + 1
    powers, back = _powers(_STEP, len(codes)), _powers(_UNSTEP, len(codes))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum((codes + np.uint64(1)) * powers, dtype=np.uint64)])
    words = (sums[end] - sums[begin]) * back[begin]
    who = owner[begin]
    yield who, words ^ _WORD
    near = who[1:] == who[:-1]
    yield who[:-1][near], (words[:-1][near] * _STEP + words[1:][near]) ^ _PAIR


def _powers(of: np.uint64, many: int) -> Hashes:
    powers = np.full(many, of, np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
