"""How likely a text advertises, and what in it says so.

Signs with points set by hand, added up as log-odds: nothing was trained, so nothing was learned of another community's
way to speak, and every point can be shown. It leans to silence: no sign alone is enough, be it a link or a price, but
for a watch-word of the alarm tier. What a community itself calls an advertisement, or none, moves the odds of texts
that are written alike; without such clicks it finds few.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from juluo.text import redaction
from juluo.text.grams import Floats, cleaned
from juluo.text.learning import pieces_of, pulled
from juluo.text.linear import Linear, Odds, chances
from juluo.text.watching import Watch
from juluo.text.watchwords import Tier, Trick, WatchWord, starter

SHOWN = 0.8
"""From here on a text is called a likely advertisement."""
VERSION = "advertising-2"
_BASE = -2.6
_BITS = 15
# How freely clicks may move the weight of a run of characters, and that of all texts.
_REACH, _SHIFT = 30.0, 0.1
# No chance that is kept in three places is surer than this.
_SUREST = 0.0005

_HIDDEN = frozenset({Trick.SIGNS, Trick.APART, Trick.SOUND, Trick.PINYIN})
_ASKS = re.compile(r"[?？]\s*$|请问|有人|怎么|how (?:do|can|to)\b|does any", re.IGNORECASE)
_ASKS_POINTS = -1.0
_CONTACT = frozenset({redaction.Kind.CHAT, redaction.Kind.PHONE})
_CONTACT_POINTS = 1.2
_WORD_POINTS = {Tier.NOTICE: 2.2, Tier.ALARM: 4.0}
_HIDDEN_POINTS = 2.5


@cache
def _phrases() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    told = tomllib.loads(files("juluo.text").joinpath("advertising.toml").read_text("utf-8"))
    return tuple(
        (sign["name"], sign["points"], re.compile("|".join(sign["patterns"]), re.IGNORECASE)) for sign in told["signs"]
    )


class Sign(NamedTuple):
    name: str
    words: str
    """The very words of the text."""
    points: float
    """Log-odds; below 0 they speak against."""


class Advert(NamedTuple):
    chance: float
    signs: tuple[Sign, ...]
    """Why, what speaks most for it first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An operator's click on a text."""

    text: str
    advertises: bool


class Advertising:
    def __init__(self, words: Iterable[WatchWord], local: Linear | None = None, version: str = VERSION) -> None:
        self._watch = Watch(words)
        self._words = tuple(words)
        self._local = local
        self.version = version

    @classmethod
    @cache
    def shipped(cls) -> "Advertising":
        return cls(starter())

    def judge(self, texts: Sequence[str]) -> list[Advert]:
        signs = [self._signs(text) for text in texts]
        points = np.array([_BASE + sum(sign.points for sign in some) for some in signs])
        if self._local is not None and texts:
            points += self._local.odds(cleaned(texts))[:, 0]
        likely = chances(points).round(4).tolist()
        return [Advert(chance, some) for chance, some in zip(likely, signs, strict=True)]

    def moved(self, texts: Sequence[str], before: Sequence[float]) -> list[float]:
        """What verdicts make of the chances that the signs alone gave these texts."""
        if self._local is None or not texts:
            return list(before)
        given = np.clip(np.array(before, float), _SUREST, 1 - _SUREST)
        odds = np.log(given / (1 - given)) + self._local.odds(cleaned(texts))[:, 0]
        moved: list[float] = chances(odds).round(4).tolist()
        return moved

    def learned(self, verdicts: Sequence[Verdict]) -> "Advertising":
        """These signs, and beside them what one community's operators called an advertisement or none."""
        if not verdicts:
            return self
        plain = Advertising(self._words)
        before = np.array([plain._points(verdict.text) for verdict in verdicts])
        told = sha256(repr(sorted((one.text, one.advertises) for one in verdicts)).encode()).hexdigest()[:8]
        return Advertising(self._words, _fitted(verdicts, before), f"{VERSION}+{told}")

    def _points(self, text: str) -> float:
        return _BASE + sum(sign.points for sign in self._signs(text))

    def _signs(self, text: str) -> tuple[Sign, ...]:
        found = [
            Sign(name, match[0].strip(), points)
            for name, points, pattern in _phrases()
            if (match := pattern.search(text)) is not None
        ]
        hits = self._watch.find(text)
        if hits:
            hit = max(hits, key=lambda hit: (_WORD_POINTS[hit.word.tier], hit.trick in _HIDDEN))
            found.append(Sign("says a watch-word", text[hit.start : hit.end], _WORD_POINTS[hit.word.tier]))
            hidden = next((hit for hit in hits if hit.trick in _HIDDEN), None)
            if hidden is not None:
                found.append(Sign("hides a watch-word", text[hidden.start : hidden.end], _HIDDEN_POINTS))
        if found:
            contact = next((span for span in redaction.found(text) if span.kind in _CONTACT), None)
            if contact is not None:
                found.append(Sign("gives a number or account", text[contact.start : contact.end], _CONTACT_POINTS))
            if (asks := _ASKS.search(text)) is not None:
                found.append(Sign("asks", asks[0].strip(), _ASKS_POINTS))
        return tuple(sorted(found, key=lambda sign: -sign.points))


def _fitted(verdicts: Sequence[Verdict], before: Odds) -> Linear:
    """Logistic regression on runs of characters, the points its offset, with a ridge; solved over the verdicts."""
    seen = pieces_of(cleaned([verdict.text for verdict in verdicts]), _BITS)
    alike = _REACH * (seen @ seen.T).toarray() + _SHIFT
    pulls = pulled(alike, before, [verdict.advertises for verdict in verdicts])
    weights: Floats = (_REACH * (seen.T @ pulls))[:, None].astype(np.float32)
    return Linear(weights, np.array([_SHIFT * pulls.sum()], np.float32))
