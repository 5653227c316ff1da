"""今天: one day of the community, what waits, what to do next, how far the data reach."""

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

from juluo.chart.svg import plan_svg
from juluo.desk.reports.facts import issues
from juluo.desk.tasks.facts import decided_in
from juluo.ledger.period import Calendar, Grain, Period
from juluo.report.daily import Tile
from juluo.report.fresh import Source, sources
from juluo.report.render.frame import block_words
from juluo.report.scene import Scene
from juluo.report.today import Today
from juluo.report.today import today as told_of
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View
from juluo.web.asking import day_asked
from juluo.web.communities import note_visit
from juluo.web.look import PHONE
from juluo.web.report_paper import NOBODY_YET, Around
from juluo.web.seen import seen

_PLAN, _HIGH = 420, 170


@page("desk/<slug:community>/", nav=Nav.TODAY, may=May.SEE_NUMBERS)
def today(visit: Visit) -> HttpResponse:
    note_visit(visit)
    asked = day_asked(visit, "day")
    told = todays(visit, asked)
    fresh, behind = freshness(visit)
    if told is None:
        return visit.render("today_empty.html", sources=fresh)
    facts, plans = told
    return visit.render(
        "today.html",
        today=facts,
        plans=plans,
        sources=fresh,
        behind=behind,
        words=block_words(visit.lang),
        leads=lambda tile: metric_address(visit.community, facts.day, tile),
        draft=_draft(visit, facts.day),
        around=_around(visit, facts.day),
        reads=visit.may(May.READ_MESSAGES),
        imports=visit.may(May.IMPORT),
    )


def todays(visit: Visit, asked: date | None) -> tuple[Today, tuple[SafeString, ...]] | None:
    """The day's facts and pictures; the last whole day's if none is asked for. None where there is no record yet."""
    nameless = not visit.may(May.SEE_MEMBERS)
    now = visit.scene.now

    def made(view: View) -> tuple[Today, tuple[SafeString, ...]] | None:
        day = asked or last_whole_day(view)
        if day is None or last_whole_day(view) is None:
            return None
        facts = told_of(Scene(view, Period(day, day), Grain.DAY, visit.lang, now, nameless=nameless))
        return facts, _pictures(facts)

    return seen(visit.community, ("today", visit.lang, asked, nameless, now.date()), made)


def _pictures(facts: Today) -> tuple[SafeString, ...]:
    """The 聚落图 wide and narrow, kept like the facts: everybody's place takes as long as all the rest of the page."""
    if facts.plan is None:
        return ()
    # Our own markup, escaped where it is made.
    return tuple(mark_safe(plan_svg(facts.plan, width=width, height=_HIGH)) for width in (_PLAN, PHONE))  # noqa: S308 - the same


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
    store = EmbeddedStore(settings.HOME)
    try:
        found = store.community(visit.community)
        calendar = found.calendar if found else Calendar()
        told = sources(store.imports(visit.community), calendar, visit.scene.now, visit.lang)
    finally:
        store.close()
    return told, sum(one.late for one in told)


def metric_address(community: str, day: date, tile: Tile) -> str:
    """The page of the metric behind a tile, for the same day."""
    return f"/desk/{community}/metrics/{tile.readings[0]['metric']}?day={day.isoformat()}"
