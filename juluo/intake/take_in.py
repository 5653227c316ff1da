"""The import itself: files in, receipt out, and either all of it stands in the ledger or none."""

import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from juluo.intake.receipt import FileRead, Receipt
from juluo.intake.sniff import reader_named, sniff
from juluo.intake.staging import Staging, moment
from juluo.intake.unpack import RefusedError, unpacked
from juluo.ledger.period import Calendar, zone_named
from juluo.sources.files import SourceFile
from juluo.sources.reader import Reader, UnreadableError
from juluo.sources.reading import Reading
from juluo.store.embedded import EmbeddedStore
from juluo.store.imports import Covered

Progress = Callable[[str, int], None]


class NothingReadError(Exception):
    """Not one entry could be read; the ledger is as it was. The message is for the operator."""


class ZoneFixedError(Exception):
    """The community's zone was set by its first import and can't be changed by a later one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asked for. Zones of None mean: the community's."""

    format: str | None = None
    timezone: str | None = None
    source_timezone: str | None = None
    day_starts_at: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Course:
    """One import under way."""

    store: EmbeddedStore
    reading: Reading
    staging: Staging
    wish: Wish
    progress: Progress
    files: list[FileRead] = field(default_factory=list)
    platforms: set[str] = field(default_factory=set)

    def read(self, file: SourceFile) -> None:
        """Read one file into staging; what can't be read at all is noted with its sentence."""
        before = sum(self.reading.skipped.values()), len(self.reading.rejections)
        name, entries, service, problem = "", 0, 0, ""
        self.reading.file, self.reading.exported_at = file.name, None
        try:
            reader = reader_named(self.wish.format) if self.wish.format else sniff(file).reader
            name = reader.name
            entries, service = self._entries(reader, file)
        except UnreadableError as error:
            problem = str(error)
        skipped = sum(self.reading.skipped.values()) - before[0]
        rejected = len(self.reading.rejections) - before[1]
        read = entries + skipped + rejected
        self.files.append(FileRead(file.name, name, read, service, skipped, rejected, problem))

    def _entries(self, reader: Reader, file: SourceFile) -> tuple[int, int]:
        entries = service = 0
        for batch in reader.read(file, self.reading):
            held, system = self.staging.put(batch, len(self.files))
            entries, service = entries + held, service + system
            self.progress(file.name, entries)
        self.reading.saw(*reader.sees)
        return entries, service


def take_in(
    store: EmbeddedStore,
    slug: str,
    paths: Sequence[Path | SourceFile],
    wish: Wish | None = None,
    progress: Progress = lambda _name, _entries: None,
) -> Receipt:
    """Import files into a community. Raises NothingReadError, ZoneFixedError, UnknownZoneError."""
    wish = wish or Wish()
    started = time.monotonic()
    calendar = _calendar(store, slug, wish)
    zone = wish.source_timezone or wish.timezone or calendar.zone
    reading = Reading(zone_named(zone), mapping=wish.mapping)
    with store.arrival(slug) as arrival:
        erased = frozenset(a.code for a in store.register.accounts(slug).values() if a.erased)
        course = _Course(store, reading, Staging(arrival, reading, calendar, erased), wish, progress)
        for path in paths:
            try:
                for file in (path,) if isinstance(path, SourceFile) else unpacked(path):
                    course.read(file)
            except RefusedError as error:
                course.files.append(FileRead(str(path), "", problem=str(error)))
        if not arrival.rows:
            raise NothingReadError(_why_nothing(course.files, reading))
        return _published(course, slug, calendar, zone, started)


def _calendar(store: EmbeddedStore, slug: str, wish: Wish) -> Calendar:
    known = store.community(slug)
    if known is None:
        return Calendar(wish.timezone or Calendar().zone, wish.day_starts_at)
    if wish.timezone and wish.timezone != known.calendar.zone:
        raise ZoneFixedError(
            f"社群 {slug} 的时区在第一次导入时已定为 {known.calendar.zone}，不能改成 {wish.timezone}；"
            "如果只是这个文件里的时间是别的时区，请用 --source-timezone。",
        )
    return known.calendar


def _published(course: _Course, slug: str, calendar: Calendar, zone: str, started: float) -> Receipt:
    reading, staging = course.reading, course.staging
    store, arrival = course.store, staging.arrival
    store.add_community(slug, calendar)
    first, last = moment(staging.first), moment(staging.last)
    platforms = frozenset(channel.platform for channel in reading.places.channels)
    covered = Covered(first, last, reading.exported_at, frozenset(reading.sights), platforms)
    counted = store.append(arrival, covered)
    rows = [(a.platform, a.account_id, a.name, a.weak, a.is_bot, a.is_staff) for a in reading.roster.accounts]
    store.register.update_accounts(slug, rows, reading.exported_at or last or datetime.now(UTC))
    receipt = Receipt(
        import_no=arrival.import_no,
        community=slug,
        files=tuple(course.files),
        added=counted.added,
        replaced=counted.replaced,
        duplicate=counted.duplicate,
        first=first,
        last=last,
        seconds=time.monotonic() - started,
        timezone=calendar.zone,
        source_timezone=zone,
        skipped_reasons=dict(reading.skipped),
        rejections=tuple(reading.rejections[:20]),
        quarantine=quarantined(store.home, arrival.import_no, reading),
        warnings=tuple(reading.warnings),
        sees=tuple(sorted(reading.sights)),
    )
    store.keep_receipt(arrival.import_no, receipt.words())
    return receipt


def quarantined(home: Path, import_no: int, reading: Reading) -> str:
    """Keep rejected records as JSON lines; returns the file's path in the home, or nothing if none were rejected."""
    if not reading.rejections:
        return ""
    path = home / "files" / "quarantine" / f"import-{import_no}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for r in reading.rejections:
            row = {"file": r.file, "offset": r.offset, "reason": r.reason, "raw": r.raw}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return str(path.relative_to(home))


def _why_nothing(files: Sequence[FileRead], reading: Reading) -> str:
    problems = [file.problem for file in files if file.problem]
    if problems:
        return "\n".join(problems)
    with contextlib.suppress(IndexError):
        first, others = reading.rejections[0], len(reading.rejections) - 1
        return f"一条也没读到：{first.file} 第 {first.offset} 处{first.reason}，其余 {others} 条也读不了。"
    return "一条也没读到：文件里没有聊天记录。"
