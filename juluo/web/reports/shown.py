"""A made report as a file keeps it for pages, and read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from juluo.report.kept import kept, read_kept
from juluo.report.unnamed import Names, Unnamed


@dataclass(frozen=True, slots=True)
class Made:
    """A report as composed now or as known then, and what its marks stand for."""

    bare: Unnamed
    known: Names


@dataclass(frozen=True, slots=True)
class _File:
    """JSON knows no pairs as keys, and a report's blocks only by their names."""

    report: str
    first: date
    last: date
    people: Mapping[int, str]
    channels: Mapping[int, str]
    topics: Mapping[int, str]
    words: Mapping[int, str]
    profile: tuple[tuple[int, str, str], ...]


def written_down(made: Made) -> bytes:
    bare, known = made.bare, made.known
    profile = tuple((entry, key, words) for (entry, key), words in known.profile.items())
    names = known.people, known.channels, known.topics, known.words
    return msgspec.json.encode(_File(kept(bare.report), bare.first, bare.last, *names, profile))


def read_again(content: bytes) -> Made:
    file = msgspec.json.decode(content, type=_File)
    profile = {(entry, key): words for entry, key, words in file.profile}
    bare = Unnamed(read_kept(file.report), file.first, file.last)
    return Made(bare, Names(file.people, file.channels, file.topics, file.words, profile))
