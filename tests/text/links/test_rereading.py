"""What a first reading tells a second one, on a handful of invented lines."""

import numpy as np
import pytest

from juluo.text.links.features import REACH, turns
from juluo.text.links.line import Line
from juluo.text.links.rereading import Reading, again, likely, reading

ANN, BO, CHEN = 1, 2, 3
SPOKE = (ANN, BO, CHEN, ANN, BO, CHEN)
LINES = [Line(at, who, at, "好") for at, who in enumerate(SPOKE)]


def first(*links: tuple[int, int, float], rest: float = 0.0) -> Reading:
    """A first reading that links lines to earlier ones with a probability, and else lets them begin something."""
    chances = np.zeros((len(LINES), REACH + 1), dtype=np.float32)
    for line in range(len(LINES)):
        chances[line, :line] = rest
    for line, to, chance in links:
        chances[line, line - to - 1] = chance
    chances[:, REACH] = 1 - chances.sum(axis=1)
    return reading(turns(LINES), chances)


# Bo answers Ann, Ann answers Bo, and so on; nobody talks with Chen.
SAID = ((1, 0, 0.9), (3, 1, 0.8), (4, 3, 0.7))
READ = first(*SAID, rest=0.005)


def told(name: str, line: int, to: int) -> float:
    found, names = again(turns(LINES), READ, 0, len(LINES))
    return float(found[line, line - to - 1, names.index(name)])


@pytest.mark.parametrize(
    ("name", "line", "to", "value"),
    [
        ("answered before", 3, 0, 0.9),
        ("answered before", 1, 0, 0.0),
        ("answered after", 2, 1, 0.8),
        ("it begins", 3, 2, 1.0),
        ("I to them before", 4, 3, 0.9),
        ("they to me before", 4, 3, 0.8),
        ("they to me before", 4, 2, 0.0),
        ("it to me", 3, 1, 0.9),
        ("I to them after", 1, 0, 0.7),
        ("it answers my last", 3, 1, 0.9),
        ("in my last one's talk", 4, 3, 1.0),
        ("in my last one's talk", 4, 2, 0.0),
        ("the latest of its talk", 4, 3, 1.0),
        ("the latest of its talk", 4, 1, 0.0),
    ],
)
def test_each_feature_tells_what_its_name_says(name: str, line: int, to: int, value: float) -> None:
    assert told(name, line, to) == pytest.approx(value, abs=0.03)


def test_only_what_had_a_chance_is_weighed_again_and_none_always() -> None:
    weighed = likely(first(*SAID, rest=0.001), 0, len(LINES))
    assert weighed[:, REACH].all()
    assert weighed[:, :REACH].sum() == 3


def test_a_block_is_the_same_rows_of_the_whole() -> None:
    whole, _ = again(turns(LINES), READ, 0, len(LINES))
    block, _ = again(turns(LINES), READ, 2, 5)
    assert np.array_equal(whole[2:5], block)
