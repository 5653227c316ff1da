"""Words that a group uses more than the rest: nouns and names of things, never names of people.

Shares of messages are compared, people drawn (clustered.py), so that whoever says much doesn't seem to say everything
more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from juluo.insights.segments.clustered import Compared, Side, compared
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.store.view import View

# The latest so many messages are read: some seconds at most.
MOST_READ, MOST_WORDS, FEWEST_PEOPLE = 8_000, 12, 3
_LONGEST = 400
_PEOPLES_NAMES = frozenset({"nr", "nrt", "nrfg"})


@dataclass(frozen=True, slots=True)
class Said:
    """The words that stand out, of how many tried in how many messages; `cut`: not all messages were read."""

    words: tuple[Compared[str], ...] = ()
    tried: int = 0
    read: int = 0
    cut: bool = False


def said_by(view: View, window: Period, here: BitMap, rest: BitMap) -> Said:
    """What the group says more often than the rest in the window."""
    if not here or not rest:
        return Said()
    kinds = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))
    rows = view.ask(
        f"SELECT account, text FROM ({view.wordless(window, ('account', 'kind', 'text', 'ts'))}) WHERE member"
        f" AND kind IN ({kinds}) AND text IS NOT NULL AND account IS NOT NULL ORDER BY ts DESC LIMIT {MOST_READ + 1}"
    )
    group, others = Side[str](), Side[str]()
    _read(rows[:MOST_READ], dict.fromkeys(here, group) | dict.fromkeys(rest, others))
    tried = [word for word, used in group.of.items() if len(used) >= FEWEST_PEOPLE]
    found = compared(group, others, tried)
    sure = [one for one in found if one.found and one.interval.low > 1]
    sure.sort(key=lambda one: (-one.interval.low, one.thing))
    return Said(tuple(sure[:MOST_WORDS]), len(found), min(len(rows), MOST_READ), len(rows) > MOST_READ)


def _read(rows: list[tuple[Any, ...]], side_of: Mapping[int, Side[str]]) -> None:
    from juluo.text.normal import bare  # noqa: PLC0415 - dictionaries are read only where words are asked for
    from juluo.text.words import words  # noqa: PLC0415 - the same

    for account, text in rows:
        side = side_of.get(account)
        if side is not None:
            side.add(account, {one.text for one in words(bare(text[:_LONGEST])) if _tells(one.text, one.tag)})


def _tells(word: str, tag: str) -> bool:
    """Nouns, whole phrases and Latin words of some length; what people are called stays out."""
    if tag in _PEOPLES_NAMES or len(word) < 2 or word.isdigit():
        return False
    return tag.startswith(("n", "vn", "l", "i")) or (tag == "eng" and len(word) > 3)
