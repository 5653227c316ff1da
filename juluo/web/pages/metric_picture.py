"""A metric's picture to take away: PNG, in the colours that the reader sees, titled and dated."""

from http import HTTPStatus

from django.http import Http404, HttpResponse

from juluo.chart.inks import Theme
from juluo.chart.svg import course_svg, heat_map_svg, phases_svg
from juluo.chart.svg.alone import NoTypeError, chart_png
from juluo.report.metric_sheet import Sheet
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.marks import simulated
from juluo.web.metrics.asked import metric_asked
from juluo.web.metrics.shown import Shown, UnknownStateError, shown
from juluo.web.taken_away import as_file

_WIDTH = 860


@page("desk/<slug:community>/metrics/<slug:metric>/picture", nav=Nav.METRICS, may=May.EXPORT_NUMBERS, cost=Cost.EXPORT)
def metric_picture(visit: Visit, metric: str) -> HttpResponse:
    ask = metric_asked(visit, metric)
    try:
        found = shown(visit, ask, taken=True)
    except UnknownStateError as error:
        raise Http404 from error
    drawn = picture_of(found.sheet) if found.sheet is not None else ""
    if found.sheet is None or not drawn:
        raise Http404
    theme: Theme = "dark" if visit.theme == "dark" else "light"
    try:
        image = chart_png(drawn, theme, title=_title(visit, found.sheet), note=_note(visit, found, found.sheet))
    except NoTypeError:
        return visit.render("metric_untaken.html", HTTPStatus.NOT_IMPLEMENTED, sheet=found.sheet, ask=ask)
    return as_file(f"{visit.community}-{metric}-{found.day.isoformat()}.png", image)


def picture_of(sheet: Sheet) -> str:
    """The page's picture as SVG; empty where the page has none."""
    if sheet.walk.course is not None:
        return course_svg(sheet.walk.course, width=_WIDTH)
    if sheet.phases is not None:
        return phases_svg(sheet.phases, width=_WIDTH)
    return heat_map_svg(sheet.heat, width=_WIDTH) if sheet.heat is not None else ""


def _title(visit: Visit, sheet: Sheet) -> str:
    """With what is looked at, and that it is made up: a picture goes where the page can't say so."""
    title = sheet.title
    if sheet.segment:
        title = visit.say("{title}（{part}）", title=title, part=sheet.segment)
    return visit.say("{title}　模拟数据", title=title) if simulated(visit) else title


def _note(visit: Visit, found: Shown, sheet: Sheet) -> str:
    return visit.say(
        "{community}，{first}～{last}，账本第{version}版{compared}",
        community=visit.community,
        first=found.span.first.isoformat(),
        last=found.span.last.isoformat(),
        version=sheet.version,
        compared=visit.say("；{words}", words=sheet.walk.compared) if sheet.walk.compared else "",
    )
