"""The messages behind a number: fifty at a time, searched, by channel and by person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import Http404, HttpResponse

from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.channels import channel_names
from juluo.report.daily import EntryLine
from juluo.report.metric_sheet import Sheet
from juluo.report.render.frame import block_words
from juluo.report.scene import Scene
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import asking
from juluo.web.metrics.asked import Ask, metric_asked
from juluo.web.metrics.group import group_asked
from juluo.web.metrics.shown import UnknownStateError, asked_part, shown
from juluo.web.reports.composed import here
from juluo.web.seen import asked as asked_of

RECORDS = 50
_MOST_CHOICES = 30
_LONGEST = 80
_LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among the records: words, one channel, one person; 0 is any."""

    words: str
    channel: int
    person: int

    @property
    def told(self) -> dict[str, object]:
        found = {"q": self.words, "in": self.channel or "", "who": self.person or ""}
        return {name: value for name, value in found.items() if value != ""}


@dataclass(frozen=True, slots=True)
class Found:
    """A page of records: how many there are, how many fit what was sought, and what else could be chosen."""

    count: int
    fitting: int
    lines: tuple[EntryLine, ...]
    days: Mapping[int, date]
    channels: tuple[tuple[int, str, int], ...]
    people: tuple[tuple[int, str, int], ...]

    def around(self, community: str, line: EntryLine) -> str:
        """Where the line is shown among what was said around it."""
        return f"/desk/{community}/around/{line.entry_id}?day={self.days[line.entry_id]}"


@page("desk/<slug:community>/metrics/<slug:metric>/records", nav=Nav.METRICS, may=May.READ_MESSAGES)
def metric_records(visit: Visit, metric: str) -> HttpResponse:
    """The very records behind one number of a metric's page; how many there are is said first."""
    ask, told = metric_asked(visit, metric), asking(visit)
    of, number = told.words("of") or "value", told.number("page", 1, most=100_000)
    sought = Sought(told.words("q")[:_LONGEST], told.number("in", 0, least=0), told.number("who", 0, least=0))
    sheet, query = _behind(visit, ask, of)
    found = _found(visit, ask, query, sought, number)
    pages = max(1, -(-found.fitting // RECORDS))
    if number > pages:
        raise Http404
    part = visit.request.headers.get("HX-Request") == "true"
    return visit.render(
        "records_part.html" if part else "records.html",
        ask=ask,
        sheet=sheet,
        of=of,
        sought=sought,
        found=found,
        around=lambda line: found.around(visit.community, line),
        number=number,
        first=RECORDS * (number - 1) + 1,
        many=query.period.length > 1,
        period=query.period,
        words=block_words(visit.lang),
        pages=pages,
    )


def _behind(visit: Visit, ask: Ask, of: str) -> tuple[Sheet, EntryQuery]:
    """The sheet, and what finds the records behind one of its numbers."""
    try:
        sheet = shown(visit, ask).sheet
    except UnknownStateError as error:
        raise Http404 from error
    if sheet is None:
        raise Http404
    query = sheet.queries.get(of) or _behind_alarm(visit, ask, sheet, of)
    if query is None:
        raise Http404
    return sheet, query


def _behind_alarm(visit: Visit, ask: Ask, sheet: Sheet, of: str) -> EntryQuery | None:
    """What stands behind the alarm that the day's page numbers so; only an alarm of this very metric is meant."""
    word, _, nth = of.partition("-")
    if word != "alarm" or not nth.isascii() or not nth.isdigit() or len(nth) > _LONGEST_NUMBER:
        return None
    day = Period(sheet.period.last, sheet.period.last)

    def read(view: View) -> dict[int, EntryQuery]:
        found = Scene(view, day, Grain.DAY, visit.lang, visit.scene.now).alarms
        return {number: one.evidence for number, one in enumerate(found, 1) if one.metric == ask.metric}

    return asked_of(visit.community, read, actors=ask.actors, known_at=_then(visit, ask)).get(int(nth))


def _then(visit: Visit, ask: Ask) -> int | datetime | None:
    return ask.known_at(here(visit).calendar) if ask.as_of else None


def _found(visit: Visit, ask: Ask, query: EntryQuery, sought: Sought, number: int) -> Found:
    def read(view: View) -> Found:
        with asked_part(visit, view, ask, group_asked(visit, ask)) as (part, _):
            scene = Scene(part, query.period, Grain.DAY, visit.lang, visit.scene.now)
            fitting = _fitting(query, sought)
            count, entries = part.count(query), part.lines(fitting, RECORDS, RECORDS * (number - 1))
            return Found(
                count,
                part.count(fitting) if sought.told else count,
                scene.lines(entries),
                {entry.entry_id: entry.day for entry in entries},
                _channels(part, query),
                _people(scene, query),
            )

    return asked_of(visit.community, read, actors=ask.actors, known_at=_then(visit, ask))


def _fitting(query: EntryQuery, sought: Sought) -> EntryQuery:
    """Those of the records that are looked for."""
    if sought.words:
        query = replace(query, words=sought.words)
    if sought.channel:
        # A part of one channel holds no other.
        query = replace(query, channel=sought.channel if query.channel in {None, sought.channel} else -1)
    if sought.person:
        among = query.accounts is None or sought.person in query.accounts
        query = replace(query, accounts=(sought.person,) if among else ())
    return query


def _channels(view: View, query: EntryQuery) -> tuple[tuple[int, str, int], ...]:
    names = channel_names(view)
    found = list(view.tally(query, "channel").items())[:_MOST_CHOICES]
    return tuple((code, names.get(code, ""), n) for code, n in found)


def _people(scene: Scene, query: EntryQuery) -> tuple[tuple[int, str, int], ...]:
    found = list(scene.view.tally(query, "account").items())[:_MOST_CHOICES]
    accounts = scene.view.accounts([code for code, _ in found])
    return tuple((code, scene.named(accounts.get(code)), n) for code, n in found)
