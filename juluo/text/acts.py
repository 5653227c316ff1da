"""What a text does: asks, tells of a problem, suggests, praises. A probability, and the words that show why.

A message does what its strongest sentence does. Rules give the words shown (juluo.text.cues), a linear model over
runs of characters the probability; it was trained on lines of our own alone (docs/models.md). The rule
of the ledger (juluo.text.questions) stays what metrics count; this goes beyond it and is always 推测.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juluo.text import weights
from juluo.text.cues import CUES, Act
from juluo.text.grams import Whole, cleaned, sentences
from juluo.text.learning import Click, learned
from juluo.text.linear import Linear, Odds, chances

ACTS = tuple(Act)
# Beside how many sentences the strongest stands: of thirty sentences one always looks like something.
_CROWD = 0.35
# From here on an act is shown with its reason.
SHOWN = 0.5
_RULES = "1"
VERSION = f"acts-{_RULES}-{weights.digest('acts')}"


class Reason(NamedTuple):
    """The words of a text that show an act."""

    act: Act
    words: str


class Judged(NamedTuple):
    """Of one text how likely it does each act, and for those it likely does the words that show it."""

    question: float
    problem: float
    suggestion: float
    praise: float
    reasons: tuple[Reason, ...]

    def chance(self, act: Act) -> float:
        return (self.question, self.problem, self.suggestion, self.praise)[ACTS.index(act)]


@dataclass(frozen=True, slots=True)
class Acts:
    """The models of both scripts, and the version that findings made by them are kept under."""

    chinese: Linear
    latin: Linear
    version: str

    @classmethod
    @cache
    def shipped(cls) -> Self:
        kept = weights.load("acts")
        return cls(kept["zh"], kept["en"], VERSION)

    def judge(self, texts: Sequence[str]) -> list[Judged]:
        if not texts:
            return []
        lines, starts = sentences(cleaned(texts))
        odds = _in_crowd(self.odds(lines), starts)
        strongest = _strongest(odds, starts)
        best = chances(np.take_along_axis(odds, strongest, axis=0)).round(4)
        reasons = self._reasons(lines, strongest, best)
        rows = zip(*best.T.tolist(), map(tuple, reasons), strict=True)
        return [Judged(*row) for row in rows]

    def odds(self, lines: Sequence[str]) -> Odds:
        """Of single sentences, cleaned: log-odds, one column an act."""
        chinese = _has_han(lines)
        found = np.empty((len(lines), len(ACTS)))
        for model, where in ((self.chinese, chinese), (self.latin, ~chinese)):
            at = np.flatnonzero(where)
            if len(at):
                found[at] = model.odds([lines[i] for i in at.tolist()])
        return found

    def learned(self, clicks: Sequence[Click]) -> "Acts":
        """These models moved by what an operator accepted and rejected in one community."""
        if not clicks:
            return self
        told = sha256(repr(sorted((c.text, c.act, c.right) for c in clicks)).encode()).hexdigest()[:8]
        texts = cleaned([click.text for click in clicks])
        said = [replace(click, text=text) for click, text in zip(clicks, texts, strict=True)]
        han = _has_han(texts).tolist()
        chinese = learned(self.chinese, [click for click, is_han in zip(said, han, strict=True) if is_han])
        latin = learned(self.latin, [click for click, is_han in zip(said, han, strict=True) if not is_han])
        return Acts(chinese, latin, f"{self.version}+{told}")

    def _reasons(self, lines: list[str], strongest: Whole, best: Odds) -> list[list[Reason]]:
        """For each text the words that show what it likely does: a cue, or else the part the model weighs most."""
        found: list[list[Reason]] = [[] for _ in range(len(best))]
        for column, act in enumerate(ACTS):
            shown = np.flatnonzero(best[:, column] >= SHOWN)
            said = [lines[at] for at in strongest[shown, column].tolist()]
            for at, words in zip(shown.tolist(), self._shown(act, said), strict=True):
                found[at].append(Reason(act, words))
        return found

    def _shown(self, act: Act, lines: list[str]) -> list[str]:
        words = _cues(act, lines)
        han = _has_han(lines)
        silent = np.array([word is None for word in words], bool)
        for model, where in ((self.chinese, silent & han), (self.latin, silent & ~han)):
            at = np.flatnonzero(where).tolist()
            if at:
                parts = model.strongest([lines[i] for i in at], ACTS.index(act))
                for i, part in zip(at, parts, strict=True):
                    words[i] = part
        return [word or "" for word in words]


def _cues(act: Act, lines: list[str]) -> list[str | None]:
    """The first word of each line that shows an act."""
    if not lines:
        return []
    found = pc.struct_field(pc.extract_regex(pa.array(lines, pa.string()), f"(?P<cue>{CUES[act]})"), "cue")
    words: list[str | None] = found.to_pylist()
    return words


def _has_han(lines: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = pc.match_substring_regex(pa.array(lines, pa.large_string()), r"\p{Han}")
    return found.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return] # pyarrow is untyped


def _in_crowd(odds: Odds, starts: Whole) -> Odds:
    many = np.diff(starts)
    lowered: Odds = odds - _CROWD * np.log(np.repeat(many, many))[:, None]
    return lowered


def _strongest(odds: Odds, starts: Whole) -> Whole:
    """For each text and act the row of its strongest sentence."""
    if (np.diff(starts) == 1).all():
        return np.repeat(np.arange(len(odds))[:, None], len(ACTS), axis=1)
    found = np.empty((len(starts) - 1, len(ACTS)), np.int64)
    for text, (begin, end) in enumerate(pairwise(starts.tolist())):
        found[text] = begin if end - begin == 1 else begin + odds[begin:end].argmax(axis=0)
    return found
