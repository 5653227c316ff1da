"""Words that a group uses more than the rest: nouns and names of things, never names of people.

Shares of messages are compared, so that whoever says much doesn't seem to say everything more. People are drawn, not
messages: the ratio's interval is on logarithms with the variance of a ratio over clusters (Cochran 1977, §6.4), one
cluster a person; and among many words Benjamini and Hochberg (1995) at one in twenty.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

from pyroaring import BitMap

from juluo.insights.segments.apart import ALLOWED
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.intervals import Z95, Interval
from juluo.store.view import View

# The latest so many messages are read: some seconds at most.
MOST_READ, MOST_WORDS, FEWEST_PEOPLE = 8_000, 12, 3
_LONGEST = 400
_PEOPLES_NAMES = frozenset({"nr", "nrt", "nrfg"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that stands out: by how many people of the group, in which share of its messages, and of the rest's."""

    word: str
    people: int
    share: float
    share_rest: float
    lift: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Said:
    """The words that stand out, of how many tried in how many messages; `cut`: not all messages were read."""

    words: tuple[Telling, ...] = ()
    tried: int = 0
    read: int = 0
    cut: bool = False


@dataclass(slots=True)
class _Side:
    """Messages of each person, and in how many of them each word stands."""

    messages: Counter[int] = field(default_factory=Counter)
    words: dict[str, Counter[int]] = field(default_factory=dict)

    def share(self, word: str) -> tuple[float, float]:
        """In which share of the messages a word stands, and the squared error of that; of none, half a message."""
        whole, used = self.messages.total(), self.words.get(word, Counter())
        hits = used.total() or 0.5
        rate = hits / whole
        if not used:
            return rate, rate / whole
        square = sum(n * n - 2 * rate * n * self.messages[who] for who, n in used.items())
        square += rate * rate * sum(n * n for n in self.messages.values())
        people = len(self.messages)
        return rate, max(square, hits) / whole**2 * people / max(1, people - 1)


def said_by(view: View, window: Period, here: BitMap, rest: BitMap) -> Said:
    """What the group says more often than the rest in the window."""
    if not here or not rest:
        return Said()
    kinds = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))
    rows = view.ask(
        f"SELECT account, text FROM ({view.wordless(window, ('account', 'kind', 'text', 'ts'))}) WHERE member"
        f" AND kind IN ({kinds}) AND text IS NOT NULL AND account IS NOT NULL ORDER BY ts DESC LIMIT {MOST_READ + 1}"
    )
    group, others = _Side(), _Side()
    _read(rows[:MOST_READ], dict.fromkeys(here, group) | dict.fromkeys(rest, others))
    found = _told(group, others) if group.messages and others.messages else []
    q = benjamini_hochberg([p for _, p in found])
    sure = [one for (one, _), at in zip(found, q, strict=True) if at <= ALLOWED and one.interval.low > 1]
    sure.sort(key=lambda one: (-one.interval.low, one.word))
    return Said(tuple(sure[:MOST_WORDS]), len(found), min(len(rows), MOST_READ), len(rows) > MOST_READ)


def _told(group: _Side, others: _Side) -> list[tuple[Telling, float]]:
    """Each word that enough people of the group used, compared, and how likely chance alone makes such a ratio."""
    found = []
    for word, used in group.words.items():
        if len(used) < FEWEST_PEOPLE:
            continue
        (share, error), (share_rest, error_rest) = group.share(word), others.share(word)
        spread = math.sqrt(error / share**2 + error_rest / share_rest**2)
        lift = share / share_rest
        interval = Interval(lift * math.exp(-Z95 * spread), lift * math.exp(Z95 * spread))
        p = 2 * NormalDist().cdf(-abs(math.log(lift)) / spread)
        found.append((Telling(word, len(used), share, share_rest, lift, interval), p))
    return found


def _read(rows: list[tuple[Any, ...]], side_of: Mapping[int, _Side]) -> None:
    from juluo.text.normal import bare  # noqa: PLC0415 - dictionaries are read only where words are asked for
    from juluo.text.words import words  # noqa: PLC0415 - the same

    for account, text in rows:
        side = side_of.get(account)
        if side is not None:
            side.messages[account] += 1
            for word in {one.text for one in words(bare(text[:_LONGEST])) if _tells(one.text, one.tag)}:
                side.words.setdefault(word, Counter())[account] += 1


def _tells(word: str, tag: str) -> bool:
    """Nouns, whole phrases and Latin words of some length; what people are called stays out."""
    if tag in _PEOPLES_NAMES or len(word) < 2 or word.isdigit():
        return False
    return tag.startswith(("n", "vn", "l", "i")) or (tag == "eng" and len(word) > 3)
