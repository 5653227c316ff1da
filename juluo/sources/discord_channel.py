"""One Discord channel's or thread's messages as entries."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
import numpy as np
import pyarrow as pa

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.discord_records import Channel, Message, Person, Reaction
from juluo.sources.entry_columns import ENOUGH, Block, EntryColumns
from juluo.sources.json_blocks import Elements
from juluo.sources.local_time import SECOND, LocalClock
from juluo.sources.reading import Reading
from juluo.wording.sentence import told

PLATFORM: Final = "discord"
NO_TIME: Final = told("这条消息没有可用的时间，没有读入：请用 DiscordChatExporter 重新导出这个频道。")
# Discord opened in 2015; a time before that, or after this century, is damage.
_EARLIEST: Final = 1_420_070_400 * SECOND
_LATEST: Final = 4_102_444_800 * SECOND
_JOIN, _LEAVE, _KICK = CODES[Kind.JOIN], CODES[Kind.LEAVE], CODES[Kind.KICK]
_MESSAGE, _REPOST, _SYSTEM = CODES[Kind.MESSAGE], CODES[Kind.REPOST], CODES[Kind.SYSTEM]
_TYPES: Final = {
    "Default": _MESSAGE,
    "Reply": _MESSAGE,
    "GuildMemberJoin": _JOIN,
    "RecipientAdd": _JOIN,
    "RecipientRemove": _LEAVE,
    "Call": CODES[Kind.CALL],
    "ChannelNameChange": CODES[Kind.RENAME],
    "ChannelPinnedMessage": CODES[Kind.PIN],
    "ThreadCreated": CODES[Kind.TOPIC],
}
_NANOSECONDS: Final = pa.timestamp("ns", "UTC")
_write: Final = msgspec.json.Encoder().encode


class DiscordChannel:
    """The entries of one file, gathered block by block."""

    def __init__(self, reading: Reading, channel: Channel) -> None:
        self._reading = reading
        self._clock = LocalClock(reading.zone)
        self._numbers: dict[str, int] = {}
        self._names: dict[str, str | None] = {}
        own_id = channel.id or channel.name or reading.file
        self._thread: int | None = None
        if "Thread" in (channel.type or ""):
            # For a thread, "category" is the channel it hangs on.
            parent = channel.category_id or channel.category or own_id
            self._channel = reading.places.channel(PLATFORM, parent, channel.category)
            self._thread = reading.places.thread(self._channel, own_id, channel.name)
        else:
            self._channel = reading.places.channel(PLATFORM, own_id, channel.name)
        self._columns = self._empty()
        self._block = Block()

    def take(self, elements: Elements[Message]) -> Iterator[Batch]:
        """Adds a block's messages; a batch when enough have come together."""
        self._block = Block()
        messages, offsets = elements.values, elements.offsets.tolist()
        times = _moments([message.timestamp for message in messages])
        if times is None:
            messages, offsets, times = self._timed(messages, offsets)
        self._fill(messages, offsets, times)
        self._enrich(messages)
        self._columns.add(self._block)
        if len(self._columns) >= ENOUGH:
            yield from self.flush()

    def flush(self) -> Iterator[Batch]:
        columns, self._columns = self._columns, self._empty()
        return columns.batches(self._reading, PLATFORM, self._channel)

    def _empty(self) -> EntryColumns:
        return EntryColumns(thread=self._thread)

    def _fill(self, messages: list[Message], offsets: list[int], times: list[int]) -> None:
        block = self._block
        block.at, block.offset = times, offsets
        block.account = self._accounts(messages)
        block.native_id = [message.id for message in messages]
        block.text = [message.content or None for message in messages]
        block.reply_to = [
            message.reference.message_id or 0 if message.reference and message.type == "Reply" else 0
            for message in messages
        ]
        block.edited_at = [(message.edited and self._moment(message.edited)) or 0 for message in messages]

    def _enrich(self, messages: list[Message]) -> None:
        """What only some messages have. The condition runs once a message: it asks, it does not call."""
        for row, message in enumerate(messages):
            if (
                message.reactions
                or message.mentions
                or message.attachments
                or message.stickers
                or message.forwarded
                or (message.type != "Default" and message.type != "Reply")  # noqa: PLR1714 - a tuple would be built
            ):
                self._adorn(row, message)

    def _adorn(self, row: int, message: Message) -> None:
        block = self._block
        kind = _TYPES.get(message.type, _SYSTEM)
        if kind != _MESSAGE:
            block.kind[row] = kind
        if message.attachments or message.stickers:
            block.media[row] = len(message.attachments or ()) + len(message.stickers or ())
        if message.mentions:
            block.mentions[row] = [self._number(person) for person in message.mentions]
        if message.reactions:
            counts = counted(message.reactions)
            block.reactions[row] = sum(counts.values())
            block.detail[row] = _write({"reactions": counts}).decode()
        if message.forwarded or (message.reference and message.reference.type == "Forward"):
            self._pass_on(row, message)
        elif kind != _MESSAGE:
            self._act(row, message)

    def _pass_on(self, row: int, message: Message) -> None:
        block, forwarded = self._block, message.forwarded
        block.kind[row] = _REPOST
        if forwarded:
            block.text[row] = message.content or forwarded.content or None
            block.media[row] = block.media.get(row, 0) + len(forwarded.attachments) + len(forwarded.stickers)

    def _act(self, row: int, message: Message) -> None:
        block, kind = self._block, self._block.kind[row]
        block.detail[row] = _write({"type": message.type}).decode()
        if kind == _JOIN:
            self._reading.saw(Sight.JOINS)
        if message.type in {"RecipientAdd", "RecipientRemove"} and message.mentions:
            member, actor = block.mentions.pop(row)[0], block.account[row]
            block.account[row] = member
            if member != actor:
                block.peer[row] = actor
                block.kind[row] = _JOIN if kind == _JOIN else _KICK

    def _accounts(self, messages: list[Message]) -> list[int | None]:
        authors = [message.author for message in messages]
        known = [author for author in authors if author is not None]
        if len(known) < len(authors):
            return [None if author is None else self._number(author) for author in authors]
        ids = [author.id for author in known]
        for author in dict(zip(ids, known, strict=True)).values():
            self._number(author)
        return [*map(self._numbers.__getitem__, ids)]

    def _number(self, person: Person) -> int:
        name = person.nickname or person.name
        if person.id not in self._numbers or self._names[person.id] != name:
            is_known = bool(person.id)
            number = self._reading.roster.number(
                PLATFORM, person.id or name or "", name, weak=not is_known, is_bot=person.is_bot
            )
            self._numbers[person.id], self._names[person.id] = number, name
        return self._numbers[person.id]

    def _timed(self, messages: list[Message], offsets: list[int]) -> tuple[list[Message], list[int], list[int]]:
        """The messages with a usable time, read one by one."""
        kept: list[Message] = []
        places: list[int] = []
        times: list[int] = []
        for message, offset in zip(messages, offsets, strict=True):
            moment = self._moment(message.timestamp or "")
            if moment is None or not _EARLIEST <= moment < _LATEST:
                self._reading.reject(offset, NO_TIME, msgspec.json.encode(message).decode())
                continue
            if not _has_zone(message.timestamp or ""):
                self._block.naive_time[len(kept)] = message.timestamp or ""
            kept.append(message)
            places.append(offset)
            times.append(moment)
        return kept, places, times

    def _moment(self, words: str) -> int | None:
        try:
            wall = datetime.fromisoformat(words)
        except ValueError:
            return None
        local = _microseconds(wall if wall.tzinfo else wall.replace(tzinfo=UTC))
        return local if wall.tzinfo else int(self._clock.moments(np.array([local], np.int64))[0])


def _microseconds(moment: datetime) -> int:
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def _has_zone(words: str) -> bool:
    return datetime.fromisoformat(words).tzinfo is not None


def _moments(words: list[str | None]) -> list[int] | None:
    """Microseconds of ISO times with a zone; None if one of them has none, or is no sane time."""
    try:
        column = pa.array(words, pa.string()).cast(_NANOSECONDS)
    except pa.ArrowInvalid:
        return None
    if column.null_count:
        return None
    moments = column.view(pa.int64()).to_numpy() // 1000
    if len(moments) and (moments.min() < _EARLIEST or moments.max() >= _LATEST):
        return None
    times: list[int] = moments.tolist()
    return times


def counted(reactions: Sequence[Reaction]) -> dict[str, int]:
    """How often each sign was given."""
    counts: dict[str, int] = {}
    for reaction in reactions:
        sign = reaction.emoji.name or reaction.emoji.code or reaction.emoji.id or ""
        counts[sign] = counts.get(sign, 0) + reaction.count
    return counts
