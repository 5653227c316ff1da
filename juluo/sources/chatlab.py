"""ChatLab's exchange format, JSON and JSONL: what many Chinese chat tools write, whatever the platform."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

import msgspec
import numpy as np

from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.chat_name import chat_name
from juluo.sources.chatlab_chat import MILLISECONDS, UNNAMED_PLATFORM, ChatLabChat
from juluo.sources.chatlab_records import Header, Line, Maker, Member, Message, Meta
from juluo.sources.files import Head, SourceFile
from juluo.sources.json_blocks import DECODE_ERRORS, UNREADABLE, Blocks
from juluo.sources.json_text import DamageError, JsonText, utf8_stream
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.wording.sentence import Sentence, told

_LINES_HEAD = re.compile(r'\s*(?:#[^\n]*\n\s*)*\{[^\n]*"_type"\s*:\s*"(?:header|member|message)"')
_OBJECT_HEAD = re.compile(r'\s*\{\s*"chatlab"\s*:\s*\{')
_BLOCK_BYTES = 4 << 20
_DECODER = msgspec.json.Decoder(Line, strict=False)


class _Skipped(msgspec.Struct, gc=False):
    """An element that is only stepped over."""


class ChatLabReader:
    name = "chatlab"
    title = told("ChatLab 标准格式（JSON、JSONL）")
    platform = UNNAMED_PLATFORM
    sees = frozenset({Sight.MESSAGES})

    def sniff(self, head: Head) -> float:
        if _LINES_HEAD.match(head.text) and '"chatlab"' in head.text:
            return 0.98
        return 0.98 if _OBJECT_HEAD.match(head.text) else 0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        batches = _lines if _LINES_HEAD.match(Head.of(file).text) else _object
        found = False
        try:
            for batch in batches(file, reading):
                found = True
                yield batch
        except DamageError as damage:
            if found:
                reading.reject(damage.offset, damage.reason)
        if not found:
            sentence = told(
                "{file} 里没有一条能读的 ChatLab 消息：请确认它是完整的 ChatLab JSON 或 JSONL 导出。", file=file.name
            )
            raise UnreadableError(sentence)


def _object(file: SourceFile, reading: Reading) -> Iterator[Batch]:
    """The JSON form: one object, usually chatlab, meta, members, messages in this order."""
    chat = _introduced(*_heading(file), file, reading)
    with JsonText(file) as text:
        for key in text.fields():
            if key == "members":
                for members in Blocks[Member](text, Member, reading.reject):
                    chat.meet(members.values)
            elif key == "messages":
                for messages in Blocks[Message](text, Message, reading.reject):
                    yield from chat.batches(messages.values, messages.offsets)
            else:
                text.value()


def _heading(file: SourceFile) -> tuple[Maker, Meta]:
    """Who wrote the file and which chat it is, wherever in the object they stand; a damaged one is left empty."""
    found: dict[str, bytes] = {}
    with suppress(DamageError), JsonText(file) as text:
        for key in text.fields():
            if key in {"members", "messages"}:
                for _ in Blocks[_Skipped](text, _Skipped, _ignored):
                    pass
            else:
                found[key] = text.value()
            if {"chatlab", "meta"} <= found.keys():
                break
    maker, meta = Maker(), Meta()
    with suppress(*DECODE_ERRORS):
        maker = msgspec.json.decode(found.get("chatlab", b"{}"), type=Maker, strict=False)
    with suppress(*DECODE_ERRORS):
        meta = msgspec.json.decode(found.get("meta", b"{}"), type=Meta, strict=False)
    return maker, meta


def _ignored(offset: int, reason: Sentence, raw: str) -> None:
    """Nothing: the walk that reads the messages rejects them."""


def _introduced(maker: Maker, meta: Meta, file: SourceFile, reading: Reading) -> ChatLabChat:
    seconds = maker.exported_at or 0
    seconds = seconds / 1000 if seconds > MILLISECONDS else seconds
    if 0 < seconds < MILLISECONDS:
        reading.exported_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return ChatLabChat(reading, meta, chat_name(file.name) or PurePosixPath(file.name).stem)


def _lines(file: SourceFile, reading: Reading) -> Iterator[Batch]:
    """The JSONL form: a header, members if any, then a message a line."""
    chat: ChatLabChat | None = None
    for start, block in _line_blocks(file):
        values, offsets = _decoded(start, block, reading)
        for value in values:
            if isinstance(value, Header):
                chat = _introduced(value.chatlab, value.meta, file, reading)
        if chat is None:
            chat = _introduced(Maker(), Meta(), file, reading)
        chat.meet([value for value in values if isinstance(value, Member)])
        rows = [row for row, value in enumerate(values) if isinstance(value, Message)]
        messages = [value for value in values if isinstance(value, Message)]
        yield from chat.batches(messages, np.array(offsets, np.int64)[rows])


def _line_blocks(file: SourceFile) -> Iterator[tuple[int, bytes]]:
    """Whole lines, with the byte offset of the first."""
    start, rest = 0, b""
    with utf8_stream(file) as stream:
        while more := stream.read(_BLOCK_BYTES):
            whole, line_end, following = more.rpartition(b"\n")
            if line_end:
                block = rest + whole + line_end
                yield start, block
                start, rest = start + len(block), following
            else:
                rest += following
    if rest:
        yield start, rest


def _decoded(start: int, block: bytes, reading: Reading) -> tuple[list[Line], list[int]]:
    """The block's records with their byte offsets; comments and empty lines are none, broken ones are rejected."""
    lines = block.split(b"\n")
    places = start + np.concatenate(([0], np.cumsum([len(line) + 1 for line in lines[:-1]], dtype=np.int64)))
    rows = [row for row, line in enumerate(lines) if line.strip() and not line.startswith(b"#")]
    offsets = places[rows].tolist()
    with suppress(*DECODE_ERRORS):
        if len(rows) >= len(lines) - 1 and len(values := _DECODER.decode_lines(block)) == len(rows):
            return values, offsets
    values, kept = [], []
    for row, offset in zip(rows, offsets, strict=True):
        try:
            values.append(_DECODER.decode(lines[row].removeprefix(BOM_UTF8)))
            kept.append(offset)
        except DECODE_ERRORS:
            reading.reject(offset, UNREADABLE, lines[row].decode("utf-8", "replace"))
    return values, kept


READER = ChatLabReader()
