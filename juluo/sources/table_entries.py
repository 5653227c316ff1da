"""From a table's columns to entries. Whole columns at a time: a row at a time costs twice as much."""

import json
from collections.abc import Sequence
from typing import Any

from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.sight import Sight
from juluo.sources.batch import Batch, entry_batch
from juluo.sources.chat_name import chat_name
from juluo.sources.files import SourceFile
from juluo.sources.reading import Reading
from juluo.sources.table_cells import TRUE, count_of, items_of, reactions_of, record_of
from juluo.sources.table_columns import NAMES, roles_of
from juluo.sources.table_moments import Moments
from juluo.sources.table_rows import Chunk
from juluo.wording.sentence import Sentence, told

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
# The channel of a table that has no column for it, and no name of its own.
_NAMELESS = "表格"
_SHOWN = {
    Kind.JOIN: Sight.JOINS,
    Kind.LEAVE: Sight.LEAVES,
    Kind.KICK: Sight.LEAVES,
    Kind.MEMBER_COUNT: Sight.MEMBER_COUNT,
    Kind.DELETE: Sight.DELETES,
}
# On these a join is a connection, not a membership.
_PRESENCE = frozenset({"irc"})

# Cells of these are looked up, so none may be a list or an object.
_SINGLE = frozenset(NAMES) - {"mentions", "reactions", "media", "detail", "extra"}

Columns = dict[str, Sequence[Any]]


class Course:
    """One table under way: what its columns mean, and where it stands."""

    def __init__(self, file: SourceFile, reading: Reading, columns: list[str]) -> None:
        self.reading = reading
        self.roles = roles_of(columns, reading.mapping)
        self.moments = Moments(reading.zone, reading.mapping.get("time_format"))
        self.platform = reading.mapping.get("platform_name", "")
        self.home = reading.mapping.get("channel_name") or chat_name(file.name) or _NAMELESS
        self._known: dict[object, tuple[int, object]] = {}
        self._talked: set[int] = set()

    def batch(self, chunk: Chunk) -> Batch | None:
        """The chunk's entries; rows that can't be read are rejected."""
        columns: Columns = {
            role: _single(chunk.columns[name]) if role in _SINGLE else chunk.columns[name]
            for role, name in self.roles.items()
            if name in chunk.columns
        }
        if not self.platform:
            self.platform = next((str(p) for p in columns.get("platform", ()) if p), "table")
        times = self._times(columns["ts"], exact=self.roles["ts"] in chunk.exact)
        kinds = self._kinds(columns.get("kind"), len(chunk.rows))
        good = self._good(columns, chunk.rows, times, kinds)
        if len(good) == len(chunk.rows):
            return self._built(columns, times, kinds, chunk.rows)
        if not good:
            return None
        columns = {role: [values[row] for row in good] for role, values in columns.items()}
        return self._built(
            columns, [times[row] for row in good], [kinds[row] for row in good], [chunk.rows[row] for row in good]
        )

    def _times(self, values: Sequence[Any], *, exact: bool) -> Sequence[tuple[int, str | None] | None]:
        if exact:
            return [None if value is None else (value, None) for value in values]
        return [self.moments.read(value) for value in values]

    def _kinds(self, values: Sequence[Any] | None, rows: int) -> Sequence[Kind | None]:
        if values is None:
            return [Kind.MESSAGE] * rows
        read = {value: _KINDS.get(str(value or "").strip().lower()) for value in set(values)}
        return [read[value] for value in values]

    def _good(self, columns: Columns, offsets: Sequence[int], times: Sequence[Any], kinds: Sequence[Any]) -> list[int]:
        """The rows that can be read; the others are rejected with the reason."""
        ids: Sequence[Any] = columns.get("id", offsets)
        good = []
        for row, (time, kind, name) in enumerate(zip(times, kinds, ids, strict=True)):
            if time is not None and kind is not None and name is not None and name != "":
                good.append(row)
                continue
            cells = {role: values[row] for role, values in columns.items()}
            problem = _problem(cells, time, kind)
            self.reading.reject(offsets[row], problem, json.dumps(cells, ensure_ascii=False, default=str))
        return good

    def _built(self, columns: Columns, times: Sequence[Any], kinds: Sequence[Any], offsets: Sequence[int]) -> Batch:
        self._see_kinds(kinds)
        rows = len(offsets)
        extras = [record_of(value) for value in columns["extra"]] if "extra" in columns else [{}] * rows
        account = self._accounts(columns, extras)
        places, threads = self._places(columns, rows)
        return entry_batch(
            self.reading,
            self.platform,
            at=[time[0] for time in times],
            kind=[CODES[kind] for kind in kinds],
            account=account,
            channel=places,
            offset=offsets,
            native_id=[str(name) for name in columns["id"]] if "id" in columns else None,
            text=_texts(columns.get("text")),
            peer=[self._account(value) for value in columns["peer"]] if "peer" in columns else None,
            thread=threads,
            reply_to=self._replies(columns.get("reply_to")),
            mentions=self._mentions(columns.get("mentions")),
            media=[count_of(value) for value in columns["media"]] if "media" in columns else None,
            naive_time=[time[1] for time in times],
            edited_at=self._edits(columns.get("edited_ts"), extras),
            deleted=self._deletions(columns, rows),
            **self._details(columns, kinds, extras),
        )

    def _see_kinds(self, kinds: Sequence[Kind]) -> None:
        for kind in _SHOWN.keys() & set(kinds):
            seen = _SHOWN[kind]
            presence = self.platform.lower() in _PRESENCE and seen in {Sight.JOINS, Sight.LEAVES}
            self.reading.saw(Sight.PRESENCE if presence else seen)

    def _saw(self, sight: Sight, *, shown: bool) -> None:
        if shown:
            self.reading.saw(sight)

    def _account(self, value: object) -> int | None:
        """The number of an account met without its name; remembered, for most are met often."""
        if value is None or value == "":
            return None
        known = self._known.get(value)
        return known[0] if known is not None else self._met(value, None)

    def _met(self, value: object, traits: Any) -> int:  # noqa: ANN401 - a row's (name, is bot, is staff), or None
        name, is_bot, is_staff = traits or (None, False, False)
        words = str(name) if name else None
        number = self.reading.roster.number(self.platform, str(value), words, is_bot=is_bot, is_staff=is_staff)
        self._known[value] = (number, traits or (None, False, False))
        return number

    def _accounts(self, columns: Columns, extras: Sequence[dict[str, Any]]) -> list[int | None]:
        """The authors' numbers; a name or a mark is told to the roster when it differs from the row before."""
        authors = columns["author"]
        rows = len(authors)
        names = columns.get("author_name") or [None] * rows
        bots = columns.get("is_bot") or [None] * rows
        staff = columns.get("is_staff") or [None] * rows
        found: list[int | None] = []
        for author, name, bot, helper, extra in zip(authors, names, bots, staff, extras, strict=True):
            if author is None or author == "":
                found.append(None)
                continue
            traits = (name, bot in TRUE, helper in TRUE or extra.get("staff") is True)
            known = self._known.get(author)
            found.append(known[0] if known is not None and known[1] == traits else self._met(author, traits))
        return found

    def _places(self, columns: Columns, rows: int) -> tuple[list[int], list[int | None] | None]:
        names: Sequence[Any] = columns.get("channel") or [None] * rows
        keys: Sequence[Any] = columns.get("channel_id") or [None] * rows
        numbers: dict[tuple[Any, Any], int] = {}
        places = []
        for pair in zip(keys, names, strict=True):
            if pair not in numbers:
                key, name = pair
                numbers[pair] = self.reading.places.channel(
                    self.platform, str(key or name or self.home), str(name) if name else None
                )
            places.append(numbers[pair])
        return places, self._threads(columns["topic"], places) if "topic" in columns else None

    def _threads(self, topics: Sequence[Any], places: Sequence[int]) -> list[int | None]:
        empty = (None, "")
        found = {
            (place, topic): None if topic in empty else self.reading.places.thread(place, str(topic))
            for place, topic in dict.fromkeys(zip(places, topics, strict=True))
        }
        threads = [found[pair] for pair in zip(places, topics, strict=True)]
        said = [thread for thread in threads if thread is not None]
        # A topic with one entry shows no answers: they may be what could not be read.
        self._saw(Sight.THREADS, shown=len(set(said)) < len(said) or not self._talked.isdisjoint(said))
        self._talked.update(said)
        return threads

    def _replies(self, values: Sequence[Any] | None) -> list[str | None] | None:
        if values is None:
            return None
        found = [None if value is None or value == "" else str(value) for value in values]
        self._saw(Sight.REPLIES, shown=any(value is not None for value in found))
        return found

    def _mentions(self, values: Sequence[Any] | None) -> list[list[int] | None] | None:
        if values is None:
            return None
        listed = (items_of(value) if value else () for value in values)
        found = [[n for item in items if (n := self._account(_plain(item))) is not None] or None for items in listed]
        self._saw(Sight.MENTIONS, shown=any(found))
        return found

    def _edits(self, values: Sequence[Any] | None, extras: Sequence[dict[str, Any]]) -> list[int | None]:
        told = values or [None] * len(extras)
        wrote = (value or extra.get("edited_ts") for value, extra in zip(told, extras, strict=True))
        found = [None if value is None else (self.moments.read(value) or (None,))[0] for value in wrote]
        self._saw(Sight.EDITS, shown=any(value is not None for value in found))
        return found

    def _deletions(self, columns: Columns, rows: int) -> list[bool]:
        marks = columns.get("deleted") or [None] * rows
        kinds = columns.get("kind") or [None] * rows
        found = [mark in TRUE or kind == "deleted" for mark, kind in zip(marks, kinds, strict=True)]
        self._saw(Sight.DELETES, shown=any(found))
        return found

    def _details(self, columns: Columns, kinds: Sequence[Kind], extras: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Reactions, and what else is known: the columns `reactions` and `detail`."""
        rows = len(extras)
        told = columns.get("reactions") or [None] * rows
        details = columns.get("detail") or [None] * rows
        members = columns.get("members") or [None] * rows
        counts, words = [], []
        for value, extra, detail, kind, stated in zip(told, extras, details, kinds, members, strict=True):
            count, emoji = reactions_of(value, extra) if value is not None or extra else (0, {})
            whole = {**record_of(detail), **emoji} if detail or emoji else {}
            if kind is Kind.MEMBER_COUNT and count_of(stated):
                whole["members"] = count_of(stated)
            counts.append(count)
            words.append(json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str) if whole else None)
        self._saw(Sight.REACTIONS, shown=any(counts))
        return {"reactions": counts, "detail": words}


def _texts(values: Sequence[Any] | None) -> list[str | None] | None:
    """The words, with one kind of line end: the same chat exported on Windows says the same."""
    if values is None:
        return None
    found = [value if value is None or type(value) is str else str(value) for value in values]
    return [value.replace("\r\n", "\n") if value and "\r" in value else value for value in found]


def _single(values: Sequence[Any]) -> Sequence[Any]:
    if any(type(value) is list or type(value) is dict for value in values):
        return [_plain(value) for value in values]
    return values


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """A cell as something to look up: what is no plain value is taken by its words."""
    return str(value) if isinstance(value, (list, dict)) else value


def _problem(row: dict[str, Any], time: object, kind: Kind | None) -> Sentence:
    if time is None:
        shown = row["ts"]
        if shown is None or shown == "":
            return told("没有可用的时间。")
        return told("读不懂时间“{written}”：可用 --map time_format=… 说明写法。", written=shown)
    if kind is None:
        return told("不认识的类型“{written}”。", written=row["kind"])
    return told("没有编号（id 列为空）。")
