"""日报: the calendar of reports, one report with its places to write in, signing, comparing, taking away."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.reports.actions import EditedMeanwhileError, note_export, reopen, sign, write
from juluo.desk.reports.facts import Signed, issues, versions
from juluo.desk.tasks.facts import decided_in
from juluo.ledger.period import Grain, Period, zone_named
from juluo.report.compare import differences
from juluo.report.daily import Report
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, day_asked, number_of, parameter
from juluo.web.communities import note_visit
from juluo.web.reports.composed import (
    draft,
    here,
    places_of,
    reach,
    sees_people,
    signed,
    takes_people,
    to_freeze,
    today,
)
from juluo.web.reports.files import FOR_GROUPS, FORMS, file_of
from juluo.web.reports.paper import NOBODY_YET, Around, closed, paper, prompts
from juluo.web.taken_away import as_file
from juluo.web.weeks import weeks
from juluo.wording.catalogue import capital, speaker
from juluo.wording.numbers import long_date, long_range, weekdays_short
from juluo.wording.sentence import ToldError

_ONE = "desk/<slug:community>/reports/<slug:grain>/<slug:day>"
_WRONG, _MEANWHILE = 422, 409
_ROWS = 12
NOW = "now"


@page("desk/<slug:community>/reports", nav=Nav.REPORTS, may=May.SEE_NUMBERS)
def reports(visit: Visit) -> HttpResponse:
    """Which reports are signed, begun, or wait; a month of days, or the last weeks or months."""
    note_visit(visit)
    grain = choice_asked(visit, "grain", Grain, Grain.DAY)
    last = here(visit).last
    asked = day_asked(visit, "month") or last or today(visit)
    over = Period.of(asked, Grain.MONTH) if grain is Grain.DAY else _trailing(asked, grain)
    found = reach(visit, over)
    return visit.render(
        "reports.html",
        grain=grain,
        grains=_grains(visit),
        over=over,
        reach=found,
        periods=over.split(grain),
        issues=issues(visit.community, grain, over),
        last=last,
        latest=_latest(last, grain) if last else None,
        weeks=weeks(over),
        weekdays=weekdays_short(visit.lang),
        label=lambda period: label(visit, grain, period),
        stretch=long_range(over.first, over.last, visit.lang),
        earlier=over.first - timedelta(days=1),
        later=over.last + timedelta(days=1),
    )


@page(_ONE, nav=Nav.REPORTS, may=May.SEE_NUMBERS)
def report(visit: Visit, grain: str, day: str) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, *period_named(grain, day))


@page(_ONE + "/write", nav=Nav.REPORTS, may=May.WRITE_REPORT, methods=("POST",))
def report_write(visit: Visit, grain: str, day: str) -> HttpResponse:
    """Save one place; a part of the page for htmx, the page for everybody else."""
    kind, period = period_named(grain, day)
    key, words = visit.field("key"), visit.field("words")
    if key not in prompts():
        raise Http404
    read = visit.field("read")
    partly = bool(visit.request.headers.get("HX-Request"))
    try:
        read_version = number_of(read) or 0
        saved = write(visit.who, visit.community, kind, period, key, words, read_version, visit.scene)
    except EditedMeanwhileError as error:
        if partly:
            told = visit.words(error.sentence)
            return visit.render("report_saved.html", read=read, place=None, theirs=error.theirs, wrong=told)
        around = Around(wrong={key: visit.words(error.sentence)}, mine={key: words}, theirs={key: error.theirs})
        return _shown(visit, kind, period, _MEANWHILE, around)
    except RefusedError as error:
        if partly:
            return visit.render(
                "report_saved.html", read=read, place=None, theirs=None, wrong=visit.words(error.sentence)
            )
        around = Around(wrong={key: visit.words(error.sentence)}, mine={key: words})
        return _shown(visit, kind, period, _WRONG, around)
    if partly:
        return visit.render("report_saved.html", read=saved.version, place=saved, theirs=None, wrong="")
    return HttpResponseRedirect(f"{address(visit, kind, period)}#place-{key}")


@page(_ONE + "/sign", nav=Nav.REPORTS, may=May.SIGN_REPORT, methods=("POST",))
def report_sign(visit: Visit, grain: str, day: str) -> HttpResponse:
    """Sign what was on the screen: other numbers or words than those refuse."""
    kind, period = period_named(grain, day)
    whole = to_freeze(visit, kind, period)
    if visit.field("ledger") != str(whole.ledger_version):
        told = visit.say("刚才有新的记录导入，数字可能变了：看过再签。")
        return _shown(visit, kind, period, _WRONG, Around(unsigned=told))
    try:
        sign(visit.who, visit.community, kind, period, whole, _versions_read(visit), visit.scene)
    except RefusedError as error:
        return _shown(visit, kind, period, _WRONG, Around(unsigned=visit.words(error.sentence)))
    return HttpResponseRedirect(address(visit, kind, period))


@page(_ONE + "/reopen", nav=Nav.REPORTS, may=May.SIGN_REPORT, methods=("POST",))
def report_reopen(visit: Visit, grain: str, day: str) -> HttpResponse:
    kind, period = period_named(grain, day)
    try:
        reopen(visit.who, visit.community, kind, period, visit.field("why"), visit.scene)
    except RefusedError as error:
        return _shown(visit, kind, period, _WRONG, Around(unsigned=visit.words(error.sentence)))
    return HttpResponseRedirect(address(visit, kind, period))


@page(_ONE + "/compare", nav=Nav.REPORTS, may=May.SEE_NUMBERS)
def report_compare(visit: Visit, grain: str, day: str) -> HttpResponse:
    """Two versions side by side: what isn't the same."""
    kind, period = period_named(grain, day)
    standing = versions(visit.community, kind, period)
    names = {str(one.no): visit.say("第{n}版", n=one.no) for one in standing[::-1]} | {NOW: visit.say("现在再做一次")}
    first = parameter(visit, "from") or next(iter(names))
    second = parameter(visit, "to") or NOW
    if first not in names or second not in names:
        raise Http404
    before, after = (
        _version(visit, kind, period, standing, one, people=sees_people(visit)) for one in (first, second)
    )
    return visit.render(
        "report_compare.html",
        names=names,
        first=first,
        second=second,
        found=differences(before, after, {key: visit.say(name) for key, (name, _) in prompts().items()}),
        label=label(visit, kind, period),
        here_is=address(visit, kind, period),
    )


@page(_ONE + "/take", nav=Nav.REPORTS, may=May.EXPORT_NUMBERS, methods=("POST",), cost=Cost.EXPORT)
def report_take(visit: Visit, grain: str, day: str) -> HttpResponse:
    """A report to take away: a file, or the text for a group chat on the page."""
    kind, period = period_named(grain, day)
    form = visit.field("form")
    if form not in FORMS:
        raise Http404
    standing = versions(visit.community, kind, period)
    shown = visit.field("version") or _standing(standing)
    made = _version(visit, kind, period, standing, shown, people=form not in FOR_GROUPS and takes_people(visit))
    try:
        content, media = file_of(made if shown == NOW else closed(made, speaker(visit.lang)), form)
    except ToldError as error:
        return _shown(visit, kind, period, _WRONG, Around(untaken=visit.words(error.sentence)))
    note_export(visit.who, visit.community, kind, period, form, visit.scene)
    if form == "chat":
        return visit.render(
            "report_chat.html",
            text=content.decode(),
            label=label(visit, kind, period),
            here_is=address(visit, kind, period),
        )
    return as_file(f"{visit.community}-{kind}-{period.first}.{form}", content, media)


def _shown(visit: Visit, grain: Grain, period: Period, status: int = 200, around: Around = NOBODY_YET) -> HttpResponse:
    standing = versions(visit.community, grain, period)
    zone = zone_named(reach(visit, period).calendar.zone)
    then = day_asked(visit, "then")
    asked = parameter(visit, "version") or (NOW if then else _standing(standing))
    made = _version(visit, grain, period, standing, asked, then=then, people=sees_people(visit))
    version = next((one for one in standing if str(one.no) == asked), None)
    live = version is None and then is None and not _standing(standing).isdigit()
    places = places_of(visit, grain, period) if live else {}
    edits = live and visit.may(May.WRITE_REPORT)
    around = around.at(visit, grain, period, places, team(visit.community), decided_in(visit.community, grain, period))
    return visit.render(
        "report.html",
        status,
        paper=paper(made, around, edits=edits),
        made=made,
        grain=grain,
        period=period,
        label=label(visit, grain, period),
        version=version,
        versions=standing,
        live=live,
        then=then,
        edits=edits,
        signs=live and visit.may(May.SIGN_REPORT),
        takes=visit.may(May.EXPORT_NUMBERS),
        opens=version is not None and version.reopened_at is None and visit.may(May.SIGN_REPORT),
        today=today(visit),
        read=[(key, one.version) for key, one in places.items()],
        around=around,
        here_is=address(visit, grain, period),
        before=address(visit, grain, _next(grain, period, -1)),
        after=address(visit, grain, _next(grain, period, 1)),
        date=lambda one: long_date(one, visit.lang),
        clock=lambda moment: f"{moment.astimezone(zone):%m-%d %H:%M}",
    )


def _version(
    visit: Visit,
    grain: Grain,
    period: Period,
    standing: tuple[Signed, ...],
    asked: str,
    *,
    then: date | None = None,
    people: bool,
) -> Report:
    """A signed version by its number, or the report as it is made now or was known then."""
    if asked == NOW:
        moment = reach(visit, period).calendar.starts(then + timedelta(days=1)) if then else None
        return draft(visit, grain, period, moment, people=people)
    found = next((one for one in standing if str(one.no) == asked), None)
    made = signed(visit, grain, period, found, people=people) if found else None
    if made is None:
        raise Http404
    return made


def _standing(standing: tuple[Signed, ...]) -> str:
    """The version that stands: the signed one, or as it is made now."""
    return next((str(one.no) for one in standing if one.reopened_at is None), NOW)


def _versions_read(visit: Visit) -> dict[str, int]:
    """The places that the signer saw, as key:version."""
    parts = (one.partition(":") for one in visit.field("places").split(",") if one)
    return {key: at for key, _, version in parts if (at := number_of(version)) is not None}


def period_named(grain: str, day: str) -> tuple[Grain, Period]:
    """The period of an address: it is named by its first day."""
    try:
        kind, first = Grain(grain), date.fromisoformat(day)
        period = Period.of(first, kind)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if period.first != first or not 1990 <= first.year <= 2999:
        raise Http404
    return kind, period


def address(visit: Visit, grain: Grain, period: Period) -> str:
    return f"/desk/{visit.community}/reports/{grain}/{period.first}"


def label(visit: Visit, grain: Grain, period: Period) -> str:
    if grain is Grain.DAY:
        return long_date(period.first, visit.lang)
    return long_range(period.first, period.last, visit.lang)


def _next(grain: Grain, period: Period, step: int) -> Period:
    beyond = period.last + timedelta(days=1) if step > 0 else period.first - timedelta(days=1)
    return Period.of(beyond, grain)


def _latest(last: date, grain: Grain) -> Period:
    """The last one that is over; nobody signs a week on its Tuesday."""
    current = Period.of(last, grain)
    return current if current.last <= last else current.before()


def _trailing(day: date, grain: Grain) -> Period:
    """The last dozen weeks or months."""
    last = Period.of(day, grain)
    first = last
    for _ in range(_ROWS - 1):
        first = _next(grain, first, -1)
    return Period(first.first, last.last)


def _grains(visit: Visit) -> tuple[tuple[Grain, str], ...]:
    said = {Grain.DAY: "日报", Grain.WEEK: "周报", Grain.MONTH: "月报"}
    return tuple((grain, capital(visit.say(words))) for grain, words in said.items())
