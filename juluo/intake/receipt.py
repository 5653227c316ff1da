"""What an import did, counted so that nothing is unaccounted for.

`read` = added + replaced + duplicate + skipped + rejected. `system` tells how many of the read entries are lines a
platform wrote (joins, pins, renames …). `passed_over` are pictures and the like beside a chat in its archive.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime

from juluo.sources.reading import Reading
from juluo.store.mask import without_words


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of an import. `problem` is the sentence for the operator if nothing could be read from it."""

    name: str
    format: str
    read: int = 0
    system: int = 0
    skipped: int = 0
    rejected: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be read, told in the language of the import."""

    file: str
    offset: int
    reason: str
    raw: str


def rejected(reading: Reading, lang: str, most: int | None = None) -> Iterator[Rejected]:
    """The records that could not be read, or the first of them."""
    for rejection in reading.rejections[:most]:
        yield Rejected(rejection.file, rejection.offset, rejection.reason.words(lang), rejection.raw)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of one import, told in one language."""

    import_no: int
    community: str
    files: tuple[FileRead, ...]
    added: int
    replaced: int
    duplicate: int
    first: datetime | None
    last: datetime | None
    seconds: float
    timezone: str
    source_timezone: str
    passed_over: int = 0
    skipped_reasons: dict[str, int] = field(default_factory=dict)
    rejections: tuple[Rejected, ...] = ()
    quarantine: str = ""
    warnings: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        return sum(file.read for file in self.files)

    @property
    def system(self) -> int:
        return sum(file.system for file in self.files)

    @property
    def skipped(self) -> int:
        return sum(file.skipped for file in self.files)

    @property
    def rejected(self) -> int:
        return sum(file.rejected for file in self.files)

    @property
    def unread(self) -> tuple[FileRead, ...]:
        """Files from which nothing could be read."""
        return tuple(file for file in self.files if file.problem)

    def facts(self) -> dict[str, object]:
        """The receipt as JSON values."""
        return {
            "import": self.import_no,
            "community": self.community,
            "files": [asdict(file) for file in self.files],
            "read": self.read,
            "added": self.added,
            "replaced": self.replaced,
            "duplicate": self.duplicate,
            "system": self.system,
            "skipped": self.skipped,
            "rejected": self.rejected,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "seconds": round(self.seconds, 3),
            "timezone": self.timezone,
            "source_timezone": self.source_timezone,
            "passed_over": self.passed_over,
            "skipped_reasons": self.skipped_reasons,
            "rejections": [asdict(rejection) for rejection in self.rejections],
            "quarantine": self.quarantine or None,
            "warnings": list(self.warnings),
            "sees": list(self.sees),
        }

    def words(self, *, wordless: bool = False) -> str:
        """The receipt as it is kept: rejected records by place and reason; their own words are in the quarantine.

        `wordless`: and not even what their reasons quote.
        """
        kept = [{k: v for k, v in asdict(record).items() if k != "raw"} for record in self.rejections]
        kept = [without_words(record) for record in kept] if wordless else kept
        return json.dumps(self.facts() | {"rejections": kept}, ensure_ascii=False)
