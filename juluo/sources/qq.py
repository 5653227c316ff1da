"""QQ's message manager export as text: one file may hold every chat of an account.

Messages have no ids; people have their QQ number, an e-mail address, or only a name.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.chat_name import chat_name
from juluo.sources.chinese_system_lines import chinese_system_line
from juluo.sources.dated_text import blocks, warn_of_lost_bytes
from juluo.sources.files import Head, SourceFile
from juluo.sources.known_names import KnownNames
from juluo.sources.local_time import LocalClock, Moments, local_microseconds
from juluo.sources.qq_text import FIRST_LINE, HEADING, NUMBERED, Cut, cut, day_of, seconds_of, sender_in
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.rows import Rows
from juluo.sources.system_lines import SystemLine
from juluo.wording.sentence import Sentence, told

PLATFORM = "qq"
_PLACEHOLDER = re.compile(r"\[(?:图片|表情|动画表情|语音|视频|短视频|闪照|文件|涂鸦|红包)\]")
_CHAT_NUMBER = re.compile(r"(?P<name>.+?)\((?P<number>\d{5,12})\)")
_NAME_NUMBER = re.compile(r"(?P<name>.*?)[(（](?P<number>\d{5,12})[)）]")
# A removal is no sight of leaving: who leaves a QQ group by themselves is told to its owners only.
_SIGHTS = {Kind.JOIN: Sight.JOINS, Kind.LEAVE: Sight.LEAVES, Kind.DELETE: Sight.DELETES}
_NAMED_KINDS = frozenset({Kind.JOIN, Kind.LEAVE, Kind.KICK})


class QQReader:
    name = "qq"
    title = told("QQ 消息管理器导出（txt）")
    platform = PLATFORM
    sees = frozenset({Sight.MESSAGES, Sight.MENTIONS})

    def sniff(self, head: Head) -> float:
        if head.text.startswith(FIRST_LINE) and "消息对象" in head.text:
            return 0.98
        text = "\n" + head.text.replace("\r\n", "\n").lstrip("\n")
        if NUMBERED.match(text):
            return 0.8
        found = HEADING.search(text)
        return 0.9 if found and found[5] else 0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        names = _names_by_chat(file)
        chats = _Chats(file, reading, names)
        for block in blocks(file, HEADING):
            warn_of_lost_bytes(block, file, reading)
            yield from chats.batches(cut(block), block.line)
        if not chats.has_read:
            sentence = told(
                "{file} 里没有 QQ 的消息行（像“2024-01-05 9:58:02 名片(10001)”），"
                "请确认文件是在 QQ 消息管理器里用“导出为 txt”得到的。",
                file=file.name,
            )
            raise UnreadableError(sentence)


def _names_by_chat(file: SourceFile) -> dict[str | None, KnownNames]:
    """Every name of every chat, known before the first line is read: joins and @mentions come before the person."""
    chat: str | None = None
    names: dict[str | None, KnownNames] = {chat: KnownNames()}
    met: set[tuple[str | None, str]] = set()
    for block in blocks(file, HEADING):
        found = HEADING.findall(block.text)
        if any(what for *_, what, _ in found):
            for _, _, _, heading, what, name in found:
                chat = name.strip() if what == "对象" else chat
                met.add((chat, heading))
        else:
            met.update((chat, heading) for heading in {record[3] for record in found})
    for home, heading in met:
        sender = sender_in(heading)
        if sender and sender.name and not sender.is_system:
            names.setdefault(home, KnownNames()).meet(sender.name, sender.account_id)
    return names


class _Chats:
    """Turns cut records into batches, keeping the chat in which the reading stands."""

    def __init__(self, file: SourceFile, reading: Reading, names: dict[str | None, KnownNames]) -> None:
        self.has_read = False
        self._file = file
        self._reading = reading
        self._names = names
        self._clock = LocalClock(reading.zone)
        self._chat: str | None = None
        self._channel = -1

    def batches(self, records: Cut, line: int) -> Iterator[Batch]:
        if records.before:
            reason = told("这段文字在第一条消息之前，没有日期和发送者，没有读入。")
            self._reading.reject(line, reason, records.before)
        start = 0
        for row, chat in records.chats:
            yield from self._of_chat(records.only(range(start, row)))
            self._chat, self._channel, start = chat, -1, row
        yield from self._of_chat(records.only(range(start, len(records.lines))) if start else records)

    def _of_chat(self, records: Cut) -> Iterator[Batch]:
        records, local = self._readable(records)
        if not records.lines:
            return
        if self._channel < 0:
            self._channel = self._channel_of(self._chat)
        accounts = self._accounts(records.senders)
        rows = Rows(
            at=self._clock.moments(local).tolist(),
            offset=records.lines,
            naive=list(records.stamps),
            channel=[self._channel] * len(accounts),
            account=accounts,
            text=[body.strip() or None for body in records.bodies],
        )
        for row, (account, body) in enumerate(zip(accounts, records.bodies, strict=True)):
            if account is None:
                self._understand(rows, row, body.strip())
            elif "[" in body or "@" in body:
                self._enrich(rows, row, body.strip())
        self.has_read = True
        yield from rows.batches(self._reading, PLATFORM)

    def _readable(self, records: Cut) -> tuple[Cut, Moments]:
        """The records with a real moment and a sender, and their wall-clock times; the others are rejected."""
        days = [day_of(written) for written in records.days]
        seconds = [seconds_of(clock) for clock in records.clocks]
        nobody = {heading for heading in set(records.senders) if sender_in(heading) is None}
        if nobody or None in days or None in seconds:
            kept: list[int] = []
            for row, sender in enumerate(records.senders):
                if days[row] is None or seconds[row] is None:
                    reason = told("日期时间“{written}”在日历上不存在，这条消息没有读入。", written=records.stamps[row])
                    self._reject(records, row, reason)
                elif sender in nobody:
                    self._reject(records, row, told("这条消息没有写发送者，没有读入。"))
                else:
                    kept.append(row)
            records, days, seconds = records.only(kept), [days[row] for row in kept], [seconds[row] for row in kept]
        return records, local_microseconds(days, seconds)

    def _reject(self, records: Cut, row: int, reason: Sentence) -> None:
        raw = f"{records.stamps[row]} {records.senders[row]}{records.bodies[row]}"
        self._reading.reject(records.lines[row], reason, raw)

    def _channel_of(self, chat: str | None) -> int:
        if chat is None:
            chat = chat_name(self._file.name) or PurePosixPath(self._file.name).stem
        numbered = _CHAT_NUMBER.fullmatch(chat)
        if numbered:
            return self._reading.places.channel(PLATFORM, numbered["number"], numbered["name"])
        return self._reading.places.channel(PLATFORM, chat)

    def _accounts(self, headings: list[str]) -> list[int | None]:
        """The senders' numbers; the platform's own lines have none. The last name a sender has here stays."""
        latest = dict.fromkeys(reversed(headings))
        numbers = {heading: self._account(heading) for heading in reversed(latest)}
        return [numbers[heading] for heading in headings]

    def _account(self, heading: str) -> int | None:
        sender = sender_in(heading)
        if sender is None or sender.is_system:
            return None
        return self._reading.roster.number(PLATFORM, sender.account_id, sender.name, weak=sender.is_weak)

    def _enrich(self, batch: Rows, row: int, text: str) -> None:
        words, media = _PLACEHOLDER.subn("", text)
        if media:
            batch.text[row], batch.media[row] = words.strip() or None, media
        if "@" in words and (called := self._known.mentioned(words)):
            batch.mentions[row] = [self._of_id(account_id) for account_id in called]

    @property
    def _known(self) -> KnownNames:
        return self._names.get(self._chat) or self._names[None]

    def _of_id(self, account_id: str) -> int:
        return self._reading.roster.number(PLATFORM, account_id)

    def _understand(self, batch: Rows, row: int, text: str) -> None:
        said = chinese_system_line(text)
        batch.kind[row] = CODES[said.kind if said else Kind.SYSTEM]
        if said is None:
            return
        if said.kind in _SIGHTS:
            self._reading.saw(_SIGHTS[said.kind])
        self._act(batch, row, said)

    def _act(self, batch: Rows, row: int, said: SystemLine) -> None:
        by = self._named(said.by)
        if said.kind in _NAMED_KINDS:
            batch.text[row] = None
            batch.tell(row, [self._named(name) for name in said.who], by)
            return
        batch.account[row] = by
        if said.kind is Kind.RENAME:
            batch.text[row] = said.name
        elif said.kind is Kind.DELETE:
            batch.text[row] = None
            if (whose := self._named(said.who[0])) is not None:
                batch.peer[row] = whose

    def _named(self, name: str | None) -> int | None:
        """The account a system line names: by its number, by a name only one has here, else by the bare name."""
        if name is None:
            return None
        if numbered := _NAME_NUMBER.fullmatch(name):
            return self._reading.roster.number(PLATFORM, numbered["number"], numbered["name"] or None)
        if owner := self._known.owner(name):
            return self._of_id(owner)
        return self._reading.roster.number(PLATFORM, name, name, weak=True)


READER = QQReader()
