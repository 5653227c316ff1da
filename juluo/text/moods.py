"""The mood of a text: good, bad, neither; or no word on it, where it is not clear enough.

Chinese by a linear model of our own over runs of characters, with a short list of emoji and slang it may not know;
other scripts by VADER (Hutto and Gilbert 2014), whose words are English. What nobody can tell stays untold: a mood
is only ever shown as a share of many texts, never beside a person's name.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juluo.text import weights
from juluo.text.grams import clauses, cleaned
from juluo.text.linear import Linear, Odds, chances

# A mood is decided from this probability on, “neither” where both lie below the other. It is no calibrated one:
# docs/models.md tells what share it decides, and how often it is right.
DECIDED = 0.75
NEITHER = 0.25
_RULES = "1"
VERSION = f"moods-{_RULES}-{weights.digest('moods')}"

_GLAD = (
    r"[😀😁😂🤣😃😄😅😆😊😍🥰😘😎🤩🥳👍👏🙌💪❤🌹🎉🎊💐✨💯🤝😋☺]"
    r"|\[(?:赞|强|玫瑰|鼓掌|爱心|呲牙|微笑|愉快|憨笑|庆祝|爆竹|加油|OK)\]|yyds|awsl|(?:^|\W)(?:nb|666+)(?:\W|$)"
)
_SORE = (
    r"[😠😡🤬😢😭😞😔😟😤😩😫🙄😒😑👎💔🤮🤢😓😖]"
    r"|\[(?:怒|发怒|流泪|大哭|抓狂|弱|鄙视|难过|吐|心碎|衰|骷髅|撇嘴|白眼)\]|nmsl|tmd|(?:^|\W)(?:sb|wtf)(?:\W|$)"
)
_SIGN = 1.5
# VADER's compound score as log-odds: about .73 at .3, where its authors call a text good from .05 on.
_SLOPE = 5.0
_MIDDLE = 0.25


class Tone(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


class Mood(NamedTuple):
    """How likely a text is in a good and in a bad mood, and what it is taken for, if anything."""

    positive: float
    negative: float
    decided: Tone | None


def moods(texts: Sequence[str]) -> list[Mood]:
    """The mood of each text."""
    if not texts:
        return []
    lines = cleaned(texts)
    column = pa.array(lines, pa.large_string())
    chinese = pc.match_substring_regex(column, r"\p{Han}").to_numpy(zero_copy_only=False)
    found = np.empty((len(lines), 2))
    for where, told in ((chinese, _chinese), (~chinese, _latin)):
        at = np.flatnonzero(where)
        if len(at):
            found[at] = told([lines[i] for i in at.tolist()] if where is chinese else [texts[i] for i in at.tolist()])
    both = chances(found + _signs(column)).round(4)
    return [Mood(good, bad, tone(good, bad)) for good, bad in both.tolist()]


def tone(good: float, bad: float) -> Tone | None:
    """What two probabilities decide, if they do."""
    if good >= DECIDED > bad:
        return Tone.POSITIVE
    if bad >= DECIDED > good:
        return Tone.NEGATIVE
    return Tone.NEUTRAL if max(good, bad) <= NEITHER else None


def _signs(column: Any) -> Odds:  # noqa: ANN401 - pyarrow is untyped
    """Emoji and slang, as log-odds of good and bad."""
    glad, sore = (
        np.minimum(pc.count_substring_regex(column, words).to_numpy().astype(float), 2) for words in (_GLAD, _SORE)
    )
    leaning = _SIGN * (glad - sore)
    return np.stack([leaning, -leaning], axis=1)


@cache
def model() -> Linear:
    """Of Chinese clauses: the log-odds of a good and of a bad mood."""
    return weights.load("moods")["zh"]


def _chinese(lines: list[str]) -> Odds:
    """A text leans where its clauses lean together; it is in a mood only if one clause says so plainly."""
    parts, starts = clauses(lines)
    odds = model().odds(parts)
    lean = np.add.reduceat(odds[:, 0] - odds[:, 1], starts[:-1]) / 2
    plainest = np.maximum.reduceat(odds, starts[:-1], axis=0)
    return np.minimum(plainest, np.stack([lean, -lean], axis=1))


@cache
def _vader() -> Any:  # noqa: ANN401 - untyped
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415 - reads its words when loaded

    return SentimentIntensityAnalyzer()


def _latin(texts: list[str]) -> Odds:
    score = _vader().polarity_scores
    compound = np.array([score(text)["compound"] for text in texts])
    return _SLOPE * np.stack([compound - _MIDDLE, -compound - _MIDDLE], axis=1)
