"""Trains the linker from the annotated talk: `python -m juluo.text.links.train FOLDER`, with one BLAS thread."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from juluo.text.links.corpus import Talk, talks
from juluo.text.links.features import REACH, pairs, turns
from juluo.text.links.learning import Examples, Plan, learned
from juluo.text.links.net import Floats, Nets
from juluo.text.links.shipped import WEIGHTS, written

NAMED = Plan()
NAMELESS = Plan(rounds=6)


def examples(told: Iterable[Talk]) -> Examples:
    """The annotated lines of files with their candidates."""
    made = [_examples(talk) for talk in told]
    return Examples(
        np.concatenate([one.features for one in made]),
        np.concatenate([one.real for one in made]),
        np.concatenate([one.right for one in made]),
    )


def _examples(talk: Talk) -> Examples:
    lines = talk.annotated
    found = pairs(turns(talk.lines), lines[0], len(talk.lines))
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


def trained(folder: Path) -> dict[str, Nets]:
    return dict(_trained(folder))


def _trained(folder: Path) -> Iterator[tuple[str, Nets]]:
    for name, plan in (("named", NAMED), ("nameless", NAMELESS)):
        yield name, learned(examples(talks(folder, names=name == "named")), plan)


if __name__ == "__main__":
    WEIGHTS.write_bytes(written(trained(Path(sys.argv[1]))))
