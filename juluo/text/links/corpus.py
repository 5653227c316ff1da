"""The talk that the linker learns from: annotated IRC of Kummerfeld et al. 2019 (CC BY 4.0).

A file is an hour or so of a channel: context first, then lines for which people marked what each answers.
"""

import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from juluo.text.links.line import Line
from juluo.text.links.names import with_names, without_names

_SAID = re.compile(r"^\[(\d\d):(\d\d)\] +<([^>]*)> ?(.*)$")
_DID = re.compile(r"^\[(\d\d):(\d\d)\] +\* +(\S+) ?(.*)$")
_NOTICE = re.compile(r"^=== (\S+)(?:.* is now known as (\S+))?")
# Files begin to be annotated here.
_FIRST = 1000
_DAY = 24 * 60
# A clock that goes back so far has passed midnight.
_MIDNIGHT = 10 * 60


@dataclass(frozen=True, slots=True)
class Talk:
    """A file: lines of people by their number in it, and for every annotated number what it answers."""

    name: str
    lines: list[Line]
    answers: dict[int, tuple[int, ...]]

    @property
    def annotated(self) -> list[int]:
        """Places of the lines that are annotated."""
        return [place for place, line in enumerate(self.lines) if line.id in self.answers]


@contextmanager
def unpacked(where: Path) -> Iterator[Path]:
    """The folder that holds train/ or dev/: as given, or unpacked from an archive for as long as it is needed."""
    if where.is_dir():
        yield where
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(where) as packed:
        packed.extractall(folder, filter="data")
        yield next(Path(folder).rglob("*.annotation.txt")).parents[1]


def talks(folder: Path, *, names: bool = True) -> Iterator[Talk]:
    """The files of a folder; without `names` every name is taken from the words."""
    for annotation in sorted(folder.glob("*.annotation.txt")):
        stem = annotation.name.removesuffix(".annotation.txt")
        rows = (folder / f"{stem}.ascii.txt").read_text(encoding="utf-8").split("\n")
        lines = list(_lines(rows))
        answers = _answers(annotation.read_text(encoding="utf-8").splitlines())
        yield Talk(stem, with_names(lines) if names else nameless(lines, _noticed(rows)), answers)


def nameless(lines: list[Line], more: frozenset[str] = frozenset()) -> list[Line]:
    """The same lines in a channel in which nobody is ever named."""
    names = frozenset(line.name.lower() for line in lines) | more
    return [replace(line, text=without_names(line.text, names), mentions=()) for line in lines]


def _lines(rows: list[str]) -> Iterator[Line]:
    day, before = 0, 0
    numbers: dict[str, int] = {}
    for place, row in enumerate(rows):
        said = _SAID.match(row) or _DID.match(row)
        if said is None:
            continue
        minute = 60 * int(said[1]) + int(said[2])
        day += _DAY if minute < before - _MIDNIGHT else 0
        before = minute
        author = numbers.setdefault(said[3].lower(), len(numbers))
        text = said[4] if _SAID.match(row) else f"/me {said[4]}"
        yield Line(place, author, day + minute, text, said[3])


def _noticed(rows: list[str]) -> frozenset[str]:
    """Names of who only came and went."""
    found = (_NOTICE.match(row) for row in rows)
    return frozenset(name.lower() for notice in found if notice for name in notice.groups() if name)


def _answers(rows: list[str]) -> dict[int, tuple[int, ...]]:
    """What each annotated line answers; a line that answers itself begins something."""
    found: dict[int, list[int]] = {}
    for row in rows:
        one, other = (int(number) for number in row.split()[:2])
        found.setdefault(max(one, other), []).append(min(one, other))
    return {line: tuple(answered) for line, answered in found.items() if line >= _FIRST}
