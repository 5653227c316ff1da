"""What was typed, answered: the best of each kind, the kind that fits best first."""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.shell.visit import Visit
from juluo.web.search.matching import rank
from juluo.web.search.place import KIND_WORDS, Kind, Place
from juluo.web.search.places import everywhere
from juluo.wording.catalogue import capital

LONGEST = 100
_OF_A_KIND = 6
_OF_EVERYTHING = 100


@dataclass(frozen=True, slots=True)
class Group:
    """Places of one kind; `more` of them match than are shown."""

    kind: Kind
    title: str
    places: tuple[Place, ...]
    more: int


def groups_of(visit: Visit, at: str, typed: str, most: int = _OF_A_KIND) -> tuple[Group, ...]:
    """The groups to show. Without anything typed: where one can go and what one can do."""
    typed = typed[:LONGEST]
    ranked = _ranked(everywhere(visit, at, typed), typed)
    kinds: dict[Kind, list[tuple[int, Place]]] = {}
    for how, place in ranked:
        kinds.setdefault(place.kind, []).append((how, place))
    best = sorted(kinds, key=lambda kind: (min(how for how, _ in kinds[kind]), list(Kind).index(kind)))
    shown = most if typed else _OF_EVERYTHING
    return tuple(
        Group(
            kind,
            capital(visit.say(KIND_WORDS[kind])),
            tuple(place for _, place in sorted(kinds[kind], key=lambda one: one[0])[:shown]),
            max(0, len(kinds[kind]) - shown),
        )
        for kind in best
    )


def _ranked(places: Iterator[Place], typed: str) -> Iterator[tuple[int, Place]]:
    for place in places:
        how = rank(typed, (place.words, *place.names)) if typed else 0
        if how is not None:
            yield how, place
