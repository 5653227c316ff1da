"""One Telegram chat's records as entries.

Members who join or are removed are only names in the export, and most join before their first word. So their entries
wait for the chat's end, when every name that has an account is known; a name of no account, or of two, stays weak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import msgspec
import numpy as np
from msgspec import UNSET

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.entry_columns import ENOUGH, Block, EntryColumns, Numbers
from juluo.sources.json_blocks import Elements
from juluo.sources.local_time import SECOND, LocalClock
from juluo.sources.reading import Reading
from juluo.sources.telegram_records import Message, Part, Reaction, Record, Service, Unsupported, plain
from juluo.wording.sentence import Sentence, told

PLATFORM: Final = "telegram"
NO_TIME: Final = told("这条消息没有可用的时间，没有读入：请用新版 Telegram Desktop 重新导出。")
UNSUPPORTED: Final = told("这一版 Telegram Desktop 不认识这条消息，没有写出内容。")
# Telegram opened in 2013; a time before that, or after this century, is damage.
_TIMES: Final = range(1_356_998_400, 4_102_444_800)
_JOIN, _LEAVE, _KICK = CODES[Kind.JOIN], CODES[Kind.LEAVE], CODES[Kind.KICK]
_TOPIC, _REPOST, _POLL, _SYSTEM = CODES[Kind.TOPIC], CODES[Kind.REPOST], CODES[Kind.POLL], CODES[Kind.SYSTEM]
_ACTIONS: Final = {
    "pin_message": CODES[Kind.PIN],
    "topic_created": _TOPIC,
    "topic_edit": _TOPIC,
    "edit_group_title": CODES[Kind.RENAME],
    "group_call": CODES[Kind.CALL],
    "phone_call": CODES[Kind.CALL],
}
_TOLD: Final = ("action", "title", "new_title", "message_id", "inviter", "members", "duration", "duration_seconds")
_BY_THEMSELVES: Final = frozenset({"join_group_by_link", "join_group_by_request"})
_MEMBERSHIP: Final = _BY_THEMSELVES | {"invite_members", "remove_members"}
_BIG_GROUPS: Final = frozenset({"private_supergroup", "public_supergroup"})
_write: Final = msgspec.json.Encoder().encode

Spoken = Message | Service
# Either shape of record; Any, for a row must cost no more than the attribute it asks for.
Records = list[Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """One member who came or went, and by whom, as far as names tell."""

    record: Service
    at: int
    offset: int
    naive: str | None
    place: int
    kind: int
    account: int | None
    name: str | None = None
    by: int | None = None
    by_name: str | None = None

    @property
    def native_id(self) -> int | str | None:
        """The act's own id; its second member is 123/1, the third 123/2."""
        identity = self.record.id
        return f"{identity}/{self.place}" if self.place and identity is not None else identity


class Chat:
    """The entries of one chat, gathered block by block."""

    def __init__(self, reading: Reading, chat_id: str, name: str, chat_type: str) -> None:
        self._reading = reading
        self._scope = f"{PLATFORM}/{chat_id}"
        self._channel = reading.places.channel(PLATFORM, chat_id, name)
        self._name, self._type = name, chat_type
        self._clock = LocalClock(reading.zone)
        self._columns = EntryColumns(SECOND)
        self._block = Block()
        self._numbers: dict[str | int | None, int] = {}
        self._latest: dict[str | int | None, str | None] = {}
        self._named: dict[str, set[int]] = {}
        self._coming: list[Coming] = []
        self._threads: dict[int, int] = {}
        self._roots: set[int] = set()

    def take(self, elements: Elements[Record]) -> Iterator[Batch]:
        """Adds a block's records; a batch when enough have come together."""
        records: Records = elements.values
        offsets = elements.offsets
        times = [record.date_unixtime for record in records]
        if None in times or min(times) not in _TIMES or max(times) not in _TIMES:
            records, offsets, times = self._timed(records, offsets)
        if set(map(type, records)) != {Message}:
            records, offsets, times = self._without_membership(records, offsets, times)
        self._block = self._filled(records, offsets, times)
        self._enrich(records)
        if self._threads:
            self._follow_topics()
        self._columns.add(self._block)
        if len(self._columns) >= ENOUGH:
            yield from self._flush()

    def end(self) -> Iterator[Batch]:
        """What is left, and at last the members who came and went."""
        yield from self._flush()
        for start in range(0, len(self._coming), ENOUGH):
            self._columns.add(self._settled(self._coming[start : start + ENOUGH]))
            yield from self._flush()
        if self._coming or self._type == "private_group":
            self._reading.saw(Sight.JOINS, Sight.LEAVES)
        elif self._type in _BIG_GROUPS:
            self._reading.warn(_no_joins(self._name))

    def _flush(self) -> Iterator[Batch]:
        columns, self._columns = self._columns, EntryColumns(SECOND)
        if columns.has("reactions"):
            self._reading.saw(Sight.REACTIONS)
        return columns.batches(self._reading, self._scope, self._channel)

    def _filled(self, records: Records, offsets: Numbers, times: list[int]) -> Block:
        return Block(
            at=times,
            offset=offsets,
            account=self._accounts(records),
            native_id=[record.id for record in records],
            text=[record.text or None for record in records],
            reply_to=[record.reply_to_message_id or 0 for record in records],
            edited_at=[record.edited_unixtime or 0 for record in records],
        )

    def _enrich(self, records: Records) -> None:
        """What only some records have. The condition runs once a message: it asks, it does not call."""
        for row, record in enumerate(records):
            if record.__class__ is Service:
                self._act(row, record)
            elif (
                record.reactions
                or record.photo
                or record.file
                or record.text.__class__ is list
                or record.forwarded_from is not UNSET
                or record.via_bot
                or record.poll
                or record.location_information
                or record.contact_information
            ):
                self._adorn(row, record)
            if record.naive is not None:
                self._block.naive_time[row] = record.naive

    def _timed(self, records: Records, offsets: Numbers) -> tuple[Records, Numbers, list[int]]:
        """The records that have a time, from their wall clock where an old export has no other."""
        kept: Records = []
        places: list[int] = []
        for record, offset in zip(records, offsets.tolist(), strict=True):
            if record.__class__ is Unsupported:
                self._reading.skip(UNSUPPORTED)
                continue
            if record.date_unixtime is None:
                record.naive, record.date_unixtime = record.date, self._from_wall_clock(record.date)
            if record.edited and record.edited_unixtime is None:
                record.edited_unixtime = self._from_wall_clock(record.edited)
            if record.date_unixtime in _TIMES:
                kept.append(record)
                places.append(offset)
            else:
                self._reading.reject(offset, NO_TIME, msgspec.json.encode(record).decode())
        return kept, np.array(places, np.int64), [record.date_unixtime for record in kept]

    def _from_wall_clock(self, words: str | None) -> int | None:
        try:
            wall = datetime.fromisoformat(words or "")
        except ValueError:
            return None
        if wall.tzinfo is not None:
            return int(wall.timestamp())
        local = int(wall.replace(tzinfo=UTC).timestamp()) * SECOND
        return int(self._clock.moments(np.array([local], np.int64))[0]) // SECOND

    def _without_membership(
        self, records: Records, offsets: Numbers, times: list[int]
    ) -> tuple[Records, Numbers, list[int]]:
        """Lays those who come and go aside until every name is known."""
        rest = []
        for row, (record, offset, at) in enumerate(zip(records, offsets.tolist(), times, strict=True)):
            if record.__class__ is Service and record.action in _MEMBERSHIP:
                self._coming += self._comings(record, at, offset)
            else:
                rest.append(row)
        if len(rest) == len(records):
            return records, offsets, times
        return [records[row] for row in rest], offsets[rest], [times[row] for row in rest]

    def _comings(self, record: Service, at: int, offset: int) -> Iterator[Coming]:
        actor = _known(self._accounts([record])[0])
        start = partial(Coming, record, at, offset, record.naive)
        if record.action in _BY_THEMSELVES:
            yield start(0, _JOIN, actor, by_name=record.inviter)
            return
        came = record.action == "invite_members"
        for place, name in enumerate(record.members or [None]):
            if name is not None and name == record.who:
                yield start(place, _JOIN if came else _LEAVE, actor)
            else:
                yield start(place, _JOIN if came else _KICK, None, name=name, by=actor)

    def _settled(self, comings: list[Coming]) -> Block:
        rows = range(len(comings))
        by = [self._by_name(coming.by_name) if coming.by is None else coming.by for coming in comings]
        return Block(
            at=[coming.at for coming in comings],
            account=[self._by_name(coming.name) if coming.account is None else coming.account for coming in comings],
            offset=[coming.offset for coming in comings],
            native_id=[coming.native_id for coming in comings],
            text=[None for _ in rows],
            reply_to=[0 for _ in rows],
            edited_at=[0 for _ in rows],
            kind={row: comings[row].kind for row in rows},
            peer={row: by[row] for row in rows if by[row] is not None},
            naive_time={row: comings[row].naive or "" for row in rows if comings[row].naive},
        )

    def _accounts(self, records: Records) -> Numbers:
        ids = [record.who_id for record in records]
        latest = dict(zip(ids, records, strict=True))
        for key, record in latest.items():
            if key is not None and (key not in self._latest or self._latest[key] != record.who):
                self._meet(key, record.who)
        known = self._numbers.__getitem__
        if None in latest:
            numbers = [self._nobody(record) if record.who_id is None else known(record.who_id) for record in records]
            return np.array(numbers, np.int64)
        return np.fromiter(map(known, ids), np.int64, len(ids))

    def _nobody(self, record: Spoken) -> int:
        number = self._weak(record.who)
        return -1 if number is None else number

    def _meet(self, key: str | int, name: str | None) -> None:
        # The first exporters wrote a bare number for a user.
        account_id = f"user{key}" if isinstance(key, int) else key
        number = self._reading.roster.number(PLATFORM, account_id, name)
        self._numbers[key] = number
        self._latest[key] = name
        if name:
            self._named.setdefault(name, set()).add(number)

    def _by_name(self, name: str | None) -> int | None:
        bearers = self._named.get(name or "", ())
        return next(iter(bearers)) if len(bearers) == 1 else self._weak(name)

    def _weak(self, name: str | None) -> int | None:
        return self._reading.roster.number(PLATFORM, name, name, weak=True) if name else None

    def _act(self, row: int, record: Service) -> None:
        block = self._block
        kind = block.kind[row] = _ACTIONS.get(record.action, _SYSTEM)
        block.text[row] = plain(record.text)
        told = {name: value for name in _TOLD if (value := getattr(record, name)) is not None}
        block.detail[row] = _write(told).decode()
        if kind != _TOPIC or record.id is None:
            return
        root = record.id if record.action == "topic_created" else record.reply_to_message_id
        if record.action == "topic_created" or root in self._roots:
            thread = self._reading.places.thread(self._channel, str(root), record.new_title or record.title)
            self._threads[record.id] = block.thread[row] = thread
            self._roots.add(root or record.id)
            self._reading.saw(Sight.THREADS)

    def _follow_topics(self) -> None:
        """An answer to what stands in a topic stands in it too; one to the topic itself answers nobody."""
        block, threads = self._block, self._threads
        for row in range(len(block.at)):
            answered, name = block.reply_to[row], block.native_id[row]
            thread = threads.get(answered)
            if thread is None or not isinstance(name, int):
                continue
            block.thread[row] = threads[name] = thread
            if answered in self._roots:
                block.reply_to[row] = 0

    def _adorn(self, row: int, message: Message) -> None:
        block = self._block
        detail: dict[str, object] = {}
        if isinstance(message.text, list):
            block.text[row] = plain(message.text)
            self._mention(row, message.text)
        if message.photo or message.file or message.location_information or message.contact_information:
            block.media[row] = 1
        if message.reactions:
            counts = counted(message.reactions)
            block.reactions[row] = sum(counts.values())
            detail["reactions"] = counts
        if message.via_bot:
            detail["via_bot"] = message.via_bot
        if message.poll:
            block.kind[row] = _POLL
            block.text[row] = plain(message.poll.question)
            detail["poll"] = {plain(answer.text) or "": answer.voters for answer in message.poll.answers}
        if message.forwarded_from is not UNSET:
            block.kind[row] = _REPOST
            detail["forwarded_from"] = message.forwarded_from
        if detail:
            block.detail[row] = _write(detail).decode()

    def _mention(self, row: int, text: Sequence[str | Part]) -> None:
        met = [part.user_id for part in text if isinstance(part, Part) and part.user_id]
        if met:
            number = self._reading.roster.number
            self._block.mentions[row] = [number(PLATFORM, f"user{identity}") for identity in met]


def _no_joins(chat: str) -> Sentence:
    return told(
        "「{chat}」的导出里没有一条入群记录：Telegram 的大群会隐藏它们，加入和离开的人数请用 juluo count 另填。",
        chat=chat,
    )


def _known(number: int) -> int | None:
    return None if number < 0 else int(number)


def counted(reactions: Sequence[Reaction]) -> dict[str, int]:
    """How often each sign was given."""
    counts: dict[str, int] = {}
    for reaction in reactions:
        sign = reaction.emoji or reaction.document_id or reaction.type
        counts[sign] = counts.get(sign, 0) + reaction.count
    return counts
