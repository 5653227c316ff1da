"""WhatsApp's own chat export: `_chat.txt` from iOS, `WhatsApp Chat with X.txt` from Android.

Lines carry no ids and no zone, and people only a name. One file is one chat, and so one channel.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.dated_text import Block, blocks, warn_of_lost_bytes
from juluo.sources.files import Head, SourceFile
from juluo.sources.local_time import LocalClock, Moments, local_microseconds
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.rows import Rows
from juluo.sources.system_lines import UNNAMED
from juluo.sources.whatsapp_dates import BRACKETED, day_of, seconds_of
from juluo.sources.whatsapp_first_look import Chat, first_look, first_words, heading_of, plain_name
from juluo.sources.whatsapp_lines import SpecialLine, special_line
from juluo.sources.whatsapp_phrases import hides_subject, is_encryption_notice
from juluo.sources.whatsapp_placeholders import may_hold_placeholders
from juluo.wording.sentence import told

PLATFORM = "whatsapp"
_AUTHOR = r"(?:([^\n:]{1,160}?): )?"
_NAMED = r"[^\n:]{1,160}:"
# Signal's exporters write the same brackets; WhatsApp on iOS always has seconds.
_SIGNAL = re.compile(r"\n\[\d{4}-\d\d-\d\d,? \d\d:\d\d\]")
_FIELDS = 5  # stamp, day, clock, author, body
_NO_AUTHOR = -1
# Newer apps wrap a mentioned name in marks that keep its direction; before that it can't be told from its text.
_MENTION_MARK = "@\u2068"
_MENTION = re.compile("@\u2068([^\u2069\n]{1,160})\u2069")
_UNSETTLED = -2  # a subject cut at its colon, the chat's own name, or "You": the whole line decides


class _Authors(dict[str | None, int]):
    """The account number of each name before ": ", each judged once."""

    def __init__(self, reading: Reading, chat_names: frozenset[str]) -> None:
        super().__init__({None: _NO_AUTHOR})
        self._reading = reading
        self._chat_names = chat_names

    def __missing__(self, written: str | None) -> int:
        name = plain_name(written or "")
        unsettled = name in self._chat_names or name.lower() in UNNAMED or hides_subject(name)
        self[written] = _UNSETTLED if unsettled or not name else self.account(name)
        return self[written]

    def account(self, name: str) -> int:
        return self._reading.roster.number(PLATFORM, name, name, weak=True)

    def is_known(self, name: str) -> bool:
        return self.get(name, _NO_AUTHOR) >= 0


@dataclass(frozen=True, slots=True)
class _Cut:
    """A block's records in columns, before anything is understood."""

    lines: list[int]
    stamps: list[str]
    days: list[str]
    clocks: list[str]
    authors: list[str | None]
    bodies: list[str]


class WhatsAppReader:
    name = "whatsapp"
    title = told("WhatsApp 聊天导出（txt）")
    platform = PLATFORM
    sees = frozenset({Sight.MESSAGES, Sight.JOINS, Sight.LEAVES, Sight.DELETES})

    def sniff(self, head: Head) -> float:
        text = "\n" + head.text.replace("\r\n", "\n").lstrip("\n")
        if head.text.startswith(("{", "[{", "<")) or not (heading := heading_of(text)):
            return 0
        if heading.match(text) is None:
            # Pasted text may stand before the first message; a date within prose has no second one with a name.
            return 0.6 if len(re.findall(heading.pattern + _NAMED, text)) > 1 else 0
        if heading is BRACKETED and _SIGNAL.match(text):
            return 0
        if "WhatsApp" in head.name or head.name.endswith("_chat.txt"):
            return 0.95
        if is_encryption_notice(first_words(text, heading)):
            return 0.95
        return 0.85 if re.search(heading.pattern + _NAMED, text) else 0.5

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        chat = first_look(file, reading)
        channel = reading.places.channel(PLATFORM, chat.name)
        records = re.compile(chat.heading.pattern + _AUTHOR)
        text = _Text(reading, chat, channel)
        for block in blocks(file, chat.heading):
            warn_of_lost_bytes(block, file, reading)
            yield from text.batches(_cut(block, records, reading), block.text)
        if not text.has_read:
            sentence = told("{file} 里没有一条带有效日期的消息，请重新从 WhatsApp 导出聊天记录。", file=file.name)
            raise UnreadableError(sentence)


class _Text:
    """Turns cut records into batches, keeping the wall clock and the names from block to block."""

    def __init__(self, reading: Reading, chat: Chat, channel: int) -> None:
        self.has_read = False
        self._reading = reading
        self._chat = chat
        self._channel = channel
        self._clock = LocalClock(reading.zone)
        self._authors = _Authors(reading, chat.names)
        self._days: dict[str, int | None] = {}

    def batches(self, cut: _Cut, block: str) -> Iterator[Batch]:
        cut, local = self._dated(cut)
        if not cut.lines:
            return
        at = self._clock.moments(local)
        who = [self._authors[author] for author in cut.authors]
        rows = Rows(
            at=at.tolist(),
            offset=cut.lines,
            naive=list(cut.stamps),
            channel=[self._channel] * len(cut.lines),
            account=[None if number < 0 else number for number in who] if min(who) < 0 else list(who),
            text=[body.rstrip() or None for body in cut.bodies],
        )
        nobody = [row for row, number in enumerate(who) if number < 0] if min(who) < 0 else ()
        for row in sorted({*nobody, *may_hold_placeholders(cut.bodies, block)}):
            self._understand(rows, row, cut.authors[row], cut.bodies[row])
        if _MENTION_MARK in block:
            self._mention(rows)
        self.has_read = True
        yield from rows.batches(self._reading, PLATFORM)

    def _mention(self, rows: Rows) -> None:
        self._reading.saw(Sight.MENTIONS)
        for row, text in enumerate(rows.text):
            if text and _MENTION_MARK in text:
                names = dict.fromkeys(plain_name(name) for name in _MENTION.findall(text))
                rows.mentions[row] = [self._authors.account(name) for name in names if name]

    def _dated(self, cut: _Cut) -> tuple[_Cut, Moments]:
        """The records with a real moment, and their wall-clock times; the others are rejected."""
        for written in set(cut.days) - self._days.keys():
            self._days[written] = day_of(written, self._chat.order)
        days = [self._days[written] for written in cut.days]
        seconds = [seconds_of(clock) for clock in cut.clocks]
        if None in days or None in seconds:
            kept: list[int] = []
            for row, (day, second) in enumerate(zip(days, seconds, strict=True)):
                if day is None or second is None:
                    reason = told("日期时间“{written}”在日历上不存在，这条消息没有读入。", written=cut.stamps[row])
                    raw = f"{cut.stamps[row]} {cut.authors[row]}: {cut.bodies[row]}"
                    self._reading.reject(cut.lines[row], reason, raw)
                else:
                    kept.append(row)
            cut, days, seconds = _only(cut, kept), [days[row] for row in kept], [seconds[row] for row in kept]
        return cut, local_microseconds(days, seconds)

    def _understand(self, rows: Rows, row: int, author: str | None, body: str) -> None:
        is_settled = author is not None and not hides_subject(plain_name(author))
        name = plain_name(author) if author is not None and is_settled else None
        line = body if is_settled or author is None else f"{author}: {body}"
        special = special_line(name, line, self._authors.is_known)
        self._write(rows, row, special)

    def _write(self, rows: Rows, row: int, special: SpecialLine) -> None:
        said = special.said
        rows.text[row] = special.text
        if special.media:
            rows.media[row] = special.media
        if special.is_deleted:
            rows.deleted[row] = True
        rows.kind[row] = CODES[said.kind if said else special.kind]
        if said is None:
            rows.account[row] = self._number(special.author)
            return
        if said.kind is Kind.RENAME and said.name:
            self._reading.places.channel(PLATFORM, self._chat.name, said.name)
        by = self._number(said.by)
        if said.kind in (Kind.JOIN, Kind.LEAVE, Kind.KICK):
            rows.tell(row, [self._number(name) for name in said.who], by)
        else:
            rows.account[row] = by

    def _number(self, name: str | None) -> int | None:
        return None if name is None else self._authors.account(plain_name(name))


def _cut(block: Block, records: re.Pattern[str], reading: Reading) -> _Cut:
    parts = records.split(block.text)
    before, bodies = parts[0], parts[5::_FIELDS]
    if before.strip():
        reason = told("这段文字在第一条消息之前，没有日期和作者，没有读入。")
        reading.reject(block.line, reason, before.strip())
    heights = np.array([body.count("\n") + 1 for body in bodies], np.int64)
    lines = block.line + before.count("\n") + np.cumsum(heights) - heights
    stamps, days, clocks, authors = (parts[part::_FIELDS] for part in range(1, 5))
    return _Cut(lines.tolist(), stamps, days, clocks, authors, bodies)


def _only(cut: _Cut, rows: list[int]) -> _Cut:
    return _Cut(
        [cut.lines[row] for row in rows],
        [cut.stamps[row] for row in rows],
        [cut.days[row] for row in rows],
        [cut.clocks[row] for row in rows],
        [cut.authors[row] for row in rows],
        [cut.bodies[row] for row in rows],
    )


READER = WhatsAppReader()
