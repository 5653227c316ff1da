"""Words to look out for: what they are, the few that come along, and what a list would have marked before it is used.

Finding them, through every trick of spelling, is done in `watching`.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from juluo.text.spelling import folded


class Tier(StrEnum):
    NOTICE = "notice"
    """Worth a look."""
    ALARM = "alarm"
    """Hardly anybody says this who means well."""


@dataclass(frozen=True, slots=True)
class WatchWord:
    text: str
    topic: str = ""
    tier: Tier = Tier.NOTICE
    unless: tuple[str, ...] = ()
    """Phrases in which it means nothing."""


class Trick(StrEnum):
    """How a word was written so as not to be found, the plainest first."""

    NONE = "none"
    SPELLING = "spelling"
    """Traditional or wide characters, letters that look alike."""
    SIGNS = "signs"
    """Signs, spaces, emoji or nothing visible between its characters."""
    APART = "apart"
    """Characters taken apart."""
    SOUND = "sound"
    """Other characters that sound the same."""
    PINYIN = "pinyin"
    """Some or all of it in Latin letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    word: WatchWord
    start: int
    end: int
    """text[start:end] is what was found, as it was written."""
    trick: Trick


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    text: str
    reason: str
    """single: one character says nothing. again: stands in the list already. long: not a word."""


@cache
def starter() -> tuple[WatchWord, ...]:
    """Our own list to begin with: advertisements and frauds."""
    told = tomllib.loads(files("juluo.text").joinpath("watchwords.toml").read_text("utf-8"))
    return tuple(
        WatchWord(text, group["topic"], Tier(group["tier"]), tuple(group.get("unless", ())))
        for group in told["words"]
        for text in group["texts"]
    )


def read_list(lines: str, *, topic: str = "", tier: Tier = Tier.NOTICE) -> tuple[list[WatchWord], list[Refused]]:
    """An operator's list, a word a line (# begins a remark), and what of it is of no use, with its line."""
    words: dict[str, WatchWord] = {}
    refused: list[Refused] = []
    for number, line in enumerate(lines.splitlines(), 1):
        text = line.split("#", 1)[0].strip().strip(",，;；、")
        if not text:
            continue
        left = folded(text)
        if len(left) < 2:
            refused.append(Refused(number, text, "single"))
        elif len(left) > 30:
            refused.append(Refused(number, text, "long"))
        elif left in words:
            refused.append(Refused(number, text, "again"))
        else:
            words[left] = WatchWord(text, topic, tier)
    return list(words.values()), refused


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would have done: shown before it is used."""

    texts: int
    hit: int
    words: tuple[tuple[WatchWord, int], ...]
    """Which words would have marked how many texts, the busiest first."""
    examples: tuple[int, ...]
    """The places of some of these texts, spread over all."""

    @property
    def share(self) -> float | None:
        return self.hit / self.texts if self.texts else None


def preview(found: Iterable[Sequence[Hit]], examples: int = 20) -> Preview:
    """Over what `Watch.find` found in each of a community's last messages."""
    counts: Counter[WatchWord] = Counter()
    places: list[int] = []
    texts = 0
    for at, hits in enumerate(found):
        texts += 1
        if hits:
            places.append(at)
            counts.update({hit.word for hit in hits})
    busiest = sorted(counts.items(), key=lambda item: (-item[1], item[0].text))
    some = tuple(places[number * len(places) // examples] for number in range(min(examples, len(places))))
    if len(places) <= examples:
        some = tuple(places)
    return Preview(texts, len(places), tuple(busiest), some)
