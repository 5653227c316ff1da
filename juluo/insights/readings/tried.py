"""What words would have marked of a community's last messages: shown before they are put on its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from juluo.ledger.kinds import ORIGINAL
from juluo.store.view import View
from juluo.text.watching import Watch
from juluo.text.watchwords import Preview, WatchWord, preview

LAST = 10_000
_EXAMPLES, _LONGEST = 8, 2_000
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))


@dataclass(frozen=True, slots=True)
class Tried:
    """What was marked of the last messages, and some of them with their days."""

    told: Preview
    examples: tuple[tuple[int, date], ...]


def tried(view: View, words: Sequence[WatchWord]) -> Tried:
    said = view.wordless(view.snapshot.span, ("entry_id", "day", "ts", "kind", "text"))
    rows = view.ask(
        f"SELECT entry_id, day, left(text, {_LONGEST}) FROM ({said})"
        f" WHERE kind IN ({_KINDS}) AND text IS NOT NULL ORDER BY ts DESC LIMIT {LAST}"
    )
    watch = Watch(words)
    told = preview((watch.find(text) for _, _, text in rows), _EXAMPLES)
    return Tried(told, tuple((int(rows[at][0]), rows[at][1]) for at in told.examples))
