"""A metric's own page: how it went, why it changed, where, and how it is made."""

import json
from http import HTTPStatus

from django.http import HttpResponse

from juluo.chart.echarts import course_option, heat_map_option, phases_option
from juluo.desk.numbers.facts import saved_views
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain
from juluo.ledger.segment import People
from juluo.metrics.metric import metrics
from juluo.metrics.parts import By
from juluo.report.against import Against
from juluo.report.metric_sheet import Sheet
from juluo.report.ranges import Range
from juluo.report.render.frame import block_words
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.metrics.asked import WHOLE, Ask, metric_asked, metric_named
from juluo.web.metrics.group import choosable, groups_refused
from juluo.web.metrics.shown import Shown, UnknownStateError, shown

# The keys are those of Plausible, where it has them.
_DAYS = {7: ("7天", "w"), 28: ("28天", "f"), 90: ("90天", "n")}
_RANGES = {
    Range.WEEK: ("本周", "t"),
    Range.LAST_WEEK: ("上周", "l"),
    Range.MONTH: ("本月", "m"),
    Range.LAST_MONTH: ("上月", "p"),
    Range.ALL: ("全部", "a"),
}
_GRAINS = {Grain.DAY: "按天", Grain.WEEK: "按周", Grain.MONTH: "按月"}
_AGAINST = {
    Against.BEFORE: "之前一段",
    Against.WEEK: "上周同一天",
    Against.YEAR: "去年同期",
    Against.NOTHING: "不比",
}
_ACTORS = {Actors.MEMBERS: "成员", Actors.STAFF: "加上工作人员", Actors.ALL: "所有账号"}
_PEOPLE = {
    People.ANYONE: "所有人",
    People.NEWCOMERS: "新成员",
    People.REGULARS: "老成员",
    People.STAFF: "工作人员",
}
_BY = {By.CHANNEL: "频道", By.PEOPLE: "新老成员", By.COHORT: "哪个月来的", By.HOUR: "时段", By.PERSON: "每个人"}


@page("desk/<slug:community>/metrics/<slug:metric>", nav=Nav.METRICS, may=May.SEE_NUMBERS)
def metric_page(visit: Visit, metric: str) -> HttpResponse:
    note_visit(visit)
    return metric_rendered(visit, metric_asked(visit, metric))


def metric_rendered(visit: Visit, ask: Ask, wrong: str = "") -> HttpResponse:
    """The page; with what went wrong if something was to be saved."""
    wanted = metric_named(ask.metric)
    title = wanted.title if visit.lang == "zh" else wanted.title_en
    try:
        found = shown(visit, ask)
    except UnknownStateError:
        return visit.render("metric_unknown.html", title=title, ask=ask, status=404)
    if found.sheet is None:
        return visit.render("metric_empty.html", title=title)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return visit.render("metric.html", status, wrong=wrong, **page_values(visit, ask, found, found.sheet))


def page_values(visit: Visit, ask: Ask, found: Shown, sheet: Sheet) -> dict[str, object]:
    """What the template shows beside the sheet itself."""
    say = visit.say
    return {
        "ask": ask,
        "made_up": simulated(visit),
        "sheet": sheet,
        "shown": found,
        "day": found.day,
        "words": block_words(visit.lang),
        "days": [(n, say(words), key) for n, (words, key) in _DAYS.items()],
        "ranges": [(one, say(words), key) for one, (words, key) in _RANGES.items()],
        "grains": {grain: say(words) for grain, words in _GRAINS.items()},
        "comparisons": {one: say(words) for one, words in _against(ask).items()},
        "actors": {one: say(words) for one, words in _ACTORS.items()},
        "people": {one: say(words) for one, words in _PEOPLE.items()},
        "ways": {by: say(_BY[by]) for by in sheet.offered if by is not By.PERSON or visit.may(May.SEE_MEMBERS)},
        "whole": WHOLE,
        "cuts": metrics()[ask.metric].cuts,
        "groups": choosable(visit),
        "groups_refused": say(why) if (why := groups_refused(ask.metric)) else "",
        "saved": [one for one in saved_views(visit.community, visit.who.id) if one.metric == ask.metric],
        "reads": visit.may(May.READ_MESSAGES),
        "exports": visit.may(May.EXPORT_NUMBERS),
        "notes": visit.may(May.KEEP_NOTES),
        "options": options(sheet),
    }


def _against(ask: Ask) -> dict[Against, str]:
    """A weekday is compared with where there are days."""
    return {one: words for one, words in _AGAINST.items() if one is not Against.WEEK or ask.grain is Grain.DAY}


def options(sheet: Sheet) -> dict[str, str]:
    """What the page's script draws, as JSON for an attribute."""
    drawn = {
        "course": course_option(sheet.walk.course) if sheet.walk.course else None,
        "heat": heat_map_option(sheet.heat) if sheet.heat else None,
        "phases": phases_option(sheet.phases) if sheet.phases else None,
    }
    return {name: json.dumps(option, ensure_ascii=False) for name, option in drawn.items() if option}
