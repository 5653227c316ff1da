"""Links each line of a channel to the one it most likely answers: what is quoted for sure, the rest by the model.

The model reads a talk twice: once line by line, and then again knowing who seems to talk with whom. Two were trained:
one on talk in which people name each other, one on the same talk with every name taken out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from juluo.text.links.features import REACH, Pairs, Turns, pairs, turns
from juluo.text.links.line import How, Line, Link
from juluo.text.links.names import with_names
from juluo.text.links.net import Floats, Nets
from juluo.text.links.quoting import quoted
from juluo.text.links.rereading import Reading, again, likely, reading
from juluo.text.links.shipped import shipped

# So many lines are weighed at once: as many as 25 MB of features hold.
_BLOCK = 1024
# Where a smaller share of lines names somebody, nobody can be expected to.
_NAMING = 0.05


@dataclass(frozen=True, slots=True)
class Reader:
    """The nets of the first and of the second reading."""

    first: Nets
    second: Nets

    def chances(self, told: Turns) -> Floats:
        """How likely each line answers each of those before it [line, candidate]; the last candidate is none."""
        read = glanced(told, self.first)
        found = np.zeros_like(read.chances)
        for since, until in _blocks(len(told)):
            block = reread(told, read, since, until)
            found[since:until] = self.second.weigh(block.features, block.real)
        return found


def glanced(told: Turns, nets: Nets) -> Reading:
    """A first reading."""
    chances = np.zeros((len(told), REACH + 1), dtype=np.float32)
    for since, until in _blocks(len(told)):
        block = pairs(told, since, until)
        chances[since:until] = nets.weigh(block.features, block.real)
    return reading(told, chances)


def reread(told: Turns, read: Reading, since: int, until: int) -> Pairs:
    """Features of a second reading: those of the first, and what the first one found."""
    block = pairs(told, since, until)
    more, names = again(told, read, since, until)
    features = np.concatenate([block.features, more], axis=2)
    return Pairs(features, block.real & likely(read, since, until), [*block.names, *names])


def _blocks(length: int) -> Iterator[tuple[int, int]]:
    return ((since, min(since + _BLOCK, length)) for since in range(0, length, _BLOCK))


@dataclass(frozen=True, slots=True)
class Linker:
    """`named` knows talk in which people name each other, `nameless` talk in which nobody does."""

    named: Reader
    nameless: Reader

    @classmethod
    def shipped(cls) -> "Linker":
        nets = shipped()
        return cls(*(Reader(nets[f"{name}/first"], nets[f"{name}/second"]) for name in ("named", "nameless")))

    def links(self, lines: Sequence[Line]) -> list[Link]:
        """What each line of a channel answers, in their order; a line that begins something answers itself.

        Lines before and after those that are asked about make it surer: some hundred before, sixty after.
        """
        lines = with_names(lines)
        sure = quoted(lines)
        return [sure.get(place) or link for place, link in enumerate(self._likeliest(lines))]

    def _likeliest(self, lines: Sequence[Line]) -> Iterator[Link]:
        chances = self.chances(lines)
        for place, best in enumerate(chances.argmax(axis=1).tolist() if lines else ()):
            to = lines[place if best == REACH else place - 1 - best]
            how = How.MENTION if to.author in lines[place].mentions else How.MODEL
            yield Link(lines[place].id, to.id, float(chances[place, best]), how)

    def chances(self, lines: Sequence[Line]) -> Floats:
        """How likely each line answers each of those before it [line, candidate]; the last candidate is none."""
        told = turns(lines)
        return (self.named if _naming(told) >= _NAMING else self.nameless).chances(told)


def _naming(told: Turns) -> float:
    return float(np.mean(told.counts > 0)) if len(told) else 0.0


def links(lines: Sequence[Line]) -> list[Link]:
    """What each line of a channel most likely answers, by the weights that ship."""
    return Linker.shipped().links(lines)
