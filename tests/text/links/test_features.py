"""What speaks for a link, on a handful of invented lines."""

import numpy as np
import pytest

from juluo.text.links.features import REACH, pairs, turns
from juluo.text.links.line import Line

LINES = [
    Line(1, 7, 0, "how do I mount a disk?"),
    Line(2, 8, 1, "大家早上好"),
    Line(3, 9, 1, "try mount /dev/sda1 on the disk", mentions=(7,)),
    Line(4, 7, 3, "谢谢", mentions=(9,)),
]


def told(name: str, line: int, candidate: int) -> float:
    """A feature of a line and the candidate so many lines before it."""
    found = pairs(turns(LINES), 0, len(LINES))
    return float(found.features[line, candidate - 1, found.names.index(name)])


@pytest.mark.parametrize(
    ("name", "line", "back", "value"),
    [
        ("names them", 2, 2, 1),
        ("names them", 2, 1, 0),
        ("names others", 2, 1, 1),
        ("named by it", 3, 1, 1),
        ("same author", 3, 3, 1),
        ("own last", 3, 3, 1),
        ("since own last", 3, 1, 1),
        ("next", 2, 1, 1),
        ("minutes near", 3, 1, 1 / 3),
        ("share nothing", 2, 2, 0),
        ("share nothing", 2, 1, 1),
        ("it: question mark", 2, 2, 1),
        ("thanks", 3, 1, 1),
        ("greets", 1, 1, 1),
        ("is named by them later near", 2, 2, 0.5),
    ],
)
def test_each_feature_tells_what_its_name_says(name: str, line: int, back: int, value: float) -> None:
    assert told(name, line, back) == pytest.approx(value, abs=1e-3)


def test_only_lines_that_exist_are_candidates_and_none_always_is() -> None:
    real = pairs(turns(LINES), 0, len(LINES)).real
    assert real.sum(axis=1).tolist() == [1, 2, 3, 4]
    assert real[:, REACH].all()


def test_a_block_is_the_same_rows_of_the_whole() -> None:
    lines = [Line(at, at % 5, at // 3, f"word{at % 7} other{at % 3}", mentions=((at + 1) % 5,)) for at in range(120)]
    whole, block = pairs(turns(lines), 0, 120), pairs(turns(lines), 70, 90)
    assert np.array_equal(whole.features[70:90], block.features)
    assert np.array_equal(whole.real[70:90], block.real)
