"""The generic table: any CSV, JSON lines, XLSX or Parquet with a time, an author and, mostly, a text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import msgspec

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch, entry_batch
from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.table_columns import looks_like_a_table, roles_of
from juluo.sources.table_moments import Moments
from juluo.sources.table_rows import Chunk, chunks, form_of

_KINDS: dict[str, Kind] = {str(kind): kind for kind in Kind} | {
    "": Kind.MESSAGE,
    "action": Kind.MESSAGE,
    "post": Kind.MESSAGE,
    "reply": Kind.MESSAGE,
    "comment": Kind.MESSAGE,
    "deleted": Kind.MESSAGE,
    "text": Kind.MESSAGE,
    "forward": Kind.REPOST,
    "retweet": Kind.REPOST,
    "nick_change": Kind.RENAME,
    "moderator_action": Kind.SYSTEM,
    "recall": Kind.DELETE,
    "kicked": Kind.KICK,
    "quit": Kind.LEAVE,
    "part": Kind.LEAVE,
}
_SHOWN = {
    Kind.JOIN: Sight.JOINS,
    Kind.LEAVE: Sight.LEAVES,
    Kind.KICK: Sight.LEAVES,
    Kind.MEMBER_COUNT: Sight.MEMBER_COUNT,
    Kind.DELETE: Sight.DELETES,
}
# On these a join is a connection, not a membership.
_PRESENCE = frozenset({"irc"})
_TRUE = frozenset({True, "1", "true", "True", "TRUE", "yes", "是"})


@dataclass(slots=True)
class _Rows:
    """The columns of one batch under way."""

    at: list[int] = field(default_factory=list)
    naive: list[str | None] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    account: list[int | None] = field(default_factory=list)
    peer: list[int | None] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)
    thread: list[int | None] = field(default_factory=list)
    reply_to: list[str | None] = field(default_factory=list)
    mentions: list[list[int] | None] = field(default_factory=list)
    text: list[str | None] = field(default_factory=list)
    media: list[int] = field(default_factory=list)
    reactions: list[int] = field(default_factory=list)
    detail: list[str | None] = field(default_factory=list)
    edited: list[int | None] = field(default_factory=list)
    deleted: list[bool] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    offset: list[int] = field(default_factory=list)


class _Course:
    """One table under way: what its columns mean, and where it stands."""

    def __init__(self, file: SourceFile, reading: Reading, columns: list[str]) -> None:
        self.reading = reading
        self.roles = roles_of(columns, reading.mapping)
        self.moments = Moments(reading.zone, reading.mapping.get("time_format"))
        self.platform = reading.mapping.get("platform_name", "")
        self.home = reading.mapping.get("channel_name") or PurePath(file.name).stem
        self.named = "id" in self.roles

    def batch(self, chunk: Chunk) -> Batch | None:
        """The chunk's entries; rows that can't be read are rejected."""
        empty = [None] * len(chunk.rows)
        columns = {role: chunk.columns.get(column, empty) for role, column in self.roles.items()}
        if not self.platform:
            self.platform = next((str(p) for p in columns.get("platform", ()) if p), "table")
        rows = _Rows()
        for place, offset in enumerate(chunk.rows):
            self._take({role: values[place] for role, values in columns.items()}, offset, rows)
        return self._built(rows) if rows.at else None

    def _built(self, rows: _Rows) -> Batch:
        return entry_batch(
            self.reading,
            self.platform,
            at=rows.at,
            kind=rows.kind,
            account=rows.account,
            channel=rows.channel,
            offset=rows.offset,
            native_id=rows.names if self.named else None,
            text=rows.text,
            peer=rows.peer,
            thread=rows.thread,
            reply_to=rows.reply_to,
            mentions=rows.mentions,
            media=rows.media,
            reactions=rows.reactions,
            detail=rows.detail,
            naive_time=rows.naive,
            edited_at=rows.edited,
            deleted=rows.deleted,
        )

    def _take(self, row: dict[str, Any], offset: int, rows: _Rows) -> None:
        """Read one row into the columns, or reject it."""
        moment = self.moments.read(row["ts"])
        kind = _KINDS.get(str(row.get("kind") or "").strip().lower())
        problem = self._problem(row, moment, kind)
        if problem or moment is None or kind is None:
            self.reading.reject(offset, problem, json.dumps(row, ensure_ascii=False, default=str))
            return
        extra = _extra(row.get("extra"))
        rows.at.append(moment[0])
        rows.naive.append(moment[1])
        rows.kind.append(CODES[kind])
        rows.offset.append(offset)
        if self.named:
            rows.names.append(str(row["id"]))
        self._take_people(row, extra, rows)
        self._take_place(row, rows)
        self._take_content(row, extra, kind, rows)
        if kind in _SHOWN:
            seen = _SHOWN[kind]
            presence = self.platform.lower() in _PRESENCE and seen in {Sight.JOINS, Sight.LEAVES}
            self.reading.saw(Sight.PRESENCE if presence else seen)

    def _problem(self, row: dict[str, Any], moment: object, kind: Kind | None) -> str:
        if moment is None:
            shown = row["ts"]
            if shown is None or shown == "":
                return "没有可用的时间"
            return f"读不懂时间“{shown}”：可用 --map time_format=… 说明写法"
        if kind is None:
            return f"不认识的类型“{row['kind']}”"
        if self.named and row["id"] in (None, ""):
            return "没有编号（id 列为空）"
        return ""

    def _account(self, value: object, name: object = None, **flags: bool) -> int | None:
        if value is None or value == "":
            return None
        return self.reading.roster.number(self.platform, str(value), str(name) if name else None, **flags)

    def _take_people(self, row: dict[str, Any], extra: dict[str, Any], rows: _Rows) -> None:
        is_bot, is_staff = row.get("is_bot") in _TRUE, row.get("is_staff") in _TRUE or extra.get("staff") is True
        rows.account.append(self._account(row["author"], row.get("author_name"), is_bot=is_bot, is_staff=is_staff))
        rows.peer.append(self._account(row.get("peer")))
        mentioned = [code for value in _items(row.get("mentions")) if (code := self._account(value)) is not None]
        rows.mentions.append(mentioned or None)
        if mentioned:
            self.reading.saw(Sight.MENTIONS)

    def _take_place(self, row: dict[str, Any], rows: _Rows) -> None:
        name = row.get("channel")
        key = row.get("channel_id") or name or self.home
        channel = self.reading.places.channel(self.platform, str(key), str(name) if name else None)
        rows.channel.append(channel)
        topic = row.get("topic")
        if topic is None or topic == "":
            rows.thread.append(None)
        else:
            rows.thread.append(self.reading.places.thread(channel, str(topic)))
            self.reading.saw(Sight.THREADS)

    def _take_content(self, row: dict[str, Any], extra: dict[str, Any], kind: Kind, rows: _Rows) -> None:
        text, reply, edited = row.get("text"), row.get("reply_to"), row.get("edited_ts") or extra.get("edited_ts")
        deleted = row.get("deleted") in _TRUE or str(row.get("kind") or "").lower() == "deleted"
        count, detail = _reactions(row.get("reactions"), extra)
        told = _items(row.get("detail")) if isinstance(row.get("detail"), list) else _extra(row.get("detail"))
        whole = (told if isinstance(told, dict) else {}) | detail
        if kind is Kind.MEMBER_COUNT and row.get("members") is not None:
            whole["members"] = int(row["members"])
        rows.text.append(None if text is None else str(text))
        rows.reply_to.append(None if reply in (None, "") else str(reply))
        rows.media.append(_count(row.get("media")))
        rows.reactions.append(count)
        rows.detail.append(json.dumps(whole, ensure_ascii=False, sort_keys=True) if whole else None)
        rows.edited.append(None if edited is None else (self.moments.read(edited) or (None,))[0])
        rows.deleted.append(deleted)
        for shown, sight in (
            (reply, Sight.REPLIES),
            (edited, Sight.EDITS),
            (count, Sight.REACTIONS),
            (deleted, Sight.DELETES),
        ):
            if shown:
                self.reading.saw(sight)


def _extra(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or len(value) <= 2:
        return {}
    try:
        decoded = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return {}
    return decoded if isinstance(decoded, dict) else {}


def _items(value: object) -> list[Any]:
    """A list cell: a list, a JSON list, or names parted by commas."""
    if isinstance(value, list):
        return value
    if not isinstance(value, str) or not value:
        return []
    if value.startswith("["):
        try:
            decoded = msgspec.json.decode(value)
        except msgspec.DecodeError:
            return []
        return decoded if isinstance(decoded, list) else []
    return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]


def _reactions(value: object, extra: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """How many reactions, and which. Who reacted is left out: it is another person's data without a time."""
    told = value if value is not None else extra.get("reactions", extra.get("likes"))
    if isinstance(told, (int, float)) or (isinstance(told, str) and told.isdigit()):
        return int(told), {}
    listed = [item for item in _items(told) if isinstance(item, dict)]
    emoji = {str(r.get("emoji") or r.get("name") or "?"): _count(r.get("count")) for r in listed}
    return sum(emoji.values()), {"reactions": emoji} if emoji else {}


def _count(value: object) -> int:
    if isinstance(value, list):
        return len(value)
    if isinstance(value, (int, float)):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdigit() else 0


class TableReader:
    """READER of generic tables. Its sights are what the table's rows show."""

    name = "table"
    title = "通用表格（CSV、JSONL、XLSX、Parquet）"
    platform = "table"
    sees = frozenset({Sight.MESSAGES})

    def sniff(self, head: Head) -> float:
        form = form_of(head.name, head.raw)
        if form in {"parquet", "xlsx"}:
            return 0.9
        line = head.text.split("\n", 1)[0].strip()
        if form == "jsonl":
            try:
                return looks_like_a_table(list(msgspec.json.decode(line.encode(), type=dict[str, Any])))
            except msgspec.DecodeError:
                return 0.0
        if form == "csv":
            return max(looks_like_a_table([c.strip(' "') for c in line.split(mark)]) for mark in ",\t;")
        return 0.0

    def read(self, file: SourceFile, reading: Reading) -> Iterator[Batch]:
        with file.open() as stream:
            raw = stream.read(8192)
        form = form_of(file.name, raw)
        if form is None or not raw:
            raise UnreadableError(f"{file.name} 不是表格：能读 CSV、JSONL、XLSX 和 Parquet。")
        course: _Course | None = None
        yielded = False
        for chunk in chunks(file, form, reading):
            if course is None:
                course = _Course(file, reading, list(chunk.columns))
            batch = course.batch(chunk)
            if batch is not None:
                yielded = True
                yield batch
        if not yielded:
            raise UnreadableError(_why(file, reading))


def _why(file: SourceFile, reading: Reading) -> str:
    if reading.rejections:
        first = reading.rejections[-1]
        return f"{file.name} 里没有一行能读：例如第 {first.offset} 处{first.reason}。"
    return f"{file.name} 里没有数据行：请检查导出。"


READER = TableReader()
