"""The import itself: files in, receipt out, and either all of it stands in the ledger or none."""

import json
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from juluo.intake.door import broken, check
from juluo.intake.receipt import FileRead, Receipt, rejected
from juluo.intake.sniff import reader_named, sniff
from juluo.intake.staging import Staging, moment
from juluo.intake.unpack import RefusedError, Unpacked, unpacked
from juluo.ledger.period import Calendar, zone_named
from juluo.sources.files import SourceFile
from juluo.sources.reader import Reader, UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.table_columns import NAMES
from juluo.store.embedded import CalendarFixedError, EmbeddedStore
from juluo.store.imports import Covered
from juluo.store.mask import without_words
from juluo.store.text_rule import keeps_words_since
from juluo.wording.catalogue import in_a_row
from juluo.wording.sentence import Sentence, told

Progress = Callable[[str, int], None]


class Step(StrEnum):
    """Where an import is. What is heard of it: its number as it begins, how many entries it merges."""

    BEGUN = "begun"
    MERGING = "merging"


Steps = Callable[[Step, int], None]
# What a damaged archive or a disappearing disk raises in the middle of reading; NotImplementedError is zipfile's word
# for a compression it doesn't know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)


class NothingReadError(Exception):
    """Not one entry could be read; the ledger is as it was. The message is for the operator."""


class ZoneFixedError(Exception):
    """The community's zone was set by its first import and can't be changed by a later one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asked for. Zones of None mean: the community's. `lang`: what the receipt is told in."""

    format: str | None = None
    timezone: str | None = None
    source_timezone: str | None = None
    day_starts_at: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    lang: str = "zh"


@dataclass(slots=True)
class _Tally:
    """What one file has given so far."""

    format: str = ""
    entries: int = 0
    system: int = 0
    reached: int = 0


@dataclass(slots=True)
class _Course:
    """One import under way."""

    store: EmbeddedStore
    reading: Reading
    staging: Staging
    wish: Wish
    progress: Progress
    files: list[FileRead] = field(default_factory=list)
    passed_over: int = 0
    exported_at: datetime | None = None
    tally: _Tally = field(default_factory=_Tally)

    def read_path(self, path: Path | SourceFile) -> None:
        """Read a file, or what is in an archive; what is refused at the door is noted with its sentence."""
        try:
            found = Unpacked((path,)) if isinstance(path, SourceFile) else unpacked(path)
        except RefusedError as error:
            self.files.append(FileRead(str(path), "", problem=error.sentence.words(self.wish.lang)))
            return
        self.passed_over += found.passed_over
        for file in found.files:
            self.read(file)

    def read(self, file: SourceFile) -> None:
        """Read one file into staging; what can't be read at all is noted with its sentence."""
        before = self.reading.skipped.total(), len(self.reading.rejections)
        self.reading.file, self.reading.exported_at = file.name, None
        self.tally = _Tally()
        problem: Sentence | None = None
        try:
            self._read_entries(file)
        except UnreadableError as error:
            problem = error.sentence
        except BROKEN as error:
            problem = told(
                "{file} 读到一半打不开了（{error}）：文件已损坏，请重新下载或导出。",
                file=file.name,
                error=broken(error),
            )
        if problem and self.tally.entries:
            self.reading.reject(self.tally.reached, problem)
            problem = None
        skipped = self.reading.skipped.total() - before[0]
        refused = len(self.reading.rejections) - before[1]
        read = self.tally.entries + skipped + refused
        why = problem.words(self.wish.lang) if problem else ""
        self.files.append(FileRead(file.name, self.tally.format, read, self.tally.system, skipped, refused, why))

    def _reader(self, file: SourceFile) -> Reader:
        """The reader asked for, or sniffed; whoever names a table's columns has a table."""
        check(file)
        if self.wish.format:
            return reader_named(self.wish.format)
        try:
            return sniff(file).reader
        except UnreadableError:
            if not self.wish.mapping.keys() & NAMES.keys():
                raise
            return reader_named("table")

    def _read_entries(self, file: SourceFile) -> None:
        reader = self._reader(file)
        self.tally.format = reader.name
        for batch in reader.read(file, self.reading):
            if batch.columns.num_rows:
                self.tally.reached = int(batch.columns["offset"][-1].as_py())
            held, system = self.staging.put(batch, len(self.files))
            self.tally.entries += held
            self.tally.system += system
            self.progress(file.name, self.tally.entries)
        if self.reading.exported_at is not None:
            self.exported_at = max(self.exported_at or self.reading.exported_at, self.reading.exported_at)
        self.reading.saw(*reader.sees)


def take_in(
    store: EmbeddedStore,
    slug: str,
    paths: Sequence[Path | SourceFile],
    wish: Wish | None = None,
    progress: Progress = lambda _name, _entries: None,
    steps: Steps = lambda _step, _number: None,
) -> Receipt:
    """Import files into a community. Raises NothingReadError, ZoneFixedError, UnknownZoneError.

    What `progress` or `steps` raise ends it; nothing of it stands then.
    """
    wish = wish or Wish()
    started = time.monotonic()
    calendar = _calendar(store, slug, wish)
    zone = wish.source_timezone or wish.timezone or calendar.zone
    reading = Reading(zone_named(zone), mapping=wish.mapping)
    with store.arrival(slug) as arrival:
        steps(Step.BEGUN, arrival.import_no)
        course = _Course(store, reading, Staging(arrival, reading, calendar), wish, progress)
        for path in paths:
            course.read_path(path)
        if not arrival.rows:
            raise NothingReadError(_why_nothing(course.files, reading, wish.lang))
        steps(Step.MERGING, arrival.rows)
        return _published(course, slug, calendar, zone, started)


def _calendar(store: EmbeddedStore, slug: str, wish: Wish) -> Calendar:
    known = store.community(slug)
    if known is None:
        return Calendar(wish.timezone or Calendar().zone, wish.day_starts_at or 0)
    if wish.timezone and wish.timezone != known.calendar.zone:
        sentence = told(
            "社群 {slug} 的时区在第一次导入时已定为 {zone}，不能改成 {wish}；"
            "如果只是这个文件里的时间是别的时区，请用 --source-timezone。",
            slug=slug,
            zone=known.calendar.zone,
            wish=wish.timezone,
        )
        raise ZoneFixedError(sentence.words(wish.lang))
    if wish.day_starts_at is not None and wish.day_starts_at != known.calendar.day_starts_at:
        hour = known.calendar.day_starts_at
        sentence = told("社群 {slug} 的一天在第一次导入时已定为从 {hour} 点开始，不能再改。", slug=slug, hour=hour)
        raise ZoneFixedError(sentence.words(wish.lang))
    return known.calendar


def _published(course: _Course, slug: str, calendar: Calendar, zone: str, started: float) -> Receipt:
    reading, staging, store, lang = course.reading, course.staging, course.store, course.wish.lang
    import_no, people = staging.arrival.import_no, staging.people()
    platforms = frozenset(channel.platform for channel in reading.places.channels)
    first, last = moment(staging.first), moment(staging.last)
    covered = Covered(first, last, course.exported_at, frozenset(reading.sights), platforms)
    try:
        counted = store.append(staging.arrival, covered, calendar, people)
    except CalendarFixedError as error:
        sentence = told("另一次导入刚刚定下了社群 {slug} 的时区：请不带 --timezone 再导入一次。", slug=slug)
        raise ZoneFixedError(sentence.words(lang)) from error
    staging.learned()
    wordless = not keeps_words_since(store.register, slug, first)
    receipt = Receipt(
        import_no=import_no,
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
        passed_over=course.passed_over,
        skipped_reasons={reason.words(lang): times for reason, times in reading.skipped.items()},
        rejections=tuple(rejected(reading, lang, 20)),
        quarantine=quarantined(store.home, import_no, reading, lang, wordless=wordless),
        warnings=tuple(warning.words(lang) for warning in reading.warnings),
        sees=tuple(sorted(reading.sights)),
    )
    store.keep_receipt(import_no, receipt.words(wordless=wordless))
    store.veil(slug, people)
    return receipt


def quarantined(home: Path, import_no: int, reading: Reading, lang: str, *, wordless: bool = False) -> str:
    """Keep rejected records as JSON lines; returns the file's path in the home, or nothing if none were rejected.

    `wordless` where any of these records may be somebody's who was erased, or too old: only place and reason are kept.
    """
    if not reading.rejections:
        return ""
    path = home / "files" / "quarantine" / f"import-{import_no}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for record in rejected(reading, lang):
            kept = without_words(asdict(record)) if wordless else asdict(record)
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return str(path.relative_to(home))


def _why_nothing(files: Sequence[FileRead], reading: Reading, lang: str) -> str:
    problems = [file.problem for file in files if file.problem]
    if problems:
        return "\n".join(problems)
    if not reading.rejections:
        return told("一条也没读到：文件里没有聊天记录。").words(lang)
    first, others = reading.rejections[0], len(reading.rejections) - 1
    place = told("一条也没读到。{file} 第 {offset} 处：{why}", file=first.file, offset=first.offset, why=first.reason)
    more = told("其余 {n} 条也读不了。", n=others).words(lang) if others else ""
    return in_a_row(lang, place.words(lang), more)
