"""Text copied out of a group chat and pasted: WeChat, QQ, DingTalk, Feishu and whatever shows a name and a time.

There are no ids and no numbers behind the names: an account is a name, and two people of one name are one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.files import Head, SourceFile, text_of
from juluo.sources.known_names import KnownNames
from juluo.sources.local_time import LocalClock, day_number, local_microseconds
from juluo.sources.pasted_text import Line, Stamp, Style, layout_of, understood
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.rows import Rows
from juluo.wording.sentence import Sentence, told

PLATFORM = "pasted"
# What the command line calls the text that it is handed on standard input.
FROM_CLIPBOARD = "pasted.txt"
_CHANNEL = "粘贴"
_ROWS = 50_000
# A client may say what follows before it begins ("…的聊天记录如下:").
_PREAMBLE = 3
_PLACEHOLDER = re.compile(r"\[(?:图片|表情|动画表情|语音|视频|短视频|小视频|闪照|文件|链接|位置|红包|聊天记录)\]")
_NUMBERED = re.compile(r"(?P<name>.+?)[(（](?P<number>\d{5,12})[)）]")
_NOON = 12 * 3600
_EVENING, _MORNING = 18 * 3600, 6 * 3600
_NO_TEXT = ("{", "[{", "[\n", "<", '"')
_CELLS = re.compile(r"[,;\t|]")


class PastedReader:
    name = "pasted"
    title = told("从群里复制粘贴的文字")
    platform = PLATFORM
    sees = frozenset({Sight.MESSAGES, Sight.MENTIONS})

    def sniff(self, head: Head) -> float:
        words = head.text.splitlines()
        start = next((line for line in words if line.strip()), "")
        if not start or head.text.lstrip().startswith(_NO_TEXT) or _CELLS.search(start):
            return 0
        layout = layout_of(words)
        lines = [line for line in understood(words, layout) if line.text]
        headings = sum(line.name is not None for line in lines)
        opening = [line for line in lines[:_PREAMBLE] if line.stamp or line.name]
        if not headings or not opening:
            return 0
        if head.name == FROM_CLIPBOARD:
            return 0.5
        is_dated = opening[0].stamp is not None and opening[0].stamp.month is not None
        if layout.style is Style.BARE:
            return 0.35 if headings > 1 and is_dated else 0
        return 0.4 if headings > 1 else 0.35 if is_dated and lines[0] is opening[0] else 0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        with text_of(file) as stream:
            layout = layout_of(stream)
        if not layout.names:
            sentence = told(
                "{file} 里没有聊天记录：每条要有一行名字和时间（像“林晓 2026-11-19 21:03”），下面是说的话。",
                file=file.name,
            )
            raise UnreadableError(sentence)
        course = _Course(file, reading, layout.names)
        with text_of(file) as stream:
            for line in understood(stream, layout):
                course.take(line)
                if len(course.lines) >= _ROWS:
                    yield from course.batch()
        course.close()
        yield from course.batch()
        if not course.has_read:
            why = reading.rejections[-1].reason
            raise UnreadableError(told("{file} 里没有一条消息能读：{why}", file=file.name, why=why))


@dataclass(slots=True)
class _Record:
    """One message under way: its heading, its moment on the wall clock, and the lines below."""

    line: Line
    name: str
    day: date
    seconds: int
    naive: str | None
    body: list[str] = field(default_factory=list)


class _Course:
    """The text under way: the day and the clock that hold until a line says otherwise."""

    def __init__(self, file: SourceFile, reading: Reading, names: set[str]) -> None:
        self.lines: list[_Record] = []
        self.has_read = False
        self._file = file
        self._reading = reading
        self._day = _day_told(reading)
        self._clock: int | None = None
        self._naive: str | None = None
        self._relative: str | None = None
        self._local = LocalClock(reading.zone)
        self._open: _Record | None = None
        self._refused = False
        self._names = KnownNames()
        for name in names:
            self._names.meet(name, name)

    def take(self, line: Line) -> None:
        """One line: it opens a message, sets the day, or belongs to the message above."""
        if line.name is not None:
            self.close()
            self._begin(line, line.name)
        elif line.stamp is not None:
            self.close()
            self._set(line, line.stamp)
        elif self._open is not None:
            self._open.body.append(line.text)
        elif line.text and not self._refused:
            self._refuse(line, told("这段文字在第一条消息之前，没有日期和发送者，没有读入。"))

    def close(self) -> None:
        """The message under way is whole."""
        if self._open is not None:
            self.lines.append(self._open)
        self._open, self._refused = None, False

    def _refuse(self, line: Line, reason: Sentence) -> None:
        self._reading.reject(line.number, reason, line.text)
        self._refused = True

    def _set(self, line: Line, stamp: Stamp) -> bool:
        """Take over what the stamp shows; False, and a rejection, if there is no such time."""
        day = self._day
        if stamp.month is not None and stamp.day is not None:
            day = self._day_of(stamp.year, stamp.month, stamp.day, stamp)
        if day is None and stamp.relative is None and stamp.month is None:
            raise self._dateless(stamp.written)
        if not stamp.is_possible or (day is None and stamp.relative is None):
            self._refuse(line, told("日期时间“{written}”在日历上不存在，没有读入。", written=stamp.written))
            return False
        if stamp.month is not None:
            self._relative = None
        elif stamp.relative is not None:
            self._relative = stamp.relative
        elif day and self._past_midnight(stamp):
            day += timedelta(days=1)
            self._reading.warn(
                told(
                    "{file} 里的时间走过了零点：第 {line} 行起算作 {day}，请核对。",
                    file=self._file.name,
                    line=line.number,
                    day=day,
                )
            )
        self._day = day
        self._clock = stamp.seconds
        written = stamp.written if stamp.month is not None else f"{day} {stamp.written}"
        self._naive = None if stamp.seconds is None else written
        return True

    def _past_midnight(self, stamp: Stamp) -> bool:
        """A clock alone that goes from the evening back to the small hours stands on the next day."""
        before, after = self._clock, stamp.seconds
        return before is not None and after is not None and before >= _EVENING and after < _MORNING

    def _day_of(self, year: int | None, month: int, day: int, stamp: Stamp) -> date | None:
        """The day that is written; without a year, the one nearest to the day that holds."""
        if year is None and self._day is None:
            raise self._dateless(stamp.written)
        years = (year,) if year is not None else tuple(self._day.year + step for step in (0, -1, 1) if self._day)
        try:
            days = [date(each, month, day) for each in years]
        except ValueError:
            return None
        if year is not None or self._day is None:
            return days[0]
        holds = self._day
        return min(days, key=lambda each: abs(each - holds))

    def _dateless(self, written: str) -> UnreadableError:
        return UnreadableError(
            told(
                "{file} 里没有写日期（“{written}”是哪一天？）：加上 --map date=2026-11-19 说明是哪天。",
                file=self._file.name,
                written=written,
            )
        )

    def _begin(self, line: Line, name: str) -> None:
        if line.stamp is not None and not self._set(line, line.stamp):
            return
        if self._relative is not None:
            self._refuse(
                line, told("“{written}”说不清是哪一天，没有读入：请改成日期再贴一次。", written=self._relative)
            )
            return
        if self._day is None:
            raise self._dateless(line.text)
        if self._clock is None:
            self._reading.warn(
                told("{file} 里没有写钟点：都记在那天的中午十二点，一天里的先后照原文。", file=self._file.name)
            )
        self._open = _Record(line, name, self._day, _NOON if self._clock is None else self._clock, self._naive)

    def batch(self) -> Iterator[Batch]:
        """What is whole so far."""
        records, self.lines = self.lines, []
        if not records:
            return
        self.has_read = True
        local = local_microseconds([day_number(r.day) for r in records], [r.seconds for r in records])
        channel = self._reading.places.channel(PLATFORM, self._reading.mapping.get("channel_name") or _CHANNEL)
        rows = Rows(
            at=self._local.moments(local).tolist(),
            offset=[record.line.number for record in records],
            channel=[channel] * len(records),
            account=[self._account(record.name) for record in records],
            text=["\n".join(record.body).strip() or None for record in records],
            naive=[record.naive for record in records],
        )
        for row, text in enumerate(rows.text):
            if text and ("[" in text or "@" in text):
                self._enrich(rows, row, text)
        yield from rows.batches(self._reading, PLATFORM)

    def _account(self, name: str) -> int:
        if numbered := _NUMBERED.fullmatch(name):
            return self._reading.roster.number(PLATFORM, numbered["number"], numbered["name"])
        return self._reading.roster.number(PLATFORM, name, name, weak=True)

    def _enrich(self, rows: Rows, row: int, text: str) -> None:
        words, media = _PLACEHOLDER.subn("", text)
        if media:
            rows.text[row], rows.media[row] = words.strip() or None, media
        if called := self._names.mentioned(words):
            rows.mentions[row] = [self._account(name) for name in called]


def _day_told(reading: Reading) -> date | None:
    """The day that the operator gave with --map date=…"""
    written = reading.mapping.get("date")
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        sentence = told("--map date={written} 不是日期：请写成 --map date=2026-11-19 这样。", written=written)
        raise UnreadableError(sentence) from None


READER = PastedReader()
