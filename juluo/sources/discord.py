"""DiscordChatExporter's JSON: one channel or thread a file."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.discord_channel import PLATFORM, DiscordChannel
from juluo.sources.discord_records import Channel, Header, Message
from juluo.sources.files import Head, SourceFile
from juluo.sources.json_blocks import DECODE_ERRORS, Blocks, Passed
from juluo.sources.json_text import DamageError, JsonText
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.wording.sentence import Sentence, told

TITLE: Final = told("DiscordChatExporter JSON")
NOTHING: Final = told("这个文件里没有一条能读的 Discord 消息：请用 DiscordChatExporter 导出为 JSON，再选导出的文件。")

_GUILD: Final = re.compile(r'"guild"\s*:\s*\{')
_CHANNEL: Final = re.compile(r'"channel"\s*:\s*\{[^{}]*"type"\s*:\s*"(?:Guild|Direct)\w*"')
_MESSAGE: Final = re.compile(r'"timestampEdited"\s*:')
_AROUND: Final = re.compile(r'"(?:dateRange|exportedAt)"\s*:')


@dataclass(frozen=True, slots=True)
class DiscordReader:
    name: str = "discord"
    title: Sentence = TITLE
    platform: str = PLATFORM
    # Joins show in the system channel only: they are declared when met. Leaves show nowhere.
    sees: frozenset[Sight] = frozenset(
        {Sight.MESSAGES, Sight.REPLIES, Sight.THREADS, Sight.MENTIONS, Sight.REACTIONS, Sight.EDITS},
    )

    def sniff(self, head: Head) -> float:
        text = head.text.lstrip()
        if not text.startswith("{"):
            return 0.0
        marks = sum(mark.search(text) is not None for mark in (_GUILD, _CHANNEL, _MESSAGE, _AROUND))
        return (0.0, 0.0, 0.7, 0.95, 0.98)[marks]

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        found = False
        try:
            with JsonText(file) as text:
                for batch in _batches(text, file, reading):
                    found = True
                    yield batch
        except DamageError as damage:
            if not found:
                raise UnreadableError(NOTHING) from None
            reading.reject(damage.offset, damage.reason)
        if not found:
            raise UnreadableError(NOTHING)


def _batches(text: JsonText, file: SourceFile, reading: Reading) -> Iterator[Batch]:
    fields: dict[str, bytes] = {}
    for key in text.fields():
        if key != "messages":
            fields[key] = text.value()
            continue
        header = _header(fields if "channel" in fields else _late_fields(file))
        _note_export(header, reading)
        yield from _channel_batches(text, DiscordChannel(reading, header.channel or Channel()), reading)


def _channel_batches(text: JsonText, channel: DiscordChannel, reading: Reading) -> Iterator[Batch]:
    damage = None
    try:
        for elements in Blocks[Message](text, Message, reading.reject):
            yield from channel.take(elements)
    except DamageError as problem:
        damage = problem
    yield from channel.flush()
    if damage:
        raise damage


def _header(fields: dict[str, bytes]) -> Header:
    header = Header()
    for name, shape in (("guild", "guild"), ("channel", "channel"), ("exportedAt", "exported_at")):
        with suppress(*DECODE_ERRORS, KeyError):
            part = msgspec.json.decode(b'{"' + name.encode() + b'":' + fields[name] + b"}", type=Header, strict=False)
            setattr(header, shape, getattr(part, shape))
    return header


def _note_export(header: Header, reading: Reading) -> None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(header.exported_at or "")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=reading.zone)
        reading.exported_at = max(moment, reading.exported_at or moment)


def _late_fields(file: SourceFile) -> dict[str, bytes]:
    """Everything around the messages, from a walk through the whole file, for files that put it after them."""
    fields: dict[str, bytes] = {}
    with suppress(DamageError), JsonText(file) as text:
        for key in text.fields():
            if key == "messages":
                for _ in Blocks[Passed](text, Passed, lambda *_: None):
                    pass
            else:
                fields[key] = text.value()
    return fields


READER: Final = DiscordReader()
