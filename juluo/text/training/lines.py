"""The labelled lines of our own: sentence patterns filled from word lists, and lines written one by one.

A file's line is “labels|text”: q asks, p tells of a problem, s suggests, k praises, + is in a good mood, - in a bad
one, . is none of these. In patterns {a/b} is one of several and {@name} one of a list; lists of one name are one list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
# Of one pattern so many fillings: enough to meet each word of a long list, too few to drown the rest.
FILLINGS = 60
_SLOT = re.compile(r"\{([^{}]*)\}")
_LIST = re.compile(r"@\w")


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled text, and the pattern it came of, so that kin stay together when a model is tried out."""

    text: str
    labels: str
    kin: str

    def has(self, label: str) -> bool:
        return label in self.labels


def own(language: str, fillings: int = FILLINGS) -> list[Line]:
    """All lines of our own in one language, in the same order every time."""
    return [*_filled(language, fillings), *_written(language)]


def digest_of_lines() -> str:
    """Changes when any line of our own does."""
    whole = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.txt")))
    return sha256(whole).hexdigest()


def _rows(name: str) -> Iterator[str]:
    path = HERE / name
    for row in path.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row


def _written(language: str) -> Iterator[Line]:
    for row in _rows(f"lines_{language}.txt"):
        labels, text = row.split("|", 1)
        yield Line(text, labels, text)


def of_moods(fillings: int = FILLINGS) -> list[Line]:
    """Chinese lines that teach moods alone."""
    return list(_filled("mood_zh", fillings))


def lists_of(language: str) -> dict[str, list[str]]:
    """The word lists of a language's patterns."""
    lists: dict[str, list[str]] = {}
    for row in _rows(f"templates_{language}.txt"):
        if row.startswith("@"):
            name, words = row[1:].split(" = ", 1)
            lists.setdefault(name, []).extend(words.split("/"))
    return lists


def _filled(language: str, fillings: int) -> Iterator[Line]:
    lists = lists_of(language)
    for row in _rows(f"templates_{language}.txt"):
        if row.startswith("@"):
            continue
        labels, pattern = row.split("|", 1)
        # Not for secrets: the same pattern is filled the same way on every machine.
        chance = Random(pattern)  # noqa: S311 - the same lines every time
        texts = {_fill(pattern, lists, chance) for _ in range(fillings)}
        yield from (Line(text, labels, pattern) for text in sorted(texts))


def _fill(pattern: str, lists: dict[str, list[str]], chance: Random) -> str:
    text = _SLOT.sub(lambda slot: chance.choice(slot[1].split("/")), pattern)
    while found := _LIST.search(text):
        name = next(name for name in sorted(lists, key=len, reverse=True) if text.startswith(name, found.start() + 1))
        text = text[: found.start()] + chance.choice(lists[name]) + text[found.start() + 1 + len(name) :]
    return " ".join(text.split())
