"""活动: a month of events and those that come, planning one, and one event from its plan to its reflection."""

from datetime import date, datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.actions.planning import change, copy_from, plan, start_lists
from juluo.desk.events.facts import event, events, last_like, whole
from juluo.desk.events.files import LARGEST, PICTURES
from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import GUEST_DAYS, UNDER_WAY, EventFacts, Form, Plan, State, Whole
from juluo.desk.segments.facts import kept_segments
from juluo.ledger.period import Grain, Period, zone_named
from juluo.metrics.metric import Good, Unit
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, day_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.event_asked import SPANS, goals, plan_asked
from juluo.web.event_deeds import DEEDS
from juluo.web.event_shown import (
    HOW_WORDS,
    PLACE_WORDS,
    SPAN_WORDS,
    STATE_WORDS,
    by_day,
    channels_of,
    clock,
    line_words,
    outcome,
    reminder,
    when,
)
from juluo.web.everybody import everybody
from juluo.web.reports import here
from juluo.web.weeks import weeks
from juluo.wording.numbers import long_date, long_range, short_date, weekdays_short
from juluo.wording.numbers import whole as whole_number

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/events/<slug:event>"
TABS = {"plan": "计划", "people": "报名", "day": "现场", "after": "之后"}
# From how long before its start an event opens on what is needed on the day.
_SOON = timedelta(hours=3)


@page("desk/<slug:community>/events", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def events_page(visit: Visit) -> HttpResponse:
    """A month, and everything in order of time."""
    note_visit(visit)
    zone, today = zone_of(visit), today_of(visit)
    month = Period.of(day_asked(visit, "month") or today, Grain.MONTH)
    found = events(visit.community)
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
        coming=[one for one in found if one.state in UNDER_WAY],
        past=[one for one in reversed(found) if one.state not in UNDER_WAY],
        **words_of(visit, zone),
    )


@page(
    "desk/<slug:community>/events/new",
    nav=Nav.EVENTS,
    may=May.KEEP_TASKS,
    methods=("GET", "POST"),
    title="计划一场活动",
)
def event_new(visit: Visit) -> HttpResponse:
    """A plan from the pattern of its form, or from an earlier event, with what the last of its kind taught."""
    if visit.request.method == "GET":
        note_visit(visit)
        return _form(visit, *_beginning(visit))
    source = visit.field("copy")
    try:
        wanted = plan_asked(visit, zone_of(visit), frozenset(channels_of(visit.community)))
        if source:
            slug = copy_from(visit.who, visit.community, source, wanted, visit.scene)
        else:
            slug = plan(visit.who, visit.community, wanted, visit.scene)
            pattern = PATTERNS[wanted.form]
            items = [(days, visit.words(words)) for days, words in pattern.checklist]
            run = [(minute, visit.words(words)) for minute, words in pattern.run]
            start_lists(visit.who, visit.community, slug, items, run, zone_of(visit), visit.scene)
    except RefusedError as error:
        return _form(visit, None, source, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{slug}")


@page(_ONE, nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def event_page(visit: Visit, event: str) -> HttpResponse:
    note_visit(visit)
    return shown(visit, event)


@page(_ONE + "/edit", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def event_edit(visit: Visit, event: str) -> HttpResponse:
    """Change its plan."""
    found = one_of(visit, event)
    if visit.request.method == "GET":
        return _form(visit, found.plan, "", event=found)
    try:
        wanted = plan_asked(visit, zone_of(visit), frozenset(channels_of(visit.community)))
        change(visit.who, visit.community, event, wanted, visit.scene)
    except RefusedError as error:
        return _form(visit, None, "", visit.words(error.sentence), found)
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{event}?tab=plan")


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
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{event}?tab={tab}")


@page(_ONE + "/sheet", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def event_sheet(visit: Visit, event: str) -> HttpResponse:
    """The hosts' run sheet, to print."""
    found, zone = _whole(visit, event), zone_of(visit)
    return visit.render(
        "event_sheet.html", HTTPStatus.OK, found=found, names=names_of(visit, found), **words_of(visit, zone)
    )


def shown(visit: Visit, slug: str, wrong: str = "", tab: str = "") -> HttpResponse:
    """One event at one of its four tabs."""
    found, zone = _whole(visit, slug), zone_of(visit)
    tab = tab or parameter(visit, "tab") or _tab_now(found.event, visit.scene.now)
    if tab not in TABS:
        raise Http404
    one = found.event
    segment = next((kept for kept in _segments(visit) if kept[0] == one.plan.segment), None)
    return visit.render(
        "event.html",
        _WRONG if wrong else HTTPStatus.OK,
        found=found,
        one=one,
        tab=tab,
        tabs={name: visit.say(words) for name, words in TABS.items()},
        wrong=wrong,
        names=names_of(visit, found),
        keeps=visit.may(May.KEEP_TASKS),
        sees_people=visit.may(May.SEE_MEMBERS),
        takes_people=visit.may(May.EXPORT_PEOPLE),
        today=today_of(visit),
        channels=channels_of(visit.community),
        segment=segment[1] if segment else "",
        goal=goal_words(visit, one.plan),
        outcome=outcome(visit, one, zone) if tab == "after" else None,
        reminders={lang: reminder(one, zone, zone.key, lang) for lang in ("zh", "en")},
        team=team(visit.community),
        guest_days=GUEST_DAYS,
        largest=LARGEST // 1024**2,
        pictures=PICTURES,
        **words_of(visit, zone),
    )


def one_of(visit: Visit, slug: str) -> EventFacts:
    found = event(visit.community, slug)
    if found is None:
        raise Http404
    return found


def zone_of(visit: Visit) -> ZoneInfo:
    return zone_named(here(visit).calendar.zone)


def today_of(visit: Visit) -> date:
    return here(visit).calendar.day_of(visit.scene.now)


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
        "hows": {how: visit.say(words) for how, words in HOW_WORDS.items()},
        "date": lambda day: long_date(day, lang),
        "short": lambda day: short_date(day, lang),
        "clock": lambda moment: clock(moment, zone, lang),
        "hour": lambda moment: f"{moment.astimezone(zone):%H:%M}",
        "when": lambda one: when(one, zone, lang),
        "whole": whole_number,
        "zone": zone.key,
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


def _segments(visit: Visit) -> list[tuple[int, str]]:
    if not visit.may(May.SEE_MEMBERS):
        return []
    return [(one.id, one.name) for one in kept_segments(visit.community, visit.who.id)]


def _beginning(visit: Visit) -> tuple[Plan, str]:
    """What the form begins with: an earlier event, or the pattern of a form and what its last one taught."""
    source = parameter(visit, "copy")
    if source:
        old = one_of(visit, source)
        return _lessons_of(old, old.plan), source
    form = choice_asked(visit, "form", Form, Form.TOPIC)
    pattern = PATTERNS[form]
    wanted = Plan(form, "", visit.words(pattern.content), goal=None)
    last = last_like(visit.community, form)
    return (wanted if last is None else _lessons_of(last, wanted)), ""


def _lessons_of(old: EventFacts, wanted: Plan) -> Plan:
    """The plan with what the other event's reflection says for the next time."""
    thought = old.reflection
    learnt = "\n".join(words for words in (thought.next_time, thought.went_badly, old.plan.lessons) if words)
    return Plan(
        wanted.form,
        wanted.title,
        wanted.content,
        learnt,
        place=wanted.place,
        channel=wanted.channel,
        controls=wanted.controls,
        segment=wanted.segment,
        budget=wanted.budget,
        partners=wanted.partners,
        capacity=wanted.capacity,
        goal=wanted.goal,
        owner=wanted.owner,
    )


def _form(
    visit: Visit, wanted: Plan | None, source: str, wrong: str = "", event: EventFacts | None = None
) -> HttpResponse:
    """The form with a plan in it, or with what was sent and what is wrong with it."""
    zone = zone_of(visit)
    sent = wanted is None
    values = {name: visit.field(name) for name in _FIELDS} if wanted is None else _values(wanted, zone)
    controls = {str(one) for one in visit.request.POST.getlist("controls")} if wanted is None else None
    form = Form(values["form"]) if values["form"] in set(Form) else Form.TOPIC
    last = last_like(visit.community, form) if event is None else None
    return visit.render(
        "event_form.html",
        _WRONG if sent else HTTPStatus.OK,
        event=event,
        source=source,
        values=values,
        controls=controls if wanted is None else {str(one) for one in wanted.controls},
        form=form,
        last=last,
        wrong=wrong,
        channels=channels_of(visit.community),
        segments=_segments(visit),
        team=team(visit.community),
        goals=_goals(visit),
        spans={days: visit.say(SPAN_WORDS[days]) for days in SPANS},
        usual=PATTERNS[form],
        frozen=event is not None and event.state is not State.PLANNED,
        goal=goal_words(visit, event.plan) if event else None,
        **words_of(visit, zone),
    )


_FIELDS = (
    "form", "title", "content", "lessons", "starts", "ends", "signup_until", "place", "channel", "segment", "budget",
    "partners", "capacity", "goal_metric", "goal_line", "goal_days", "owner",
)  # fmt: skip


def _values(wanted: Plan, zone: ZoneInfo) -> dict[str, str]:
    """A plan as the form's fields."""
    goal = wanted.goal
    metric = goals().get(goal.metric) if goal else None
    shares = metric is not None and metric.unit is Unit.SHARE
    line = "" if goal is None else f"{goal.line * 100:g}" if shares else f"{goal.line:g}"
    told = {
        "form": wanted.form,
        "title": wanted.title,
        "content": wanted.content,
        "lessons": wanted.lessons,
        "starts": _typed(wanted.starts, zone),
        "ends": _typed(wanted.ends, zone),
        "signup_until": _typed(wanted.signup_until, zone),
        "place": wanted.place,
        "channel": wanted.channel,
        "segment": wanted.segment,
        "budget": wanted.budget,
        "partners": wanted.partners,
        "capacity": wanted.capacity,
        "goal_metric": goal.metric if goal else "",
        "goal_line": line,
        "goal_days": goal.days if goal else 0,
        "owner": wanted.owner,
    }
    return {name: "" if value is None else str(value) for name, value in told.items()}


def _typed(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""


def _goals(visit: Visit) -> list[tuple[str, str]]:
    """What can be reached, as an operator reads it; shares are typed as percentages."""
    found = []
    for name, metric in goals().items():
        title = metric.title if visit.lang == "zh" else metric.title_en
        marks = [visit.say("%")] if metric.unit is Unit.SHARE else []
        marks += [visit.say("越少越好")] if metric.good is Good.LOWER else []
        found.append(
            (name, visit.say("{title}（{marks}）", title=title, marks=visit.say("，").join(marks)) if marks else title)
        )
    return sorted(found, key=lambda one: one[1])
