"""Finds what members need: kept needs first, then groups among the threads that are left.

    found = needs(view, period, memory)

The same ledger, period and memory give the same needs with the same ids. It reads every word of the period and of a
dozen before it: the worker does it once and keeps the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from juluo.insights.needs.anchors import Anchor, anchor, shared_out
from juluo.insights.needs.cards import Found, cards
from juluo.insights.needs.emerging import topics
from juluo.insights.needs.grouping import groups
from juluo.insights.needs.hot import hot_threads
from juluo.insights.needs.memory import Memory, id_of
from juluo.insights.needs.need import Coverage, Needs
from juluo.insights.needs.people import members_called
from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.reading import Read, read
from juluo.insights.needs.recognising import SEEDED, kept_anchors, seed_threads
from juluo.insights.needs.screening import screened
from juluo.insights.needs.space import Space
from juluo.insights.needs.taught import moved, settled
from juluo.ledger.period import Period
from juluo.store.view import View

MOST = 150
# Groups that share a phrase and whose middles are so much alike are one need.
_ALIKE = 0.45


def needs(view: View, period: Period, memory: Memory | None = None) -> Needs:
    """What members need in the period, what is new in it, and its hot threads."""
    memory = memory or Memory()
    told, screen = screened(read(view, period), partial(settled, view, period))
    gallery, places = _gallery(view, told, memory)
    space = Space(gallery)
    kept = kept_anchors(gallery, space, memory, places.seeds, places.openings)
    taken = shared_out(gallery, space, places.now, kept)
    left = sorted(set(places.now) - {place for mine in taken.values() for place, _ in mine})
    fresh = _fresh(gallery, space, left, MOST - min(MOST, len(memory.kept)), kept)
    anchors = (*kept, *fresh)
    called = members_called(view, told)
    found = Found(gallery, told, called, anchors, shared_out(gallery, space, places.now, anchors), places.seeds)
    past = shared_out(gallery, space, places.past, anchors)
    shown, muted = cards(found, past, memory, partial(moved, view))
    new, quiet = topics(told, called)
    covered = len({entry for need in shown for entry in need.entries})
    return Needs(
        period=period,
        past=told.past,
        needs=tuple(shown),
        topics=new,
        threads=hot_threads(told),
        coverage=Coverage(len(places.now), covered, muted, screen.advertising, screen.repeated),
        by_people=told.by_people,
        quiet=quiet,
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Places in the gallery: of the period's threads, of those before, of seeds and of openings by entry."""

    now: list[int]
    past: list[int]
    seeds: Mapping[int, int]
    openings: Mapping[int, int]


def _gallery(view: View, told: Read, memory: Memory) -> tuple[Gallery, _Places]:
    seeds = seed_threads(view, memory, len(told.threads))
    # Staff's own threads are notices and no needs.
    members = [thread for thread in told.threads if thread.opening.member]
    gallery = Gallery([*members, *seeds.values()])
    by_period: dict[int, list[int]] = {}
    for place, one in enumerate(gallery.portraits):
        by_period.setdefault(one.thread.period, []).append(place)
    now = by_period.get(told.now, [])
    past = [place for number, mine in by_period.items() if number not in {told.now, SEEDED} for place in mine]
    of_seed = {gallery.portraits[place].thread.opening.entry_id: place for place in by_period.get(SEEDED, [])}
    openings = {gallery.portraits[place].thread.opening.entry_id: place for place in now}
    return gallery, _Places(now, past, of_seed, openings)


def _fresh(gallery: Gallery, space: Space, left: Sequence[int], most: int, kept: Sequence[Anchor]) -> list[Anchor]:
    """Anchors of the groups among threads that no need kept takes in; a group like another is merged into it."""
    anchors: list[Anchor] = []
    for group in groups(gallery, space, left, most):
        opening = gallery.portraits[group.places[0]].thread.opening
        mine = anchor(gallery, space, id_of(opening.entry_id), group.places, group.phrase)
        like = [
            (float(mine.middle @ other.middle), -number)
            for number, other in enumerate((*kept, *anchors))
            if set(mine.phrases) & set(other.phrases)
        ]
        best, number = max(like, default=(0.0, 0))
        if best >= _ALIKE:
            mine = replace(mine, need=(*kept, *anchors)[-number].need)
        anchors.append(mine)
    return anchors
