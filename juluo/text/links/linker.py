"""Links each line of a channel to the one it most likely answers: what is quoted for sure, the rest by the model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from juluo.text.links.features import REACH, Turns, pairs, turns
from juluo.text.links.line import Line, Link
from juluo.text.links.names import with_names
from juluo.text.links.net import Floats, Nets
from juluo.text.links.shipped import shipped

# So many lines are weighed at once: as many as 25 MB of features hold.
_BLOCK = 1024
# Where fewer lines name somebody, nobody can be expected to.
_NAMING = 0.05


@dataclass(frozen=True, slots=True)
class Linker:
    """`named` nets know talk in which people name each other, `nameless` ones talk in which nobody does."""

    named: Nets
    nameless: Nets

    @classmethod
    def shipped(cls) -> "Linker":
        found = shipped()
        return cls(found["named"], found["nameless"])

    def links(self, lines: Sequence[Line]) -> list[Link]:
        """What each line of a channel answers, in their order; a line that begins something answers itself.

        Lines before those that are asked about make it surer, and some after them: fifty before, twenty after.
        """
        named = with_names(lines)
        found: list[Link] = []
        for since, chances in self.weighed(named):
            for place, best in enumerate(chances.argmax(axis=1), since):
                to = lines[place if best == REACH else place - 1 - best]
                found.append(Link(lines[place].id, to.id, float(chances[place - since, best])))
        return found

    def weighed(self, lines: Sequence[Line]) -> Iterator[tuple[int, Floats]]:
        """Block by block: its first place, and the probabilities [line, candidate]; the last candidate is none."""
        told = turns(lines)
        nets = self.named if _naming(told) >= _NAMING else self.nameless
        for since in range(0, len(lines), _BLOCK):
            block = pairs(told, since, min(since + _BLOCK, len(lines)))
            yield since, nets.weigh(block.features, block.real)


def _naming(told: Turns) -> float:
    return float(np.mean(told.counts > 0)) if len(told) else 0.0


def links(lines: Sequence[Line]) -> list[Link]:
    """What each line of a channel most likely answers, by the weights that ship."""
    return Linker.shipped().links(lines)
