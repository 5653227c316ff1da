"""Groups of threads as need cards: named, counted, compared with before, with quotes."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from juluo.insights.needs.ailments import with_ailment
from juluo.insights.needs.anchors import Anchor
from juluo.insights.needs.cleaning import as_written, headline, prose
from juluo.insights.needs.course import Counts, at_least, at_most, courses, dispersions
from juluo.insights.needs.grouping import FEWEST
from juluo.insights.needs.kinds import Said, kinds_of
from juluo.insights.needs.memory import Kept, Memory
from juluo.insights.needs.naming import is_label, longest, stands_in, whole, written
from juluo.insights.needs.need import Course, Need, NeedKind, Seed
from juluo.insights.needs.people import Called
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.quoting import Shown, Words, quotes
from juluo.insights.needs.reading import FEWEST_PAST, Line, Read, Thread
from juluo.insights.needs.taught import Clicked
from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.verdict import Verdict

_SEEDS = 12
# Quotes are chosen of so many of the most typical threads, by so many of the need's phrases.
_LOOKED_AT, _SAID = 30, 4
_CLOSEST = 0.6

Shares = Mapping[int, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the cards are made of: `shares` are the places of each anchor; `seeds` those of seeds by entry.

    `called` tells members' names, by which nothing is named.
    """

    gallery: Gallery
    told: Read
    called: Called
    anchors: tuple[Anchor, ...]
    shares: Shares
    seeds: Mapping[int, int]


@dataclass(slots=True)
class _Card:
    """One need while it is put together."""

    need: str
    anchors: list[Anchor]
    places: list[tuple[int, float]]
    past: list[int]

    def ordered(self) -> list[int]:
        return [place for place, _ in sorted(self.places, key=lambda one: (-one[1], one[0]))]

    @property
    def close(self) -> float:
        likeness = sorted(much for _, much in self.places)
        return likeness[(len(likeness) - 1) // 2] if likeness else 0.0


def cards(
    found: Found, past: Shares, memory: Memory, clicked: Callable[[Sequence[Line]], Clicked]
) -> tuple[list[Need], int]:
    """The needs to show, pinned ones first and then by weight, and how many threads belong to muted ones.

    `clicked` tells what colleagues said of messages.
    """
    gathered: dict[str, _Card] = {}
    for number, one in enumerate(found.anchors):
        card = gathered.setdefault(one.need, _Card(one.need, [], [], []))
        card.anchors.append(one)
        card.places += found.shares[number]
        card.past += [place for place, _ in past[number]]
    known = memory.by_id
    muted = sum(len(card.places) for card in gathered.values() if card.need in known and known[card.need].muted)
    told = [card for card in gathered.values() if _is_told(found.gallery, card, known.get(card.need))]
    made = [
        found_one
        for card, course in zip(told, _courses(found, told), strict=True)
        if (found_one := _need(found, card, known.get(card.need), course)) is not None
    ]
    kinds = kinds_of([said for _, said in made], clicked)
    shown = [
        replace(need, kind=kind, name=need.name if need.renamed else _ailing(need.name, kind, said))
        for (need, said), kind in zip(made, kinds, strict=True)
    ]
    return sorted(shown, key=_order), muted


def _ailing(name: str, kind: NeedKind, said: Said) -> str:
    """What is a problem is named with what ails its people, where most say it in one word."""
    return with_ailment(name, said.titles, said.texts) if kind is NeedKind.PROBLEM else name


def _order(need: Need) -> tuple[bool, float, str]:
    return not need.pinned, -need.people * math.sqrt(min(need.close, _CLOSEST)), need.need_id


def _is_told(gallery: Gallery, card: _Card, kept: Kept | None) -> bool:
    if kept is not None:
        return not kept.muted and (bool(card.places) or kept.pinned)
    return len(card.places) >= FEWEST and len(_voices(gallery, [place for place, _ in card.places])) >= FEWEST


def _voices(gallery: Gallery, places: Sequence[int]) -> set[int]:
    return {gallery.portraits[place].thread.opening.voice for place in places}


def _courses(found: Found, told: Sequence[_Card]) -> list[Course]:
    """How each need's people came about, tested together."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    now = np.array([len(_voices(found.gallery, [place for place, _ in card.places])) for card in told], dtype=float)
    periods = len(found.told.past)
    if periods < FEWEST_PAST or not told:
        return [Course(int(n), None, periods, None, None, Verdict.UNKNOWN) for n in now]
    past = np.zeros((len(told), periods))
    for row, card in enumerate(told):
        said = {(thread.period, thread.opening.voice) for thread in _threads(found.gallery, card.past)}
        for period, _ in said:
            past[row, period] += 1
    asked: list[set[int]] = [set() for _ in range(periods + 1)]
    for one in found.gallery.portraits:
        if one.thread.period >= 0:
            asked[one.thread.period].add(one.thread.opening.voice)
    counts = Counts(now, past, np.array([len(who) for who in asked[:-1]], dtype=float), float(len(asked[-1])))
    spread = dispersions(counts)
    p = np.minimum(1.0, 2 * np.minimum(at_least(counts, spread), at_most(counts, spread)))
    # A group was found because it is large now: all phrases that might have made one were tried with it.
    silent = max(0, _tried(found) - len(told))
    told_so = courses(counts, spread, benjamini_hochberg([*map(float, p), *[1.0] * silent]), p)
    return [replace(one, series=tuple(int(n) for n in row)) for one, row in zip(told_so, past, strict=True)]


def _tried(found: Found) -> int:
    now = {place for place, one in enumerate(found.gallery.portraits) if one.thread.period == found.told.now}
    return sum(1 for places in found.gallery.titled.values() if len(now.intersection(places)) >= FEWEST)


def _threads(gallery: Gallery, places: Sequence[int]) -> list[Thread]:
    return [gallery.portraits[place].thread for place in places]


def _need(found: Found, card: _Card, kept: Kept | None, course: Course) -> tuple[Need, Said] | None:
    """The card and what its kind is told by.

    None where no phrase names it that stands in two of its quotes and nobody gave it a name.
    """
    places = card.ordered()
    threads = _threads(found.gallery, places or _of_seeds(found, kept))
    lines = [Words(thread.opening, thread, prose(thread.opening.text)) for thread in threads]
    phrases = [phrase for one in card.anchors for phrase in one.phrases] or [""]
    shown = quotes(lines[:_LOOKED_AT], phrases[:_SAID])
    name = _name(phrases, shown, lines, found.called)
    if name is None and (kept is None or not kept.name):
        if kept is None:
            return None
        name = _title(threads[0])
    days = [thread.opening.day for thread in threads]
    need = Need(
        need_id=card.need,
        name=(kept.name if kept is not None else "") or name or "",
        title=_title(threads[0]),
        kind=NeedKind.TALK,
        people=len(_voices(found.gallery, places)),
        threads=len(places),
        course=course,
        quotes=tuple(one.quote for one in shown),
        first=min(days),
        last=max(days),
        entries=tuple(thread.opening.entry_id for thread in _threads(found.gallery, places)),
        seeds=tuple(Seed(thread.opening.entry_id, thread.opening.day) for thread in threads[:_SEEDS]),
        words=tuple(dict.fromkeys(phrases)),
        close=round(card.close, 4),
        kept=kept is not None,
        pinned=kept is not None and kept.pinned,
        renamed=kept is not None and bool(kept.name),
    )
    openings = [thread.opening for thread in threads]
    return need, Said([thread.title for thread in threads], [line.text for line in lines], openings)


def _of_seeds(found: Found, kept: Kept | None) -> list[int]:
    """What a pinned need shows in a period in which nobody asks."""
    seeds = kept.seeds if kept is not None else ()
    return [found.seeds[seed.entry_id] for seed in seeds if seed.entry_id in found.seeds]


def _name(phrases: Sequence[str], shown: Sequence[Shown], lines: Sequence[Words], called: Called) -> str | None:
    """The longest phrase around the first that stands in two of the quotes and is nobody's name; labels come last."""
    texts = [headline(one.thread.title) + "\n" + one.text for one in lines]
    searched = [one.searched for one in shown]
    for phrase in sorted(phrases, key=lambda one: bool(one) and is_label(one, texts)):
        for tried in dict.fromkeys((longest(phrase, texts), phrase)):
            stands = tried and sum(stands_in(tried, text) for text in searched) > 1
            if stands and not called.is_name(tried, texts):
                name = written(tried, texts)
                grown = whole(name, texts)
                return grown if sum(grown in text for text in searched) > 1 else name
    return None


def _title(thread: Thread) -> str:
    return thread.title or as_written(thread.opening.text)[:60]
