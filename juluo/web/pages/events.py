"""活动: a month of events and those that come, planning one, and one event from its plan to its reflection."""

from datetime import date, datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.facts import asked_at_door, event, events, whole
from juluo.desk.events.files import LARGEST, PICTURES
from juluo.desk.events.own import is_crowded
from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import GUEST_DAYS, STATE_WORDS, UNDER_WAY, EventFacts, Place, Plan, State, Whole
from juluo.desk.segments.facts import kept_segments
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import day_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.events.asked import goals
from juluo.web.events.belonging import beginning, belonging
from juluo.web.events.deeds import DEEDS
from juluo.web.events.effect import effect_lines, seeable_line
from juluo.web.events.listed import listed, turned, where
from juluo.web.events.reached import reached
from juluo.web.events.shown import (
    ASK_WORDS,
    HOW_WORDS,
    PLACE_WORDS,
    REMIND_WORDS,
    SPAN_WORDS,
    YES_WORDS,
    by_day,
    channels_of,
    line_words,
    near_clock,
    outcome,
    reminder,
    when,
)
from juluo.web.local_time import zone_of
from juluo.web.members.everybody import everybody
from juluo.web.reports.composed import here
from juluo.web.weeks import weeks
from juluo.wording.numbers import long_date, long_range, short_date, weekdays_short
from juluo.wording.numbers import whole as whole_number
from juluo.wording.zones import zone_words

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/events/<slug:event>"
TABS = {"plan": "计划", "people": "报名", "day": "现场", "after": "之后"}
# From how long before its start an event opens on what is needed on the day.
_SOON = timedelta(hours=3)


@page("desk/<slug:community>/events", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def events_page(visit: Visit) -> HttpResponse:
    """A month, and everything in order of time."""
    note_visit(visit)
    zone, today = zone_of(visit.community), today_of(visit)
    month = Period.of(day_asked(visit, "month") or today, Grain.MONTH)
    found = events(visit.community)
    missed = [one for one in found if one.is_missed(_this_morning(visit))]
    days = by_day(found, zone, month)
    return visit.render(
        "events.html",
        HTTPStatus.OK,
        month=month,
        weeks=weeks(month),
        month_name=long_range(month.first, month.last, visit.lang),
        weekdays=weekdays_short(visit.lang),
        days=days,
        today=today,
        earlier=month.first - timedelta(days=1),
        later=month.last + timedelta(days=1),
        missed=missed,
        coming=[one for one in found if one.state in UNDER_WAY and one not in missed],
        past=[one for one in reversed(found) if one.state not in UNDER_WAY],
        **words_of(visit, zone),
    )


@page(_ONE, nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def event_page(visit: Visit, event: str) -> HttpResponse:
    note_visit(visit)
    return shown(visit, event)


@page(_ONE + "/deed", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def event_deed(visit: Visit, event: str) -> HttpResponse:
    """What a colleague does with it; back to where they were."""
    one_of(visit, event)
    deed, tab = visit.field("deed"), visit.field("tab")
    if deed not in DEEDS or tab not in TABS:
        raise Http404
    try:
        DEEDS[deed](visit, event)
    except RefusedError as error:
        return shown(visit, event, visit.words(error.sentence), tab)
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{event}?tab={tab}{where(visit)}")


@page(_ONE + "/sheet", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def event_sheet(visit: Visit, event: str) -> HttpResponse:
    """The hosts' run sheet, to print."""
    found, zone = _whole(visit, event), zone_of(visit.community)
    return visit.render(
        "event_sheet.html", HTTPStatus.OK, found=found, names=names_of(visit, found), **words_of(visit, zone)
    )


def shown(visit: Visit, slug: str, wrong: str = "", tab: str = "") -> HttpResponse:
    """One event at one of its four tabs."""
    found, zone = _whole(visit, slug), zone_of(visit.community)
    tab = tab or parameter(visit, "tab") or _tab_now(found.event, visit.scene.now)
    if tab not in TABS:
        raise Http404
    one = found.event
    names = names_of(visit, found)
    told = reached(visit, found) if tab == "people" else None
    segment = next((kept for kept in segments_of(visit) if kept[0] == one.plan.segment), None)
    return visit.render(
        "event.html",
        _WRONG if wrong else HTTPStatus.OK,
        found=found,
        one=one,
        tab=tab,
        tabs={name: visit.say(words) for name, words in TABS.items()},
        wrong=wrong,
        names=names,
        listed=listed(visit, found, names, tab) if tab in {"people", "day"} else None,
        is_missed=one.is_missed(_this_morning(visit)),
        keeps=visit.may(May.KEEP_TASKS),
        sees_people=visit.may(May.SEE_MEMBERS),
        belongs=belonging(visit, one),
        begins=beginning(visit, one.plan.form) if one.state in UNDER_WAY else None,
        takes_people=visit.may(May.EXPORT_PEOPLE),
        shows_out=visit.may(May.IMPORT) and visit.may(May.KEEP_TASKS) and visit.may(May.SEE_MEMBERS),
        unknown=sum(one.is_unknown and one.place in {Place.IN, Place.WAITING} for one in found.people),
        is_crowded=tab == "people" and one.state is State.OPEN and is_crowded(one),
        reached=told,
        missed_turn=turned(visit, found, told.missed) if told else None,
        today=today_of(visit),
        by_number={person.id: person for person in found.people} if tab == "day" else {},
        asked=asked_at_door(visit.community, slug) if tab == "day" and visit.may(May.KEEP_TASKS) else (),
        asks=ASK_WORDS,
        yes=YES_WORDS,
        channels=channels_of(visit.community),
        segment=segment[1] if segment else "",
        goal=goal_words(visit, one.plan),
        outcome=outcome(visit, one, here(visit).calendar) if tab == "after" else None,
        effect=effect_lines(visit, found) if tab == "after" else (),
        seeable=seeable_line(visit, one.plan) if tab == "plan" and one.state in UNDER_WAY else "",
        reminders={
            lang: reminder(one, zone, zone_words(zone.key, lang), lang, _portal_of(visit, one))
            for lang in ("zh", "en")
        },
        team=team(visit.community),
        guest_days=GUEST_DAYS,
        largest=LARGEST // 1024**2,
        pictures=PICTURES,
        **words_of(visit, zone),
    )


def _portal_of(visit: Visit, one: EventFacts) -> str:
    """Where members sign up for it; "" while their pages are closed, or it isn't to come."""
    found = portal(visit.community)
    if found is None or not found.is_open or one.state is not State.OPEN:
        return ""
    return visit.request.build_absolute_uri(f"/c/{visit.community}/events/{one.slug}")


def one_of(visit: Visit, slug: str) -> EventFacts:
    found = event(visit.community, slug)
    if found is None:
        raise Http404
    return found


def today_of(visit: Visit) -> date:
    return here(visit).calendar.day_of(visit.scene.now)


def _this_morning(visit: Visit) -> datetime:
    """When the community's day began."""
    return here(visit).calendar.starts(today_of(visit))


def names_of(visit: Visit, found: Whole) -> dict[int, str]:
    """What those on the list are called, for who may see members."""
    table = everybody(visit.community) if visit.may(May.SEE_MEMBERS) else None
    names = {}
    for code in {one.person for one in found.people if one.person is not None}:
        at = None if table is None else table.place(code)
        if table is not None and at is not None:
            names[code] = str(table.names[at])
    return names


def words_of(visit: Visit, zone: ZoneInfo) -> dict[str, object]:
    """What the templates of events say things with."""
    lang = visit.lang
    return {
        "states": {state: visit.say(words) for state, words in STATE_WORDS.items()},
        "forms": {form: pattern.name.words(lang) for form, pattern in PATTERNS.items()},
        "places": {place: visit.say(words) for place, words in PLACE_WORDS.items()},
        "reminds": {one: visit.say(words) for one, words in REMIND_WORDS.items()},
        "hows": {how: visit.say(words) for how, words in HOW_WORDS.items()},
        "date": lambda day: long_date(day, lang),
        "short": lambda day: short_date(day, lang),
        "clock": lambda moment: near_clock(moment, visit.scene.now, zone, lang),
        "hour": lambda moment: f"{moment.astimezone(zone):%H:%M}",
        "when": lambda one: when(one, zone, lang),
        "whole": whole_number,
        "zone": zone_words(zone.key, lang),
    }


def goal_words(visit: Visit, wanted: Plan) -> tuple[str, str, str] | None:
    """The metric, its days and its line; None where nothing was set."""
    metric = goals().get(wanted.goal.metric) if wanted.goal else None
    if wanted.goal is None or metric is None:
        return None
    title = metric.title if visit.lang == "zh" else metric.title_en
    return title, visit.say(SPAN_WORDS[wanted.goal.days]), line_words(wanted.goal, metric, visit.lang)


def _whole(visit: Visit, slug: str) -> Whole:
    found = whole(visit.community, slug)
    if found is None:
        raise Http404
    return found


def _tab_now(one: EventFacts, now: datetime) -> str:
    if one.state is State.CLOSED:
        return "after"
    if one.state is not State.OPEN or one.plan.starts is None:
        return "plan"
    return "day" if one.plan.starts - _SOON <= now else "people"


def segments_of(visit: Visit) -> list[tuple[int, str]]:
    if not visit.may(May.SEE_MEMBERS):
        return []
    return [(one.id, one.name) for one in kept_segments(visit.community, visit.who.id)]
