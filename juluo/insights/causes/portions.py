"""Shares taken apart: of questions that were answered, of messages by the most talkative, of members who spoke."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from juluo.insights.causes import counts
from juluo.insights.causes.compared import known_sides, windows
from juluo.insights.causes.counted import LISTED
from juluo.insights.causes.counts import OF_VOLUME, entries, marked
from juluo.insights.causes.evidence import Behind
from juluo.insights.causes.naming import Names, others
from juluo.insights.causes.part import By, Causes, Effect, Key, Part, Shape, Split
from juluo.insights.causes.ratios import Effects, RatioLead, Segment, Segments, effects, ratio_leads
from juluo.insights.causes.sides import Known, Side, labels
from juluo.insights.causes.told import can_be_told
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.activity.top_share import leading_part
from juluo.metrics.reading import Reading
from juluo.metrics.replies.answers import FOLLOW_DAYS, Asked, questions, ripened
from juluo.metrics.replies.newcomers_answered import first_asked
from juluo.metrics.replies.reply_rate import IN_TIME
from juluo.metrics.said import Said, one_by_one, said
from juluo.store.view import View

_KINDS = tuple(sorted(ORIGINAL))
Both = tuple[Period, Period]


@dataclass(frozen=True, slots=True)
class Cases:
    """What a share is made of, in both periods; `ids` where each row is one entry."""

    before: Side
    now: Side
    known: Known
    ids: tuple[Sequence[int], Sequence[int]] | None = None


def replies(view: View, reading: Reading) -> Causes:
    """The share of questions that were answered in time."""
    both = windows(reading.metric, reading.period)
    return _taken_apart(view, reading, _asked(view, both, questions(view, both)))


def first_replies(view: View, reading: Reading) -> Causes:
    """The share of newcomers' first words that were answered in time."""
    both = windows(reading.metric, reading.period)
    # Of newcomers the people themselves say nothing: each spoke once, and all are new.
    return _taken_apart(view, reading, _asked(view, both, first_asked(view, both)), (By.CHANNEL, By.HOUR, By.THREAD))


def top(part: int) -> Callable[[View, Reading], Causes]:
    """The share of messages by the most talkative 1/part of those who wrote."""

    def share(view: View, reading: Reading) -> Causes:
        both = windows(reading.metric, reading.period)
        rows = [_topped(said(view, period, _KINDS), part) for period in both]
        return _taken_apart(view, reading, Cases(*known_sides(view, both, (rows[0], rows[1]))))

    return share


def _topped(rows: Sequence[Said], part: int) -> list[Said]:
    """The rows, what the most talkative wrote marked; without messages of no account, as by the metric."""
    wrote: dict[int, int] = {}
    for row in rows:
        if row.account is not None:
            wrote[row.account] = wrote.get(row.account, 0) + row.n
    leading = frozenset(leading_part(part, wrote))
    return [
        Said(row.account, row.channel, row.thread, row.hour, row.n, row.n * (row.account in leading))
        for row in rows
        if row.account is not None
    ]


def _asked(view: View, both: Both, found: Sequence[Sequence[Asked]]) -> Cases:
    ripe = [
        {asked.entry_id: asked.answered_within(IN_TIME) for asked in ripened(view, asked, IN_TIME)} for asked in found
    ]
    placed = one_by_one(view, both, ripe[0] | ripe[1], FOLLOW_DAYS)
    ids = [[entry for entry in hits if entry in placed] for hits in ripe]
    rows = [[placed[entry] for entry in these] for these in ids]
    return Cases(*known_sides(view, both, (rows[0], rows[1])), (ids[0], ids[1]))


def _taken_apart(view: View, reading: Reading, cases: Cases, by: Sequence[By] = OF_VOLUME) -> Causes:
    splits = {one: segments for one, segments in _segments(cases).items() if one in by and set(segments) - {None}}
    change = (reading.value or 0) - (reading.same_weekday or 0)
    told = can_be_told(reading, change)
    ranked = ratio_leads(splits)
    best = next((lead for lead in ranked if told and lead.score > 0), None)
    order = dict.fromkeys([*([best.by] if best else []), *(lead.by for lead in ranked), *splits])
    apart = [_split(view, cases, one, splits[one], best) for one in order]
    lead = _leading(apart[0], best) if best else ()
    shape = Shape.CONCENTRATED if lead else Shape.MIXED if told else Shape.NOT_REAL
    return Causes(reading, shape, change, tuple(apart), lead)


def _segments(cases: Cases) -> dict[By, Segments]:
    total, hits = (counts.volume(cases.before, cases.now, cases.known, weight) for weight in (entries, marked))
    return {
        by: {
            key: Segment(n[0], hits[by].get(key, (0, 0))[0], n[1], hits[by].get(key, (0, 0))[1])
            for key, n in cells.items()
        }
        for by, cells in total.items()
    }


def _split(view: View, cases: Cases, by: By, segments: Segments, best: RatioLead | None) -> Split:
    """Each segment's parts: what its own share did, and what its weight did; small segments stand together."""
    moved = effects(segments)
    first = best.keys if best is not None and best.by is by else ()
    rest = sorted((k for k in moved if k not in first), key=lambda k: (-_size(moved[k]), k is None, str(k)))
    listed = [*first, *rest[:LISTED]]
    keys = listed if by in {By.THREAD, By.PERSON} else []
    rows = [row for side in (cases.before, cases.now) for row in side.said]
    names = Names(view, rows, keys if by is By.THREAD else (), keys if by is By.PERSON else ())
    behind = _Behind(view, cases)
    parts = [part for key in listed for part in _parts(by, key, segments[key], moved[key], names, behind)]
    small = [key for key in moved if key not in listed]
    if small:
        parts += _together(small, segments, moved)
    if first:
        leading = best.effect if best else Effect.RATE
        parts.sort(key=lambda part: not (part.key and part.key[0] in first and part.effect is leading))
    return Split(by, tuple(parts))


def _parts(by: By, key: Key, segment: Segment, moved: Effects, names: Names, behind: "_Behind") -> list[Part]:
    name, now, before = names.of(by, (key,)), behind.of(by, key, now=True), behind.of(by, key, now=False)
    was, rate = segment.rates
    n_before, n = behind.totals
    weights = segment.n_before / n_before, segment.n / n
    both = [Part((key,), name, was, rate, moved.rate, Effect.RATE, now, before)]
    if moved.mix:
        both.append(Part((key,), name, *weights, moved.mix, Effect.MIX, now, before))
    return both


def _together(small: Sequence[Key], segments: Segments, moved: Mapping[Key, Effects]) -> list[Part]:
    name = others(len(small))
    was, now = (
        _over(sum(segments[key].hits_before for key in small), sum(segments[key].n_before for key in small)),
        _over(sum(segments[key].hits for key in small), sum(segments[key].n for key in small)),
    )
    weights = (
        sum(segments[key].n_before for key in small) / sum(s.n_before for s in segments.values()),
        sum(segments[key].n for key in small) / sum(s.n for s in segments.values()),
    )
    rate, mix = math.fsum(moved[key].rate for key in small), math.fsum(moved[key].mix for key in small)
    return [Part((), name, was, now, rate, Effect.RATE), Part((), name, *weights, mix, Effect.MIX)]


def _leading(split: Split, best: RatioLead) -> tuple[Part, ...]:
    return tuple(part for part in split.parts if part.key and part.key[0] in best.keys and part.effect is best.effect)


class _Behind:
    """Finds the cases of a segment: by their ids where each is one entry, else by where they stand."""

    def __init__(self, view: View, cases: Cases) -> None:
        sides = cases.before, cases.now
        self.totals = (sum(row.n for row in sides[0].said), sum(row.n for row in sides[1].said))
        self._periods = (sides[0].period, sides[1].period)
        self._placed = [Behind(side, cases.known, view.calendar, _KINDS) for side in sides]
        self._told = [labels(side, cases.known) for side in sides]
        self._rows = [
            list(zip(ids, side.said, strict=True)) for ids, side in zip(cases.ids or (), sides, strict=False)
        ]

    def of(self, by: By, key: Key, *, now: bool) -> EntryQuery | None:
        if not self._rows:
            return self._placed[now].of(by, (key,))
        ids = tuple(entry for entry, row in self._rows[now] if self._told[now][by](row) == key)
        return EntryQuery(self._periods[now], _KINDS, ids=ids)


def _size(moved: Effects) -> float:
    return max(abs(moved.rate), abs(moved.mix))


def _over(hits: int, n: int) -> float:
    return hits / n if n else 0.0
