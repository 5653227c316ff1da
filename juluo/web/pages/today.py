"""今天: one day of the community, what waits, what to do next, how far the data reach."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe

from juluo.desk.reports.facts import issues
from juluo.desk.tasks.facts import decided_in
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Tile
from juluo.report.fresh import Source, sources
from juluo.report.render.frame import block_words
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.facts import Community, ImportRecord
from juluo.web.asking import day_asked, parameter
from juluo.web.background import background_due
from juluo.web.communities import note_visit
from juluo.web.draws.due import draws_due
from juluo.web.events.due import events_due
from juluo.web.feedback.due import feedback_due
from juluo.web.interviews.due import interviews_due
from juluo.web.preparing import is_under_way
from juluo.web.qa.due import qa_due
from juluo.web.reports.paper import NOBODY_YET, Around
from juluo.web.seen import told_of_imports
from juluo.web.streaks.due import streaks_due
from juluo.web.todays import Reader, Told, at_hand, before_the_change, todays

# By which page a headline's number comes about.
_FILLS: Mapping[str, tuple[May, str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("A1", "A2", "A3"), (May.IMPORT, "imports", "去导入")),
        "S2": (May.READ_MESSAGES, "feedback", "去记反馈"),
        "S3": (May.READ_MESSAGES, "surveys", "去办问卷"),
    }
)
# What waits, in the order of the page.
DUE = (background_due, events_due, qa_due, draws_due, streaks_due, feedback_due, interviews_due)


@page("desk/<slug:community>", may=May.SEE_NUMBERS)
def community_door(visit: Visit) -> HttpResponse:
    """The address as people type it, without the last slash."""
    return HttpResponseRedirect(f"/desk/{visit.community}/")


@page("desk/<slug:community>/", nav=Nav.TODAY, may=May.SEE_NUMBERS)
def today(visit: Visit) -> HttpResponse:
    note_visit(visit)
    asked = day_asked(visit, "day")
    reader, now = Reader(visit.lang, not visit.may(May.SEE_MEMBERS)), visit.scene.now
    updating = asked is None and not at_hand(visit.community, reader, now) and is_under_way(visit.community, now)
    if updating and parameter(visit, "updating"):
        # The page that shows how things were asks again and again; there is nothing new yet.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if parameter(visit, "updating") and visit.request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    told = before_the_change(visit.community, reader, now) if updating else todays(visit.community, reader, asked, now)
    if told is None and updating and freshness(visit)[0]:
        return _in_a_moment(visit)
    if told is None:
        return visit.render("today_empty.html", sources=freshness(visit)[0])
    return _shown(visit, told, updating=updating)


def _shown(visit: Visit, told: Told, *, updating: bool) -> HttpResponse:
    facts, (fresh, behind) = told.today, freshness(visit)
    return visit.render(
        "today.html",
        today=facts,
        # Our own markup, escaped where it is made.
        plan=mark_safe(told.plan),  # noqa: S308 - the same
        updating=updating,
        sources=fresh,
        behind=behind,
        words=block_words(visit.lang),
        leads=lambda tile: metric_address(visit.community, facts.day, tile),
        fills=lambda tile: _fill(visit, tile),
        draft=_draft(visit, facts.day),
        due=[line for told in DUE for line in told(visit)],
        around=_around(visit, facts.day),
        reads=visit.may(May.READ_MESSAGES),
        imports=visit.may(May.IMPORT),
    )


def _fill(visit: Visit, tile: Tile) -> tuple[str, str] | None:
    """Where a number that isn't known could be got, for who may."""
    may, page, words = _FILLS.get(tile.key, (None, "", ""))
    return (f"/desk/{visit.community}/{page}", visit.say(words)) if may is not None and visit.may(may) else None


def _in_a_moment(visit: Visit) -> HttpResponse:
    """The first facts of a community are being made: the browser comes again by itself."""
    response = visit.render("today_making.html")
    response.headers["Refresh"] = "2"
    return response


def _around(visit: Visit, day: date) -> Around | None:
    """Who could take up a proposal, and what of the day's is settled; None for who settles nothing."""
    if not visit.may(May.WRITE_REPORT):
        return None
    period = Period(day, day)
    decided = decided_in(visit.community, Grain.DAY, period)
    return NOBODY_YET.at(visit, Grain.DAY, period, {}, team(visit.community), decided)


def _draft(visit: Visit, day: date) -> str:
    """Where the day's report waits to be signed; empty where it is signed, or isn't this colleague's to sign."""
    if not visit.may(May.SIGN_REPORT):
        return ""
    period = Period(day, day)
    found = issues(visit.community, Grain.DAY, period).get(day)
    signed = found is not None and found.signed is not None
    return "" if signed else f"/desk/{visit.community}/reports/{Grain.DAY}/{day}"


def freshness(visit: Visit) -> tuple[tuple[Source, ...], int]:
    """Every source, and how many of them are late now."""
    now, lang = visit.scene.now, visit.lang

    def made(community: Community, records: tuple[ImportRecord, ...]) -> tuple[Source, ...]:
        return sources(records, community.calendar, now, lang)

    # A source is late by whole days of its community, which begin with an hour of this clock.
    told = told_of_imports(visit.community, ("sources", lang, f"{now:%Y-%m-%d %H}"), made)
    return told, sum(one.late for one in told)


def metric_address(community: str, day: date, tile: Tile) -> str:
    """The page of the metric behind a tile, for the same day."""
    return f"/desk/{community}/metrics/{tile.readings[0]['metric']}?day={day.isoformat()}"
