"""Groups of threads that are about one thing, each around a phrase that stands out in them.

A phrase holds the threads together of which it is one of the heaviest. Whether they are about one thing is told by
what else they share: how much alike they are without the phrase's own words, beside as many threads taken at random.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.space import Space

# Fewer threads, or fewer people, are no need of the community's.
FEWEST = 3
# A phrase in more than so many of all threads is the community's own trade and names no need. In a small community
# half of all may well be about one thing.
_COMMON, _SMALL = 0.025, 100
# In so many of a group's titles the phrase is the subject and not the dress.
_TITLED = 0.5
# Of two groups the smaller is the same need where so many of its threads are in the other.
_SAME = 0.5
# A thread is part of its group if it is at least so much like the others as this part of what most of them are.
_NEAR = 0.15
# Being close tells up to here; beyond it threads repeat one another.
_CLOSEST = 0.25
_EVER, _ENOUGH_EVER = 60, 8
_NEWS = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Threads by their places in the gallery, the most typical first, around a phrase."""

    phrase: str
    places: tuple[int, ...]
    voices: int
    close: float

    @property
    def weight(self) -> float:
        return self.voices * math.sqrt(min(self.close, _CLOSEST))


def floor(n: int, phrase: str, *, terse: bool) -> float:
    """How close so many threads have to be, to be about one thing: beyond nearly all sets taken at random.

    Of terse ones a product's name is enough to go by where many share it.
    """
    if not terse:
        return 0.1 if n < 5 else 0.04 if n < 8 else 0.025 if n < 12 else 0.02
    return 0.2 if n < 5 else 0.08 if phrase.isascii() else 0.15


def _is_news(gallery: Gallery, space: Space, phrase: str, places: Sequence[int]) -> bool:
    """Whether a phrase of terse threads has hardly been heard before: then it says by itself what they are about."""
    ever = gallery.titled[phrase]
    return space.terse and len(places) >= _NEWS and 2 * len(places) > len(ever)


def groups(gallery: Gallery, space: Space, places: Sequence[int], most: int) -> list[Group]:
    """The groups among threads, the weightiest first; a thread may be near two of them."""
    held: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for phrase in gallery.about(place):
            held[phrase].append(place)
    everything = len(gallery.portraits)
    found = []
    for phrase in sorted(held):
        rare = gallery.among[phrase] <= max(_COMMON * everything, min(_SMALL, everything / 2))
        group = _around(gallery, space, phrase, held[phrase]) if rare else None
        if group is not None:
            found.append(group)
    return _told_once(sorted(found, key=lambda group: (-group.weight, group.phrase)), most)


def _around(gallery: Gallery, space: Space, phrase: str, places: Sequence[int]) -> Group | None:
    """The threads around a phrase that are about one thing, None where too few are."""
    if not _enough(gallery, places):
        return None
    near = space.to_others(places, phrase)
    usual = sorted(near)[len(near) // 2]
    kept = [place for place, much in zip(places, near, strict=True) if much >= _NEAR * usual]
    titled = sum(phrase in gallery.portraits[place].titled for place in kept)
    if not _enough(gallery, kept) or titled < _TITLED * len(kept):
        return None
    near = space.to_others(kept, phrase)
    close = _close(gallery, space, phrase, near)
    if close < floor(len(kept), phrase, terse=space.terse) and not _is_news(gallery, space, phrase, kept):
        return None
    in_title = [phrase in gallery.portraits[place].titled for place in kept]
    order = sorted(zip(in_title, near, kept, strict=True), key=lambda one: (-one[0], -one[1], one[2]))
    return Group(phrase, tuple(place for _, _, place in order), voices(gallery, kept), close)


def _close(gallery: Gallery, space: Space, phrase: str, near: Sequence[float]) -> float:
    """How close threads are, of which `near` are to the others: three in four at least so much, of three all.

    Of terse threads a few say too little: half of all that ever stood under the phrase, if they are enough.
    """
    if not space.terse:
        return sorted(near)[len(near) // 4]
    ever = gallery.titled[phrase][-_EVER:]
    of_all = sorted(space.to_others(ever, phrase)) if len(ever) >= _ENOUGH_EVER else sorted(near)
    return of_all[len(of_all) // 2]


def _enough(gallery: Gallery, places: Sequence[int]) -> bool:
    return len(places) >= FEWEST and voices(gallery, places) >= FEWEST


def voices(gallery: Gallery, places: Sequence[int]) -> int:
    """How many people opened these threads."""
    return len({gallery.portraits[place].thread.opening.voice for place in places})


def _told_once(found: Sequence[Group], most: int) -> list[Group]:
    """Groups of which none is mostly in a weightier one."""
    told: list[Group] = []
    of_place: Mapping[int, list[int]] = defaultdict(list)
    for group in found:
        shared: dict[int, int] = defaultdict(int)
        for place in group.places:
            for number in of_place[place]:
                shared[number] += 1
        sizes = {number: min(len(told[number].places), len(group.places)) for number in shared}
        if any(n >= _SAME * sizes[number] for number, n in shared.items()):
            continue
        for place in group.places:
            of_place[place].append(len(told))
        told.append(group)
        if len(told) == most:
            break
    return told
