"""Which pieces may say the same as one that a page shows, without reading again what was read for the page before.

What pieces are compared by is kept with them. Of those that are messages it is kept with a version of the ledger, and
carried on to the next for those that still say the same; erasing anybody lets all of it go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from xxhash import xxh3_128_hexdigest

from juluo.desk.feedback.actions.comparing import Compared, compared
from juluo.desk.feedback.facts import pieces_of
from juluo.desk.feedback.values import Piece, Sort
from juluo.store.view import View
from juluo.text.alike import SHOWN, Alike, Told
from juluo.web.questions.found import entries_of
from juluo.web.seen import Form, Key, last_seen, seen

_MOST = 5
_SAID: Key = ("feedback compared",)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message is compared by, and by what it is told whether it says that still."""

    mark: str
    letters: str
    line: str


Messages = Mapping[int, Said]
_READ = msgspec.msgpack.Decoder(dict[int, Said])


def near(community: str, one: Piece) -> list[tuple[Piece, float]]:
    """The likest of the latest pieces and how alike they are, the likest first."""
    found = compared(community, one.slug)
    said = _messages(community, found)
    told = [_told(each, said) for each in found]
    if not told or not told[0].letters:
        return []
    likest = [(found[place + 1].id, share) for place, share in Alike(told[1:]).likest(told[0], _MOST, SHOWN)]
    there = pieces_of(community, [number for number, _ in likest])
    return [(there[number], share) for number, share in likest if number in there and _may_be(one, there[number])]


def _may_be(one: Piece, other: Piece) -> bool:
    """Thanks for a thing and a complaint of it share their words and say the opposite."""
    return (one.sort is Sort.PRAISE) == (other.sort is Sort.PRAISE)


def _told(one: Compared, said: Messages) -> Told:
    message = said.get(one.entry_id) if one.entry_id is not None else None
    return one.own if message is None else one.own.and_then(Told(message.letters, message.line))


def _messages(community: str, found: Sequence[Compared]) -> Messages:
    """What the messages among pieces say, for comparing."""
    wanted = sorted((one.entry_id, one.entry_day) for one in found if one.entry_id is not None and one.entry_day)
    if not wanted:
        return {}
    form = Form(msgspec.msgpack.encode, _READ.decode, xxh3_128_hexdigest(repr(wanted).encode()))

    def read(view: View) -> Messages:
        before: Messages = last_seen(community, _SAID, form) or {}
        lines = [(entry.entry_id, entry.text) for entry in entries_of(view, wanted) if entry.text]
        return {entry: _said(text, before.get(entry)) for entry, text in lines}

    return seen(community, _SAID, read, form=form)


def _said(text: str, before: Said | None) -> Said:
    mark = xxh3_128_hexdigest(text.encode())
    return before if before is not None and before.mark == mark else Said(mark, *Told.of(text))
