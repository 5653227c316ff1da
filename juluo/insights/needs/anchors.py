"""What a need is recognised by: the middle of its threads and the phrases they are about.

The same rule takes in the threads of the period and those of the periods before, so that the course of a need compares
like with like.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from juluo.insights.needs.portraits import Gallery
from juluo.insights.needs.space import Space

# A phrase is a need's own if so many of its threads are about it.
_OWN = 0.5
_MOST_OWN = 6
# One that tells much less than the first would bring in anything.
_TELLING = 0.85
# A thread that is about one of these phrases belongs to the need if it is so much like the middle; any other only if
# it is very much like it.
_BELONGS, _BELONGS_ANYWAY = 0.15, 0.4


@dataclass(frozen=True, slots=True)
class Anchor:
    """`need` is whose it is; a merged need has several. `never` are the places that were split off."""

    need: str
    phrases: tuple[str, ...]
    middle: Any
    sure: frozenset[int] = frozenset()
    never: frozenset[int] = frozenset()


def anchor(
    gallery: Gallery,
    space: Space,
    need: str,
    places: Sequence[int],
    first: str = "",
) -> Anchor:
    """The anchor of a group of threads, around a phrase if it has one."""
    held = Counter(phrase for place in places for phrase in gallery.about(place))
    enough = [phrase for phrase, n in held.items() if n >= max(min(2, len(places)), _OWN * len(places))]
    lead = max((gallery.weight(phrase) for phrase in ([first] if first else enough)), default=0.0)
    enough = [phrase for phrase in enough if phrase == first or gallery.weight(phrase) >= _TELLING * lead]
    enough.sort(key=lambda phrase: (phrase != first, -held[phrase] * gallery.weight(phrase), phrase))
    return Anchor(need, tuple(enough[:_MOST_OWN]), space.middle(places))


def shared_out(
    gallery: Gallery, space: Space, places: Sequence[int], anchors: Sequence[Anchor]
) -> dict[int, list[tuple[int, float]]]:
    """The places that belong to each anchor, by its number, with how much they are like it; each to one anchor."""
    found: dict[int, list[tuple[int, float]]] = {number: [] for number in range(len(anchors))}
    if not anchors or not places:
        return found
    likeness = space.likeness(places, [one.middle for one in anchors])
    sure = {place: number for number, one in enumerate(anchors) for place in one.sure}
    by_phrase = _by_phrase(anchors)
    for row, place in enumerate(places):
        if place in sure:
            found[sure[place]].append((place, float(likeness[row, sure[place]])))
            continue
        about = {number for phrase in gallery.subjects(place) for number in by_phrase.get(phrase, ())}
        near = [(float(likeness[row, number]), -number) for number in about]
        near += [(float(likeness[row, number]), -number) for number in (likeness[row] >= _BELONGS_ANYWAY).nonzero()[0]]
        allowed = [one for one in near if one[0] >= _BELONGS and place not in anchors[-one[1]].never]
        if allowed:
            much, number = max(allowed)
            found[-number].append((place, much))
    return found


def _by_phrase(anchors: Iterable[Anchor]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, one in enumerate(anchors):
        for phrase in one.phrases:
            found.setdefault(phrase, []).append(number)
    return found
