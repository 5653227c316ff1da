"""The inbox of feedback as a page shows it: which are listed, how many of each, the latest due first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from juluo.desk.feedback.values import Asker, Origin, Piece, Sort
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import guests_named
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.members.everybody import everybody
from juluo.web.questions.found import lines_of
from juluo.web.seen import asked
from juluo.wording.sentence import told

_SHORT = 40


class Show(StrEnum):
    """Which pieces are listed."""

    OPEN = "open"
    MINE = "mine"
    NOBODY = "nobody"
    LATE = "late"
    UNTOLD = "untold"
    SETTLED = "settled"
    MERGED = "merged"
    DROPPED = "dropped"


SHOW_WORDS: Mapping[Show, str] = MappingProxyType(
    {
        Show.OPEN: "等着",
        Show.MINE: "我的",
        Show.NOBODY: "还没定谁",
        Show.LATE: "过了时限",
        Show.UNTOLD: "等回告",
        Show.SETTLED: "有结果的",
        Show.MERGED: "并了的",
        Show.DROPPED: "不算反馈的",
    }
)


@dataclass(frozen=True, slots=True)
class Name:
    """Who gave a piece, as far as the visitor may know; `person` leads to a member's page."""

    words: str
    person: int | None = None


def fits(one: Piece, show: Show, me: int, today: date) -> bool:
    """Whether a list holds a piece."""
    settled = not one.is_open and not one.dropped and not one.into
    return {
        Show.OPEN: one.is_open,
        Show.MINE: one.is_open and one.owner_id == me,
        Show.NOBODY: one.is_open and one.owner_id is None,
        Show.LATE: one.late(today),
        Show.UNTOLD: one.waits_to_tell,
        Show.SETTLED: settled,
        Show.MERGED: bool(one.into) and not one.dropped,
        Show.DROPPED: one.dropped,
    }[show]


def counts(found: Sequence[Piece], me: int, today: date) -> Mapping[Show, int]:
    return Counter(show for one in found for show in Show if fits(one, show, me, today))


def listed(found: Sequence[Piece], show: Show, sort: Sort | None, me: int, today: date) -> list[Piece]:
    """Open ones by the day they are due, the longest overdue first; settled ones, the latest first."""
    some = [one for one in found if fits(one, show, me, today) and sort in {None, one.sort}]
    if show in {Show.SETTLED, Show.MERGED, Show.DROPPED}:
        return some
    return sorted(some, key=lambda one: (one.due, one.received_at, one.id))


def quoted(visit: Visit, found: Sequence[Piece]) -> dict[int, EntryLine]:
    """The messages that pieces are, by entry, as the ledger has them now: who is gone from it is quoted no more."""
    wanted = [(one.entry_id, one.entry_day) for one in found if one.entry_id is not None and one.entry_day is not None]
    if not wanted:
        return {}
    return {line.entry_id: line for line in asked(visit.community, lambda view: lines_of(visit, view, wanted))}


def words_of(one: Piece, lines: Mapping[int, EntryLine]) -> str:
    """What was said; "" where it is gone."""
    line = lines.get(one.entry_id) if one.entry_id is not None else None
    return line.words if line is not None else one.words


def label(visit: Visit, one: Piece, lines: Mapping[int, EntryLine]) -> str:
    """By what colleagues know it: its title, else how it begins."""
    words = one.title or " ".join(words_of(one, lines).split())
    if not words:
        return visit.say("原话已经不在了")
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


def names(visit: Visit, askers: Sequence[Asker], origins: Mapping[int, Origin]) -> dict[int, Name]:
    """What askers are called, by their pieces; for who may see members."""
    if not visit.may(May.SEE_MEMBERS):
        return {one.piece: Name(visit.say("一位成员")) for one in askers}
    table = everybody(visit.community)
    guests = guests_named(visit.community, {one.guest for one in askers if one.guest is not None})
    found = {}
    for one in askers:
        at = table.place(one.person) if table is not None and one.person is not None else None
        if table is not None and at is not None:
            found[one.piece] = Name(str(table.names[at]), one.person)
        elif one.guest is not None and one.guest in guests:
            found[one.piece] = Name(guests[one.guest].name)
        elif one.name:
            found[one.piece] = Name(one.name)
        else:
            gone = origins.get(one.piece) is not Origin.TYPED
            found[one.piece] = Name(visit.say("已经不在了") if gone else visit.say("没留名字"))
    return found


def message(visit: Visit, entry: int, day: date) -> Entry:
    """A member's message. Raises RefusedError where there is none, and for what a colleague or a bot said."""

    def ask(view: View) -> tuple[Entry | None, bool]:
        found = view.lines(EntryQuery(Period(day, day), ids=(entry,), people_only=False))
        one = found[0] if found and (found[0].text or "").strip() else None
        return one, one is not None and one.account is not None and one.account in view.aside

    one, ours = asked(visit.community, ask)
    if ours:
        raise RefusedError(told("这是同事或机器人说的，不算成员的反馈；替谁转的，就替他记一条。"))
    if one is None:
        raise RefusedError(told("这一条没有话，或者已经不在，记不成反馈。"))
    return one
