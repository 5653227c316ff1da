"""The weights that ship still find what they were measured to find, on talk that they did not learn from."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from text.links import Question, Score, archive, called, measured

from juluo.text.links import Linker
from juluo.text.links.answered import LIKELY, NAMED
from juluo.text.links.corpus import talks, unpacked

pytestmark = pytest.mark.skipif(
    "JULUO_REAL_DATA" not in os.environ, reason="JULUO_REAL_DATA names no folder that holds the annotated talk"
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with unpacked(archive(None)) as found:
        yield found / "dev"


def found(folder: Path, *, names: bool) -> tuple[Score, list[Question]]:
    return measured(Linker.shipped(), list(talks(folder, names=names)))


def test_where_people_name_each_other(folder: Path) -> None:
    links, questions = found(folder, names=True)
    assert links.f >= 0.72
    assert called(questions, NAMED).f >= 0.9


def test_where_nobody_is_named(folder: Path) -> None:
    links, questions = found(folder, names=False)
    assert links.f >= 0.595
    claimed = called(questions, LIKELY)
    assert claimed.precision >= 0.75
    assert claimed.recall >= 0.5
