"""Trains the linker from the annotated talk: `python -m juluo.text.links.train ARCHIVE`, with one BLAS thread.

ARCHIVE holds jkkummerfeld/irc-disentanglement's data/train and data/dev, or is a folder with these.

The second reading learns from first readings by nets that had not seen the file: else it would trust them too much.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from juluo.text.links.corpus import Talk, talks, unpacked
from juluo.text.links.features import REACH, Pairs, Turns, pairs, turns
from juluo.text.links.learning import Examples, Plan, learned
from juluo.text.links.linker import Reader, glanced, reread
from juluo.text.links.net import Floats, Nets
from juluo.text.links.shipped import WEIGHTS, written

FIRST = Plan(rounds=4, voters=2)
SECOND = Plan(rounds=5, voters=4)
# In so many parts files are laid for the second reading to learn from.
_PARTS = 3

Weighed = Callable[[Turns, int, int], Pairs]


def examples(told: Sequence[Talk], weighed: Callable[[int], Weighed]) -> Examples:
    """The annotated lines of files with their candidates; `weighed` gives each file's features."""
    made = [_examples(talk, weighed(place)) for place, talk in enumerate(told)]
    return Examples(
        np.concatenate([one.features for one in made]),
        np.concatenate([one.real for one in made]),
        np.concatenate([one.right for one in made]),
    )


def _examples(talk: Talk, weighed: Weighed) -> Examples:
    lines = talk.annotated
    found = weighed(turns(talk.lines), lines[0], len(talk.lines))
    picked = np.array(lines) - lines[0]
    return Examples(found.features[picked].astype(np.float16), found.real[picked], right(talk, lines))


def right(talk: Talk, lines: Sequence[int]) -> Floats:
    """Which candidates the annotated lines at these places answer."""
    places = {line.id: place for place, line in enumerate(talk.lines)}
    found = np.zeros((len(lines), REACH + 1), dtype=np.float32)
    for row, place in enumerate(lines):
        for answered in talk.answers[talk.lines[place].id]:
            back = place - places[answered] if answered in places else REACH + 1
            if back <= REACH:
                found[row, back - 1] = 1  # what a line answers that answers itself is the last candidate: none
    return found


def trained(told: Sequence[Talk]) -> Reader:
    """The nets of both readings, from the same files."""
    held = [learned(examples(_left(told, part), lambda _: pairs), _ONE) for part in range(_PARTS)]
    second = learned(examples(told, lambda place: _second(held[place % _PARTS])), SECOND)
    return Reader(learned(examples(told, lambda _: pairs), FIRST), second)


_ONE = Plan(rounds=FIRST.rounds, voters=1)


def _left(told: Sequence[Talk], part: int) -> list[Talk]:
    """All files but those of one part."""
    return [talk for place, talk in enumerate(told) if place % _PARTS != part]


def _second(first: Nets) -> Weighed:
    return lambda told, since, until: reread(told, glanced(told, first), since, until)


def _nets(folder: Path) -> Iterator[tuple[str, Nets]]:
    for name in ("named", "nameless"):
        reader = trained(list(talks(folder, names=name == "named")))
        yield f"{name}/first", reader.first
        yield f"{name}/second", reader.second


if __name__ == "__main__":
    with unpacked(Path(sys.argv[1])) as data:
        WEIGHTS.write_bytes(written(dict(_nets(data / "train"))))
