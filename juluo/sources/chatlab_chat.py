"""One ChatLab file's messages as entries. A file is one chat; its platform is the one it names."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.chatlab_records import (
    ACTS,
    KINDS_OF_TYPE,
    MEDIA,
    PLAIN,
    RECALL,
    SYSTEM,
    Id,
    Member,
    Message,
    Meta,
)
from juluo.sources.chinese_system_lines import chinese_system_line
from juluo.sources.known_names import KnownNames
from juluo.sources.reading import Reading
from juluo.sources.rows import Rows
from juluo.sources.system_lines import SystemLine
from juluo.wording.sentence import Sentence, told

UNNAMED_PLATFORM = "chatlab"
NO_TIME = told("这条消息没有可用的时间戳，没有读入：请在原文件的这个位置查看，或重新导出。")
NO_SENDER = told("这条消息没有写发送者，没有读入：请在原文件的这个位置查看，或重新导出。")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]|data:[^\n]*", re.DOTALL)
_STAFF = frozenset({"owner", "admin"})
_MESSAGE, _SYSTEM, _DELETE = CODES[Kind.MESSAGE], CODES[Kind.SYSTEM], CODES[Kind.DELETE]
_NAMED_KINDS = frozenset({Kind.JOIN, Kind.LEAVE, Kind.KICK})
# A removal is no sight of leaving: who leaves WeChat by themselves is never told.
_SIGHTS = {Kind.JOIN: Sight.JOINS, Kind.LEAVE: Sight.LEAVES, Kind.DELETE: Sight.DELETES}
_SECOND = 1_000_000
# Some writers give milliseconds; no second is this large before the year 5138.
MILLISECONDS = 100_000_000_000
_TIMES = (631_152_000, 4_102_444_800)


class ChatLabChat:
    """Turns blocks of messages into batches, keeping the chat's people and names from block to block."""

    def __init__(self, reading: Reading, meta: Meta, file_name: str) -> None:
        self._reading = reading
        self._platform = (meta.platform or UNNAMED_PLATFORM).strip().lower() or UNNAMED_PLATFORM
        name = meta.name or file_name
        self._chat = written(meta.group_id) or name
        self._scope = f"{self._platform}\x1f{self._chat}"
        self._channel = reading.places.channel(self._platform, self._chat, name)
        self._names = KnownNames()

    def meet(self, members: Sequence[Member]) -> None:
        """Takes in the file's list of members."""
        for member in members:
            account_id = written(member.platform_id)
            if account_id is None:
                continue
            names = (member.group_nickname, member.account_name, *(member.aliases or ()))
            for name in names:
                if name:
                    self._names.meet(name, account_id)
            is_staff = any(role.id in _STAFF for role in member.roles or ())
            shown = member.group_nickname or member.account_name
            self._reading.roster.number(self._platform, account_id, shown, is_staff=is_staff)

    def batches(self, messages: Sequence[Message], offsets: npt.NDArray[np.int64]) -> Iterator[Batch]:
        """The messages with a time and a sender as entries; the others are rejected."""
        seconds = np.array([message.timestamp or 0 for message in messages], np.float64)
        seconds = np.where(seconds > MILLISECONDS, seconds / 1000, seconds)
        readable = (seconds >= _TIMES[0]) & (seconds < _TIMES[1])
        for row in np.flatnonzero(~readable).tolist():
            self._reject(int(offsets[row]), NO_TIME, messages[row])
        nobody = [row for row, message in enumerate(messages) if message.sender is None or message.sender == ""]
        for row in nobody:
            if readable[row] and messages[row].type not in (SYSTEM, RECALL):
                readable[row] = False
                self._reject(int(offsets[row]), NO_SENDER, messages[row])
        if not readable.all():
            messages = [messages[row] for row in np.flatnonzero(readable).tolist()]
            seconds, offsets = seconds[readable], offsets[readable]
        if messages:
            yield from self._entries(messages, np.rint(seconds * _SECOND).astype(np.int64), offsets)

    def _reject(self, offset: int, reason: Sentence, message: Message) -> None:
        raw = f"{message.timestamp} {message.sender} {message.account_name}: {message.content}"
        self._reading.reject(offset, reason, raw)

    def _entries(
        self, messages: Sequence[Message], at: npt.NDArray[np.int64], offsets: npt.NDArray[np.int64]
    ) -> Iterator[Batch]:
        numbers = self._numbers(messages)
        replies = [written(message.reply_to) for message in messages]
        rows = Rows(
            at=at.tolist(),
            offset=offsets.tolist(),
            channel=[self._channel] * len(messages),
            account=[numbers.get(message.sender) for message in messages],
            text=[message.content or None for message in messages],
            native_id=[written(message.native_id) for message in messages],
            reply_to=replies if any(replies) else None,
        )
        if rows.reply_to:
            self._reading.saw(Sight.REPLIES)
        for row, message in enumerate(messages):
            if message.type not in PLAIN:
                self._understand(rows, row, message)
            elif message.content and "@" in message.content:
                self._mention(rows, row, message.content)
        yield from rows.batches(self._reading, self._scope)

    def _numbers(self, messages: Sequence[Message]) -> dict[Id, int]:
        """The account number of each sender, by their last name in these messages."""
        numbers: dict[Id, int] = {}
        for sender, message in {message.sender: message for message in messages}.items():
            account_id = written(sender)
            if account_id is None or message.type == SYSTEM:
                continue
            for name in (message.account_name, message.group_nickname):
                if name:
                    self._names.meet(name, account_id)
            name = message.group_nickname or message.account_name
            numbers[sender] = self._reading.roster.number(self._platform, account_id, name)
        return numbers

    def _mention(self, rows: Rows, row: int, text: str) -> None:
        called = self._names.mentioned(text)
        if called:
            self._reading.saw(Sight.MENTIONS)
            rows.mentions[row] = [self._reading.roster.number(self._platform, account_id) for account_id in called]

    def _understand(self, rows: Rows, row: int, message: Message) -> None:
        text = rows.text[row]
        if message.type == SYSTEM:
            rows.account[row], rows.kind[row] = None, _SYSTEM
            if said := chinese_system_line(text or ""):
                self._act(rows, row, said)
        elif message.type == RECALL:
            self._recall(rows, row, text)
        elif message.type in MEDIA:
            rows.media[row] = 1
            rows.text[row] = None if text is None or _PLACEHOLDER.fullmatch(text) else text
        else:
            rows.kind[row] = KINDS_OF_TYPE.get(message.type, _MESSAGE)
            if rows.kind[row] in (_MESSAGE, _SYSTEM):
                rows.detail[row] = f'{{"type": "{ACTS.get(message.type, "other")}"}}'

    def _recall(self, rows: Rows, row: int, text: str | None) -> None:
        rows.kind[row], rows.text[row] = _DELETE, None
        self._reading.saw(Sight.DELETES)
        said = chinese_system_line(text or "")
        if said and said.kind is Kind.DELETE and said.by:
            self._act(rows, row, said)

    def _act(self, rows: Rows, row: int, said: SystemLine) -> None:
        rows.kind[row] = CODES[said.kind]
        if said.kind in _SIGHTS:
            self._reading.saw(_SIGHTS[said.kind])
        by = self._named(said.by)
        if said.kind in _NAMED_KINDS:
            rows.text[row] = None
            rows.tell(row, [self._named(name) for name in said.who], by)
            return
        rows.account[row] = by
        if said.kind is Kind.RENAME:
            rows.text[row] = said.name
            self._reading.places.channel(self._platform, self._chat, said.name)
        elif said.kind is Kind.DELETE:
            rows.text[row] = None
            if (whose := self._named(said.who[0])) is not None:
                rows.peer[row] = whose

    def _named(self, name: str | None) -> int | None:
        if name is None:
            return None
        if owner := self._names.owner(name):
            return self._reading.roster.number(self._platform, owner)
        return self._reading.roster.number(self._platform, name, name, weak=True)


def written(native: Id) -> str | None:
    """An id as text, whether the file writes it as a number or in quotes; an empty one is none."""
    return None if native is None or native == "" else str(native)
