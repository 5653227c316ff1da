"""The contract that every reader keeps.

A reader is a module-level object in its own file, found by walking this package. It never guesses: what it can't
read it hands to `reading.reject` with the place and the reason, what it leaves out on purpose to `reading.skip`.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol, runtime_checkable

import juluo.sources
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.files import Head, SourceFile
from juluo.sources.reading import Reading
from juluo.wording.sentence import Sentence, ToldError


class UnreadableError(ToldError):
    """Nothing can be read from this file."""


@runtime_checkable
class Reader(Protocol):
    """How one export format is recognised and read.

    `sees` is what the platform's export can show at all; a reader of free-form files adds what it met through
    `reading.saw`. `platform` names the accounts' world, so that two exporters of one platform meet.
    """

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Sentence: ...
    @property
    def platform(self) -> str: ...
    @property
    def sees(self) -> frozenset[Sight]: ...

    def sniff(self, head: Head) -> float:
        """How sure the reader is that the file is its own, from 0 (no) to 1 (certain), from 8 KiB and the name."""
        ...

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        """The file's entries in file order, in batches of bounded size.

        Raises UnreadableError if not one entry can be read; a file that breaks later ends with a `reject`.
        """
        ...


@cache
def readers() -> dict[str, Reader]:
    """Every reader of this package by its name."""
    found: dict[str, Reader] = {}
    for info in pkgutil.iter_modules(juluo.sources.__path__):
        candidate = getattr(importlib.import_module(f"juluo.sources.{info.name}"), "READER", None)
        if candidate is None:
            continue
        if not isinstance(candidate, Reader):
            msg = f"juluo.sources.{info.name}.READER does not keep the reader contract"
            raise TypeError(msg)
        found[candidate.name] = candidate
    return found
