"""What an erasure would mask in others' words: a person's names, how often they are said, by how many, and how.

A name can be everybody's word. Whoever erases sees what either rule does before it is done: by default every place is
masked, for what is too much can be borne and what is too little can't be taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juluo.store.traces import Masks, finder, traces
from juluo.store.view import View
from juluo.web.personal.held import EVER

_SHOWN = 3
# So much is shown before and after the name.
_AROUND = 14


@dataclass(frozen=True, slots=True)
class NameSaid:
    """A name of theirs, in how many of others' messages it stands, and how many people said it.

    `left`: in how many it stays if it is told to be a common word; `samples` are pieces of the latest of these.
    """

    name: str
    messages: int
    people: int
    left: int
    samples: tuple[str, ...]


def names_said(view: View, codes: Sequence[int], names: Iterable[str]) -> tuple[NameSaid, ...]:
    """Of the names of the person of these accounts those that others say, the most said first."""
    said = (_name_said(view, name, codes) for name in sorted({name for name in names if name.strip()}))
    return tuple(sorted((one for one in said if one.messages), key=lambda one: -one.messages))


def _name_said(view: View, name: str, codes: Sequence[int]) -> NameSaid:
    wide, narrow = traces([("", name)]), traces([("", name)], {name.strip()})
    if not wide:
        return NameSaid(name, 0, 0, 0, ())
    listed = ", ".join(map(str, codes)) or "NULL"
    rows = (
        f"SELECT account, ts, text, NOT {Masks(codes, '').at_them}"
        " AND regexp_matches(regexp_replace(text, $narrow, '', 'g'), $wide) AS stays"
        f" FROM {view.source(EVER)}"
        f" WHERE until IS NULL AND (account IS NULL OR account NOT IN ({listed})) AND regexp_matches(text, $wide)"
    )
    told = {"narrow": narrow, "wide": wide}
    counts = "count(*), count(DISTINCT account), count(*) FILTER (stays)"
    ((messages, people, left),) = view.con.execute(f"SELECT {counts} FROM ({rows})", told).fetchall()
    latest = f"SELECT text FROM ({rows}) WHERE stays ORDER BY ts DESC LIMIT {_SHOWN}"
    texts = view.con.execute(latest, told).fetchall() if left else []
    return NameSaid(name, messages, people, left, tuple(_piece(text, wide) for (text,) in texts))


def _piece(text: str, pattern: str) -> str:
    """What stands around the name, on one line."""
    words = " ".join(text.split())
    found = finder(pattern).search(words)
    if found is None:
        return words[: 2 * _AROUND]
    first, last = max(0, found.start() - _AROUND), found.end() + _AROUND
    return f"{'…' if first else ''}{words[first:last]}{'…' if last < len(words) else ''}"
