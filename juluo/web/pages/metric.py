"""A metric's own page: how it went, why it changed, where, how it is made; and the messages behind each number."""

import json
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse

from juluo.chart.echarts import course_option, heat_map_option, phases_option
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain
from juluo.report.course import Against
from juluo.report.daily import EntryLine
from juluo.report.metric_sheet import Sheet
from juluo.report.render.frame import block_words
from juluo.report.scene import Scene
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import number_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.metric_asked import PRESETS, Ask, UnknownStateError, metric_asked, metric_named, sheet_of
from juluo.web.seen import asked as asked_of

RECORDS = 50
_GRAINS = {Grain.DAY: "按天", Grain.WEEK: "按周", Grain.MONTH: "按月"}
_AGAINST = {Against.BEFORE: "之前一段", Against.NOTHING: "不比"}
_ACTORS = {Actors.MEMBERS: "成员", Actors.STAFF: "加上工作人员", Actors.ALL: "所有账号"}


@page("desk/<slug:community>/metrics/<slug:metric>", nav=Nav.METRICS, may=May.SEE_NUMBERS)
def metric_page(visit: Visit, metric: str) -> HttpResponse:
    note_visit(visit)
    ask = metric_asked(visit, metric)
    wanted = metric_named(metric)
    title = wanted.title if visit.lang == "zh" else wanted.title_en
    try:
        sheet, day = sheet_of(visit, ask)
    except UnknownStateError:
        return visit.render("metric_unknown.html", title=title, ask=ask, status=404)
    if sheet is None:
        return visit.render("metric_empty.html", title=title)
    return visit.render("metric.html", HTTPStatus.OK, **page_values(visit, ask, sheet, day))


def page_values(visit: Visit, ask: Ask, sheet: Sheet, day: date) -> dict[str, object]:
    """What the template shows beside the sheet itself."""
    say = visit.say
    return {
        "ask": ask,
        "made_up": simulated(visit),
        "sheet": sheet,
        "day": day,
        "words": block_words(visit.lang),
        "presets": PRESETS,
        "grains": {grain: say(words) for grain, words in _GRAINS.items()},
        "comparisons": {one: say(words) for one, words in _AGAINST.items()},
        "actors": {one: say(words) for one, words in _ACTORS.items()},
        "reads": visit.may(May.READ_MESSAGES),
        "exports": visit.may(May.EXPORT_NUMBERS),
        "options": options(sheet),
    }


def options(sheet: Sheet) -> dict[str, str]:
    """What the page's script draws, as JSON for an attribute."""
    drawn = {
        "course": course_option(sheet.walk.course) if sheet.walk.course else None,
        "heat": heat_map_option(sheet.heat) if sheet.heat else None,
        "phases": phases_option(sheet.phases) if sheet.phases else None,
    }
    return {name: json.dumps(option, ensure_ascii=False) for name, option in drawn.items() if option}


@page("desk/<slug:community>/metrics/<slug:metric>/records", nav=Nav.METRICS, may=May.READ_MESSAGES)
def metric_records(visit: Visit, metric: str) -> HttpResponse:
    """The very records behind one number of a metric's page, fifty at a time; how many there are is said first."""
    ask, of = metric_asked(visit, metric), parameter(visit, "of") or "value"
    number = number_asked(visit, "page", 1, most=100_000)
    try:
        sheet, day = sheet_of(visit, ask)
    except UnknownStateError as error:
        raise Http404 from error
    query = sheet.queries.get(of) if sheet is not None else None
    if sheet is None or query is None:
        raise Http404

    def read(view: View) -> tuple[int, tuple[EntryLine, ...]]:
        scene = Scene(view, query.period, Grain.DAY, visit.lang, visit.scene.now)
        return view.count(query), scene.lines(view.lines(query, RECORDS, RECORDS * (number - 1)))

    count, lines = asked_of(visit.community, read, actors=ask.actors, known_at=ask.known_at)
    pages = max(1, -(-count // RECORDS))
    if number > pages:
        raise Http404
    part = visit.request.headers.get("HX-Request") == "true"
    return visit.render(
        "records_part.html" if part else "records.html",
        ask=ask,
        sheet=sheet,
        day=day,
        of=of,
        number=number,
        first=RECORDS * (number - 1) + 1,
        many=query.period.length > 1,
        period=query.period,
        words=block_words(visit.lang),
        count=count,
        lines=lines,
        pages=pages,
    )
