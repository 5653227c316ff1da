"""Telegram Desktop's `result.json`: one chat, or a whole account's chats."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch
from juluo.sources.files import Head, SourceFile
from juluo.sources.json_blocks import DECODE_ERRORS, Blocks, Passed
from juluo.sources.json_text import DamageError, JsonText, mended
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.telegram_chat import PLATFORM, Chat
from juluo.sources.telegram_records import Record
from juluo.wording.sentence import Sentence, told

TITLE: Final = told("Telegram Desktop JSON")
NOTHING: Final = told(
    "这个文件里没有一条能读的 Telegram 消息：请用 Telegram Desktop 导出为 JSON，再选其中的 result.json。"
)
SAVED: Final = "收藏夹"

_CHAT_TYPE: Final = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|replies|verify_codes|(?:private|public)_(?:super)?group'
    r'|(?:private|public)_channel)"',
)
_RECORD: Final = re.compile(r'"type"\s*:\s*"(?:message|service|unsupported)"')
_MARKS: Final = re.compile(r'"(?:date_unixtime|from_id|actor_id|text_entities)"\s*:')
_ACCOUNT: Final = re.compile(
    r'^\s*\{\s*"(?:about|personal_information|profile_pictures|stories|contacts|frequent_contacts|sessions|chats)"\s*:',
)
_ACCOUNT_PARTS: Final = re.compile(
    r'"(?:personal_information|frequent_contacts|web_sessions|left_chats|phone_number|date_unixtime)"\s*:',
)
_HEADER_KEYS: Final = ("id", "name", "type")


@dataclass(frozen=True, slots=True)
class TelegramReader:
    name: str = "telegram"
    title: Sentence = TITLE
    platform: str = PLATFORM
    # Joins, leaves, reactions and topics show in some chats and some versions only: they are declared when met.
    sees: frozenset[Sight] = frozenset({Sight.MESSAGES, Sight.REPLIES, Sight.MENTIONS, Sight.EDITS})

    def sniff(self, head: Head) -> float:
        text = head.text.lstrip()
        if not text.startswith("{"):
            return 0.0
        if _CHAT_TYPE.search(text) and '"messages"' in text:
            return 0.98
        if _RECORD.search(text) and _MARKS.search(text) and '"messages"' in text:
            return 0.9
        if _ACCOUNT.search(text) and _ACCOUNT_PARTS.search(text):
            return 0.9
        return 0.0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        found = False
        try:
            for batch in _batches(file, reading):
                found = True
                yield batch
        except DamageError as damage:
            if not found:
                raise UnreadableError(NOTHING) from None
            reading.reject(damage.offset, damage.reason)
        if not found:
            raise UnreadableError(NOTHING)


def _batches(file: SourceFile, reading: Reading) -> Iterator[Batch]:
    late: list[dict[str, str]] | None = None
    with JsonText(file) as text:
        for place, header in enumerate(_chats(text)):
            known = header
            if not all(key in header for key in _HEADER_KEYS[:2]):
                late = _late_headers(file) if late is None else late
                known = header | (late[place] if place < len(late) else {})
            yield from _chat_batches(text, _chat(reading, known), reading)


def _chat(reading: Reading, header: dict[str, str]) -> Chat:
    name = header.get("name") or (SAVED if header.get("type") == "saved_messages" else "")
    chat_id = header.get("id") or name or reading.file
    return Chat(reading, chat_id, name or chat_id, header.get("type", ""))


def _chat_batches(text: JsonText, chat: Chat, reading: Reading) -> Iterator[Batch]:
    damage = None
    try:
        for elements in Blocks[Record](text, Record, reading.reject):
            yield from chat.take(elements)
    except DamageError as problem:
        damage = problem
    yield from chat.end()
    if damage:
        raise damage


def _chats(text: JsonText) -> Iterator[dict[str, str]]:
    """A stop at each chat's messages, with what the chat's keys before it say; keys after it are added."""
    header: dict[str, str] = {}
    for key in text.fields():
        if key == "messages":
            yield header
        elif key in {"chats", "left_chats"} and text.peek() == ord("{"):
            for inner in text.fields():
                if inner == "list" and text.peek() == ord("["):
                    for _ in text.elements():
                        yield from _chats(text)
                else:
                    text.value()
        else:
            _note(header, key, text.value())


def _note(header: dict[str, str], key: str, raw: bytes) -> None:
    if key in _HEADER_KEYS:
        with suppress(*DECODE_ERRORS):
            header[key] = str(msgspec.json.decode(mended(raw), type=str | int))


def _late_headers(file: SourceFile) -> list[dict[str, str]]:
    """Every chat's header, from a walk through the whole file, for files that name a chat after its messages."""
    headers: list[dict[str, str]] = []
    with suppress(DamageError), JsonText(file) as text:
        for header in _chats(text):
            headers.append(header)
            for _ in Blocks[Passed](text, Passed, lambda *_: None):
                pass
    return headers


READER: Final = TelegramReader()
