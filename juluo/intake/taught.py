"""What operators taught, put to use: their clicks move the chances of a whole community, their words are looked for.

Clicked entries get the colleague's word itself, 0 or 1, and near copies of them nearly so. Of all others the models of
speech acts, moved by the clicks, judge anew what was at all likely, and those of advertising everything: there the
shipped signs find too little. What a click was about may be gone since, erased or too old to keep; then it teaches
nothing any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from xxhash import xxh3_64_hexdigest

from juluo.intake.context import Found, Reader
from juluo.intake.judging import version as shipped_version
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.findings import LAYERS, Findings
from juluo.store.view import View
from juluo.text.watchwords import Hit, Tier, Trick, WatchWord

if TYPE_CHECKING:
    from juluo.text.acts import Acts
    from juluo.text.advertising import Advertising
    from juluo.text.near import Nearby

TAUGHT, WATCH = "taught", "watch"
# To be raised when the same clicks or words make something else of the same texts.
_EDITION = "1"
_AT_ONCE, _LONGEST = 8_000, 2_000
# What the shipped model takes for less likely stays so, unless a click told otherwise of something just as unlikely.
_FLOOR, _NEAR_FLOOR = 0.05, 0.5
# What neither models nor clicks take for likely is no copy of anything that was clicked; how sure a copy is.
_COPIED_FROM, _COPY = 0.3, 0.95
_ACTS = tuple(reading for reading in Reading if reading is not Reading.ADVERTISING)


def readers_of(lessons: Lessons) -> list[tuple[Reader, str]]:
    """What is to be read by these lessons, and the version it makes; another one after every change of a lesson."""
    told = []
    if lessons.clicks:
        said = sorted((one.entry_id, one.reading, one.right) for one in lessons.clicks)
        made_by = f"{_EDITION}-{shipped_version()}-{xxh3_64_hexdigest(repr(said).encode())}"
        told.append((Reader(TAUGHT, "true", partial(_taught, lessons.clicks)), made_by))
    if lessons.words:
        listed = sorted((one.text, one.tier, one.unless) for one in lessons.words)
        made_by = f"{_EDITION}-{xxh3_64_hexdigest(repr(listed).encode())}"
        told.append((Reader(WATCH, "true", partial(_watched, lessons.words)), made_by))
    return told


def _taught(clicks: Sequence[Lesson], view: View, _known: str) -> Found:
    findings = Findings.of(view.snapshot.folder, view.community.slug)
    pupils = _Pupils.of(view, findings, clicks)
    content = findings.source(findings.shown("content"), "content")
    columns = ", ".join(f"c.{reading}" for reading in Reading)
    beside = f"LEFT JOIN ({content}) c ON c.entry_id = e.entry_id AND c.sum = e.sum"
    for batch in _missing(view, columns, beside):
        yield _as_kept(TAUGHT, batch, pupils.moved(batch)), batch.num_rows


def _missing(view: View, columns: str = "", beside: str = "") -> Iterator[pa.Table]:
    """The entries laid out as `missing` with their texts, some at a time."""
    listed = ", ".join(
        filter(None, ("e.entry_id", "e.sum", "e.account", f"left(e.text, {_LONGEST}) AS text", columns))
    )
    rows = view.con.sql(
        f"SELECT {listed} FROM {view.source(view.snapshot.span)} e"
        f" SEMI JOIN missing m ON m.entry_id = e.entry_id AND m.sum = e.sum {beside}"
        f" WHERE {view.snapshot.holds} AND e.text IS NOT NULL AND NOT e.deleted"
    )
    for batch in rows.to_arrow_reader(_AT_ONCE):
        yield pa.Table.from_batches([batch])


def _as_kept(layer: str, batch: pa.Table, found: Mapping[str, Sequence[object]]) -> pa.Table:
    """What was found of a batch as it is kept, with its accounts."""
    schema = LAYERS[layer].schema
    named = {name: batch[name] for name in ("entry_id", "sum")}
    told = {name: pa.array(found[name], schema.field(name).type) for name in LAYERS[layer].columns}
    return pa.table({**named, **told, "account": batch["account"]})


@dataclass(frozen=True, slots=True)
class _Pupils:
    """The models as the clicks moved them, which acts they were asked about and from which chance on, and the clicks.

    `heard` are those whose words are still there, in the order in which `copies` holds these words.
    """

    acts: "Acts | None"
    adverts: "Advertising | None"
    copies: "Nearby | None"
    heard: Sequence[Lesson]
    floors: Mapping[Reading, float]
    said: Mapping[tuple[int, Reading], bool]

    @classmethod
    def of(cls, view: View, findings: Findings, clicks: Sequence[Lesson]) -> "_Pupils":
        from juluo.text.acts import Acts  # noqa: PLC0415 - numpy and tables of weights: only for who reads
        from juluo.text.advertising import Advertising, Verdict  # noqa: PLC0415 - the same
        from juluo.text.cues import Act  # noqa: PLC0415 - the same
        from juluo.text.learning import Click  # noqa: PLC0415 - the same
        from juluo.text.near import Nearby  # noqa: PLC0415 - the same

        texts = _texts(view, clicks)
        heard = [(one, texts[one.entry_id]) for one in clicks if one.entry_id in texts]
        acts = [Click(text, Act(one.reading), one.right) for one, text in heard if one.reading in _ACTS]
        adverts = [Verdict(text, one.right) for one, text in heard if one.reading is Reading.ADVERTISING]
        return cls(
            Acts.shipped().learned(acts) if acts else None,
            Advertising.shipped().learned(adverts) if adverts else None,
            Nearby([text for _, text in heard]) if heard else None,
            [one for one, _ in heard],
            _floors(view, findings, [one for one, _ in heard]),
            {(one.entry_id, one.reading): one.right for one in clicks},
        )

    def moved(self, batch: pa.Table) -> dict[str, list[float | None]]:
        """The chances that clicks move, None where the shipped ones stay."""
        told: dict[str, list[float | None]] = {reading: [None] * batch.num_rows for reading in Reading}
        texts = batch["text"].to_pylist()
        before = {reading: [one or 0.0 for one in batch[str(reading)].to_pylist()] for reading in Reading}
        if self.acts is not None:
            at = [place for place in range(len(texts)) if any(before[r][place] >= self.floors[r] for r in self.floors)]
            for place, one in zip(at, self.acts.judge([texts[place] for place in at]), strict=True):
                for reading, floor in self.floors.items():
                    if before[reading][place] >= floor:
                        told[reading][place] = round(getattr(one, reading), 3)
        if self.adverts is not None:
            moved = self.adverts.moved(texts, before[Reading.ADVERTISING])
            told[Reading.ADVERTISING] = [round(one, 3) for one in moved]
        self._copied(texts, before, told)
        for place, entry in enumerate(batch["entry_id"].to_pylist()):
            for reading in Reading:
                if (entry, reading) in self.said:
                    told[reading][place] = float(self.said[entry, reading])
        return told

    def _copied(
        self, texts: Sequence[str], before: Mapping[Reading, list[float]], told: dict[str, list[float | None]]
    ) -> None:
        """Near copies of what was clicked are as it is, where clicks on near copies agree."""
        clicked = {one.reading for one in self.heard}
        at = [
            place
            for place in range(len(texts))
            if any(max(before[one][place], told[one][place] or 0.0) >= _COPIED_FROM for one in clicked)
        ]
        found = self.copies.like([texts[place] for place in at]) if self.copies is not None and at else []
        for place, near in zip(at, found, strict=True):
            for reading in clicked:
                said = {self.heard[one].right for one in near if self.heard[one].reading is reading}
                if len(said) == 1:
                    told[reading][place] = _COPY if said.pop() else round(1 - _COPY, 3)


def _texts(view: View, clicks: Sequence[Lesson]) -> dict[int, str]:
    """What the clicks were about, as far as it is still there."""
    days, ids = [one.day for one in clicks], tuple(sorted({one.entry_id for one in clicks}))
    query = EntryQuery(Period(min(days), max(days)), tuple(sorted(ORIGINAL)), ids=ids, people_only=False)
    return {line.entry_id: line.text[:_LONGEST] for line in view.lines(query) if line.text}


def _floors(view: View, findings: Findings, heard: Sequence[Lesson]) -> dict[Reading, float]:
    """From which shipped chance on each act that was clicked is judged anew."""
    content = findings.source(findings.shown("content"), "content")
    floors: dict[Reading, float] = {}
    for reading in dict.fromkeys(one.reading for one in heard if one.reading in _ACTS):
        right = [str(one.entry_id) for one in heard if one.reading is reading and one.right]
        listed = ", ".join(right) or "NULL"
        ((lowest,),) = view.ask(f"SELECT min({reading}) FROM ({content}) WHERE entry_id IN ({listed})")
        floors[reading] = _FLOOR if lowest is None else min(_FLOOR, _NEAR_FLOOR * float(lowest))
    return floors


def _watched(words: Sequence[WatchWord], view: View, _known: str) -> Found:
    from juluo.text.watching import Watch  # noqa: PLC0415 - only where words are looked for

    watch = Watch(words)
    for batch in _missing(view):
        told = [_gravest(watch.find(text)) for text in batch["text"].to_pylist()]
        yield _as_kept(WATCH, batch, _columns(told)), batch.num_rows


def _gravest(hits: Sequence[Hit]) -> Hit | None:
    """The one of an entry's finds that is kept: an alarm before a notice, what hides before what is plain."""
    tricks = list(Trick)
    return min(
        hits, key=lambda hit: (hit.word.tier is not Tier.ALARM, -tricks.index(hit.trick), hit.start), default=None
    )


def _columns(hits: Sequence[Hit | None]) -> dict[str, list[Any]]:
    return {
        "watch_word": [hit and hit.word.text for hit in hits],
        "watch_trick": [hit and str(hit.trick) for hit in hits],
        "watch_start": [hit and hit.start for hit in hits],
        "watch_end": [hit and hit.end for hit in hits],
    }
