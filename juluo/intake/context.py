"""What is found of an entry beside others: which earlier one it answers, and which it says again.

Both are read in order of time, with some of what stood before: a day for near-duplicates, two for answers. So an
entry that comes later is read as it would have been with all the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pyarrow as pa

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.store.findings import LAYERS, Findings
from juluo.store.view import View

LINKS, NEAR = "links", "near"
# To be raised when what is found changes for another reason than the weights beneath.
_EDITION = "1"
_LONGEST = 2_000
# So many lines of a channel are linked at once; fifty before make the first of them surer, twenty after the last.
_AT_ONCE, _BEFORE, _AFTER = 20_000, 50, 20
_DAYS_BEFORE = 2
# Near-duplicates hang together where a day at most lies between them; what is shorter says nothing to repeat.
_APART = timedelta(days=1)
_SHORTEST = 5
_KINDS = ", ".join(repr(str(kind)) for kind in sorted(ORIGINAL))
_WORDY = f"kind IN ({_KINDS}) AND text IS NOT NULL AND NOT deleted"

Row = tuple[int, int, int | None, object, object]
Found = Iterator[tuple[pa.Table, int]]


def versions() -> dict[str, str]:
    """Of which model each of these layers is."""
    from juluo.text import weights  # noqa: PLC0415 - numpy: only for who reads

    return {LINKS: f"{_EDITION}-{weights.digest('links')}", NEAR: _EDITION}


@dataclass(frozen=True, slots=True)
class Reader:
    """Finds one layer: how many entries it has not read, and what it finds of them, a part at a time."""

    layer: str
    where: str
    find: Callable[[View, str], Found]

    def missing(self, view: View, findings: Findings, version: str) -> int:
        """Lay out as `missing` what has not been read, and count it."""
        known = findings.source(findings.of_version(self.layer, version), self.layer)
        view.keep(
            "missing",
            f"SELECT entry_id, sum, day, channel FROM {view.source(view.snapshot.span)} w WHERE {_WORDY}"
            f" AND {view.snapshot.holds} AND {self.where} AND NOT EXISTS"
            f" (FROM ({known}) k WHERE k.entry_id = w.entry_id AND k.sum = w.sum)",
        )
        return int(view.ask("SELECT count(*) FROM missing")[0][0])


def _answers(view: View, _known: str) -> Found:
    """What each entry out of a topic answers, channel by channel and month by month."""
    from juluo.text.links import Line, Linker  # noqa: PLC0415 - numpy and tables of weights: only for who reads

    linker = Linker.shipped()
    names = {code: one.name for code, one in view.register.accounts(view.community.slug).items()}
    stretches = view.ask("SELECT channel, min(day), max(day) FROM missing GROUP BY channel, date_trunc('month', day)")
    for channel, first, last in sorted(stretches):
        span = Period(first - timedelta(days=_DAYS_BEFORE), last + timedelta(days=1))
        rows = view.ask(
            f"SELECT e.entry_id, e.sum, account, epoch(ts) / 60, left(text, {_LONGEST}), mentions, m.entry_id"
            f" FROM {view.source(span)} e LEFT JOIN missing m ON m.entry_id = e.entry_id"
            f" AND m.day BETWEEN DATE '{first}' AND DATE '{last}' WHERE {_WORDY}"
            f" AND {view.snapshot.holds} AND e.channel = {channel} AND thread IS NULL AND account IS NOT NULL"
            f" AND e.day BETWEEN DATE '{span.first}' AND DATE '{span.last}' ORDER BY ts, file, \"offset\""
        )
        lines = [
            Line(entry, account, int(minute), text, names.get(account, ""), tuple(mentions or ()))
            for entry, _, account, minute, text, mentions, _ in rows
        ]
        for start in range(0, len(rows), _AT_ONCE):
            begin, end = max(0, start - _BEFORE), start + _AT_ONCE
            links = linker.links(lines[begin : end + _AFTER])[start - begin : start - begin + _AT_ONCE]
            told = [
                (row[0], row[1], row[2], None if link.begins else link.to, None if link.begins else link.probability)
                for row, link in zip(rows[start:end], links, strict=True)
                if row[6] is not None
            ]
            yield _table(LINKS, told), len(told)


def _repeats(view: View, known: str) -> Found:
    """Which entries say again what an earlier one says, some days at a time and those just before.

    `known` is the query of what was found before: a group that goes on keeps its head.
    """
    heads: dict[int, int] = {}
    for span in _spans(view):
        reach = Period(span.first - timedelta(days=2), span.last)
        rows = view.ask(
            f"SELECT e.entry_id, e.sum, account, ts, left(text, {_LONGEST}), m.entry_id FROM {view.source(reach)} e"
            f" LEFT JOIN missing m ON m.entry_id = e.entry_id AND m.day >= DATE '{span.first}'"
            f" WHERE {_WORDY} AND {view.snapshot.holds} AND length(text) >= {_SHORTEST}"
            f" AND e.day BETWEEN DATE '{reach.first}' AND DATE '{reach.last}' ORDER BY ts, file, \"offset\""
        )
        listed = ", ".join(str(row[0]) for row in rows if row[5] is None) or "NULL"
        before = view.ask(f"SELECT entry_id, near FROM ({known}) WHERE near IS NOT NULL AND entry_id IN ({listed})")
        heads = _heads(rows, {**heads, **dict(before)})
        told = [(row[0], row[1], row[2], heads.get(row[0]), None) for row in rows if row[5] is not None]
        short = view.ask(
            "SELECT m.entry_id, m.sum, e.account FROM missing m"
            f" JOIN {view.source(span)} e ON e.entry_id = m.entry_id AND e.sum = m.sum"
            f" WHERE {view.snapshot.holds} AND length(text) < {_SHORTEST}"
            f" AND m.day BETWEEN DATE '{span.first}' AND DATE '{span.last}'"
        )
        seen = {row[0] for row in told}
        told += [(entry, digest, account, None, None) for entry, digest, account in short if entry not in seen]
        yield _table(NEAR, told), len(told)


def _spans(view: View) -> Iterator[Period]:
    """The days with entries that were not read, as few stretches as hold _AT_ONCE entries each."""
    days: list[tuple[date, int]] = view.ask("SELECT day, count(*) FROM missing GROUP BY day ORDER BY day")
    held: list[date] = []
    rows = 0
    for day, count in days:
        if held and (rows + count > _AT_ONCE or day - held[-1] > _APART):
            yield Period(held[0], held[-1])
            held, rows = [], 0
        held.append(day)
        rows += count
    if held:
        yield Period(held[0], held[-1])


def _heads(rows: Sequence[Sequence[object]], before: dict[int, int]) -> dict[int, int]:
    """For each entry that says something again the one that said it first; a group begun before keeps its head."""
    from juluo.text.near import near_groups  # noqa: PLC0415 - numpy: only for who reads

    groups: dict[int, list[int]] = {}
    for place, group in enumerate(near_groups([str(row[4]) for row in rows])):
        groups.setdefault(group, []).append(place)
    heads: dict[int, int] = {}
    for places in groups.values():
        for run in _runs(rows, places):
            first = int(str(rows[run[0]][0]))
            head = before.get(first, first)
            heads |= {entry: head for place in run if (entry := int(str(rows[place][0]))) != head}
    return heads


def _runs(rows: Sequence[Sequence[object]], places: Sequence[int]) -> Iterator[list[int]]:
    """The members of a group that hang together, where there are several."""
    run = [places[0]]
    for earlier, later in pairwise(places):
        if rows[later][3] - rows[earlier][3] > _APART:  # type: ignore[operator] # moments
            if len(run) > 1:
                yield run
            run = []
        run.append(later)
    if len(run) > 1:
        yield run


def _table(layer: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of (entry, sum, account, and what was found) as they are kept, with their account."""
    entries, sums, accounts, found, sure = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    schema = LAYERS[layer].schema
    columns = {"entry_id": entries, "sum": sums, "answers": found, "near": found, "answers_p": sure}
    arrays = {name: pa.array(columns[name], schema.field(name).type) for name in schema.names}
    return pa.table({**arrays, "account": pa.array(accounts, pa.int32())})


READERS = (
    Reader(NEAR, "true", _repeats),
    Reader(LINKS, "thread IS NULL AND account IS NOT NULL", _answers),
)
