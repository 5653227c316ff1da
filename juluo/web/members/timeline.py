"""A member's entries as lines to read, the newest first, a page at a time; and what was said around one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from django.http import Http404

from juluo.insights.members.member import Member
from juluo.insights.members.table import whole_record
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL, SPOKE, Kind
from juluo.ledger.period import Grain
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.report.scene import Scene
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import choice_asked, number_asked, parameter
from juluo.web.seen import seen

RECORDS = 50


class Said(StrEnum):
    """Which of a member's entries are listed."""

    WORDS = "words"
    ASKED = "asked"
    MOVES = "moves"
    ALL = "all"


_SAID: Mapping[Said, str] = MappingProxyType(
    {Said.WORDS: "发言", Said.ASKED: "提问", Said.MOVES: "进出", Said.ALL: "全部"}
)
_KINDS: Mapping[Said, tuple[Kind, ...]] = MappingProxyType(
    {
        Said.WORDS: tuple(sorted(SPOKE)),
        Said.ASKED: tuple(sorted(ORIGINAL)),
        Said.MOVES: (Kind.INVITE, Kind.JOIN, Kind.KICK, Kind.LEAVE),
        Said.ALL: (),
    }
)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a member's entries; `days` are those of the lines, by entry."""

    said: Said
    channel: int | None
    count: int
    number: int
    pages: int
    lines: tuple[EntryLine, ...]
    days: Mapping[int, str]


def timeline_values(visit: Visit, one: Member) -> dict[str, object]:
    """What the address asks of a member's entries, for the template; 404 for what can't be meant."""
    said = choice_asked(visit, "said", Said, Said.WORDS)
    channel = number_asked(visit, "channel", 0, least=0) if parameter(visit, "channel") else None
    number = number_asked(visit, "page", 1, most=1_000_000)
    key = ("timeline", visit.lang, one.person, said, channel, number)
    timeline = seen(visit.community, key, lambda view: _turned(visit, view, one, said, channel, number))
    return {
        "timeline": timeline,
        "kinds": {kind: visit.say(words) for kind, words in _SAID.items()},
        "around": around_of(visit, timeline.days),
    }


def _turned(visit: Visit, view: View, one: Member, said: Said, channel: int | None, number: int) -> Timeline:
    asks = True if said is Said.ASKED else None
    query = EntryQuery(one.record, _KINDS[said], channel, (one.person,), asks=asks, people_only=False)
    count = view.count(query)
    pages = max(1, -(-count // RECORDS))
    if number > pages:
        raise Http404
    entries = _newest(view, query, count, number)
    days = {entry.entry_id: entry.day.isoformat() for entry in entries}
    return Timeline(said, channel, count, number, pages, dated_lines(visit, view, entries), days)


def _newest(view: View, query: EntryQuery, count: int, number: int) -> list[Entry]:
    """The ledger gives entries in order of time: the newest page is the last one."""
    until = count - RECORDS * (number - 1)
    start = max(0, until - RECORDS)
    return view.lines(query, until - start, start)[::-1] if until > start else []


def dated_lines(visit: Visit, view: View, entries: Sequence[Entry]) -> tuple[EntryLine, ...]:
    """Entries as lines that tell their year and day: they may be years apart."""
    scene = scene_of(visit, view)
    lines = scene.lines(entries)
    return tuple(
        replace(line, when=f"{entry.at.astimezone(scene.zone):%Y-%m-%d %H:%M}")
        for line, entry in zip(lines, entries, strict=True)
    )


def scene_of(visit: Visit, view: View) -> Scene:
    """What words about entries are said by: of all that is recorded."""
    record = whole_record(view)
    if record is None:
        raise Http404
    return Scene(view, record, Grain.DAY, visit.lang, visit.scene.now)


def around_of(visit: Visit, days: Mapping[int, str]) -> Callable[[EntryLine], str]:
    """Where a line is read among what was said before and after it; the day makes it quick to find."""
    return lambda line: f"/desk/{visit.community}/around/{line.entry_id}?day={days[line.entry_id]}"
