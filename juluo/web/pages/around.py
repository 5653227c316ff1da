"""前后文: what was said before and after one entry, where it was said."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import Http404, HttpResponse

from juluo.insights.members.table import whole_record
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.report.render.frame import block_words
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import day_asked
from juluo.web.communities import note_visit
from juluo.web.entry_named import entry_named
from juluo.web.marks import simulated
from juluo.web.members.timeline import dated_lines
from juluo.web.readings.words import RIGHT_WORDS
from juluo.web.seen import asked

# So many before and after.
_BESIDE = 15
_NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Around:
    """Lines in order of time; the one that is meant stands at `place`. `feedback` names the piece that it tells of."""

    channel: str
    topic: str
    lines: tuple[EntryLine, ...]
    place: int
    feedback: str = ""


@page("desk/<slug:community>/around/<str:entry>", nav=Nav.MEMBERS, may=May.READ_MESSAGES)
def around_entry(visit: Visit, entry: str) -> HttpResponse:
    note_visit(visit)
    meant, day = entry_named(entry), day_asked(visit, "day")
    found = asked(visit.community, lambda view: _around(visit, view, meant, day))
    if found is None:
        raise Http404
    return visit.render(
        "around.html",
        made_up=simulated(visit),
        found=found,
        words=block_words(visit.lang),
        keeps=visit.may(May.KEEP_TASKS),
        right_words={one: visit.say(words) for one, words in RIGHT_WORDS.items()},
    )


def _around(visit: Visit, view: View, meant: int, day: date | None) -> Around | None:
    record = whole_record(view)
    if record is None:
        return None
    within = record if day is None else Period(day, day)
    found = view.lines(EntryQuery(within, ids=(meant,), people_only=False, retracted=True))
    if not found:
        return None
    (one,) = found
    entries = _neighbours(view, one)
    lines = dated_lines(visit, view, entries)
    channel = view.channels.get(one.channel)
    titles = view.register.thread_titles([one.thread]) if one.thread is not None else {}
    place = next(at for at, entry in enumerate(entries) if entry.entry_id == meant)
    feedback = str(one.detail.get("feedback", ""))
    return Around(channel.name if channel else "", titles.get(one.thread or -1, ""), lines, place, feedback)


def _neighbours(view: View, one: Entry) -> list[Entry]:
    """What was said in the same thread, or, where there is none, in the same channel, around it."""
    days = Period(one.day - _NEAR, one.day + _NEAR)
    query = EntryQuery(days, channel=one.channel, thread=one.thread, people_only=False)
    ids = view.ids(query)
    if one.entry_id not in ids:
        return [one]
    at = ids.index(one.entry_id)
    return view.lines(replace(query, ids=ids[max(0, at - _BESIDE) : at + _BESIDE + 1]))
