"""活动 › 打卡: the programmes, one of them with who keeps on and who broke off, and what is decided about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from types import MappingProxyType

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.facts import event, events
from juluo.desk.streaks.actions.programmes import (
    LONGEST_ABOUT,
    LONGEST_TITLE,
    change,
    close,
    give_off,
    reopen,
    set_up,
    take_back_off,
)
from juluo.desk.streaks.counting import Mark
from juluo.desk.streaks.facts import counts, programme, programmes
from juluo.desk.streaks.jobs import ask_to_listen
from juluo.desk.streaks.standings import broke, by_day, stayed, steps
from juluo.desk.streaks.values import Plan, ProgrammeFacts, moment
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_sent, parameter
from juluo.web.communities import note_visit
from juluo.web.events.asked import day_typed
from juluo.web.events.shown import channels_of
from juluo.web.local_time import calendar_of, zone_of
from juluo.web.marks import simulated
from juluo.web.sheet_file import csv_file
from juluo.web.streaks.asked import plan_asked, sent, usual, values_of
from juluo.web.streaks.entering import days_to_enter, enter_sent
from juluo.web.streaks.shown import board, together
from juluo.web.taken_away import as_file
from juluo.web.turn import turn_of
from juluo.wording.numbers import long_date, percent, short_date, weekdays, weekdays_short
from juluo.wording.numbers import whole as whole_number
from juluo.wording.sentence import told
from juluo.wording.zones import zone_words

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/streaks/<slug:programme>"
# So many of a list at once, and so many weeks of squares.
_MOST, _WEEKS = 50, 12


@page("desk/<slug:community>/streaks", nav=Nav.EVENTS, may=May.SEE_NUMBERS, title="打卡")
def streaks(visit: Visit) -> HttpResponse:
    """Every programme, with how many checked in."""
    note_visit(visit)
    return visit.render(
        "streaks.html",
        HTTPStatus.OK,
        made_up=simulated(visit),
        found=programmes(visit.community),
        counts=counts(visit.community),
        **_words(visit),
    )


@page(
    "desk/<slug:community>/streaks/new",
    nav=Nav.EVENTS,
    may=May.KEEP_TASKS,
    methods=("GET", "POST"),
    title="开一个打卡",
)
def streak_new(visit: Visit) -> HttpResponse:
    if visit.request.method == "GET":
        return _form(visit, _beginning(visit))
    try:
        slug = set_up(visit.who, visit.community, _asked(visit), visit.scene)
    except RefusedError as error:
        return _form(visit, None, visit.words(error.sentence))
    ask_to_listen(visit.community)
    return HttpResponseRedirect(f"/desk/{visit.community}/streaks/{slug}")


@page(_ONE, nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def streak_page(visit: Visit, programme: str) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, _one(visit, programme))


@page(_ONE + "/edit", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def streak_edit(visit: Visit, programme: str) -> HttpResponse:
    one = _one(visit, programme)
    if visit.request.method == "GET":
        return _form(visit, one.plan, one=one)
    try:
        change(visit.who, visit.community, programme, _asked(visit), visit.scene)
    except RefusedError as error:
        return _form(visit, None, visit.words(error.sentence), one)
    ask_to_listen(visit.community)
    return HttpResponseRedirect(f"/desk/{visit.community}/streaks/{programme}")


@page(_ONE + "/deed", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def streak_deed(visit: Visit, programme: str) -> HttpResponse:
    """Days off, closing and opening again."""
    one, deed = _one(visit, programme), visit.field("deed")
    if deed not in _DEEDS:
        raise Http404
    try:
        _DEEDS[deed](visit, programme)
    except RefusedError as error:
        return _shown(visit, one, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/streaks/{programme}")


@page(_ONE + "/people", nav=Nav.EVENTS, may=May.EXPORT_PEOPLE, methods=("POST",), cost=Cost.EXPORT)
def streak_people_file(visit: Visit, programme: str) -> HttpResponse:
    """Everybody of it as a table for a spreadsheet."""
    one = _one(visit, programme)
    head = [visit.say(words) for words in ("名字", "连着几天", "其中补的", "最长", "一共", "第一天", "最后一天")]
    rows = [
        [
            row.name,
            *(str(n) for n in (row.standing.streak.days, row.standing.streak.repaired)),
            *(str(n) for n in (row.standing.streak.best, row.standing.streak.total)),
            row.standing.first.isoformat(),
            row.standing.streak.latest.isoformat() if row.standing.streak.latest else "",
        ]
        for row in board(visit, one, everyone=True)
    ]
    note(visit.scene, visit.who, "export_streak_people", community=visit.community, about=programme)
    return as_file(f"{programme}.csv", csv_file([head, *rows]))


def _off(visit: Visit, slug: str) -> None:
    first = day_typed(visit.field("first"))
    if first is None:
        raise RefusedError(told("从哪天开始？选一天。"))
    last = day_typed(visit.field("last")) or first
    give_off(visit.who, visit.community, slug, (first, last), visit.field("why"), visit.scene)


def _on(visit: Visit, slug: str) -> None:
    take_back_off(visit.who, visit.community, slug, number_sent(visit, "number"), visit.scene)


_DEEDS: Mapping[str, Callable[[Visit, str], None]] = MappingProxyType(
    {
        "off": _off,
        "on": _on,
        "enter": enter_sent,
        "close": lambda visit, slug: close(visit.who, visit.community, slug, visit.scene),
        "reopen": lambda visit, slug: reopen(visit.who, visit.community, slug, visit.scene),
    }
)


def _one(visit: Visit, slug: str) -> ProgrammeFacts:
    found = programme(visit.community, slug)
    if found is None:
        raise Http404
    return found


def _today(visit: Visit) -> date:
    return calendar_of(visit.community).day_of(visit.scene.now)


def _asked(visit: Visit) -> Plan:
    """The plan that the form tells."""
    known = {one.slug for one in events(visit.community)}
    return plan_asked(visit, frozenset(channels_of(visit.community)), known)


def _beginning(visit: Visit) -> Plan:
    """What the form begins with: the event's own title, words and days, where one is named."""
    wanted = usual(_today(visit))
    found = event(visit.community, parameter(visit, "event"))
    if found is None:
        return wanted
    plan, calendar = found.plan, calendar_of(visit.community)
    return replace(
        wanted,
        title=plan.title[:LONGEST_TITLE],
        about=plan.content[:LONGEST_ABOUT],
        first=calendar.day_of(plan.starts) if plan.starts else wanted.first,
        last=calendar.day_of(plan.ends) if plan.ends else None,
        channel=plan.channel,
        event=found.slug,
    )


def _words(visit: Visit) -> dict[str, object]:
    lang = visit.lang
    return {
        "date": lambda day: long_date(day, lang),
        "short": lambda day: short_date(day, lang),
        "day_of": lambda at: long_date(calendar_of(visit.community).day_of(at), lang),
        "whole": whole_number,
        "percent": percent,
        "weekdays": weekdays(lang),
        "weekdays_short": weekdays_short(lang),
        "keeps": visit.may(May.KEEP_TASKS),
        "today": _today(visit),
        "zone": zone_words(zone_of(visit.community).key, visit.lang),
    }


def _form(visit: Visit, plan: Plan | None, wrong: str = "", one: ProgrammeFacts | None = None) -> HttpResponse:
    return visit.render(
        "streak_form.html",
        HTTPStatus.OK if plan else _WRONG,
        one=one,
        values=values_of(plan) if plan else sent(visit),
        channels=channels_of(visit.community),
        longest=LONGEST_ABOUT,
        wrong=wrong,
        **_words(visit),
    )


def _shown(visit: Visit, one: ProgrammeFacts, wrong: str = "") -> HttpResponse:
    at = moment(calendar_of(visit.community), one.plan.grace, visit.scene.now)
    rows = board(visit, one, everyone=visit.may(May.SEE_MEMBERS))
    found = [row.standing for row in rows]
    named = {row.standing.who: row for row in rows}
    days = by_day(found)
    away = [named[row.who] for row in broke(one.rules, found, at)]
    where = f"/desk/{visit.community}/streaks/{one.slug}"
    turn = turn_of(visit, where, len(rows), _MOST, of="board")
    return visit.render(
        "streak.html",
        _WRONG if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        one=one,
        now_is=at,
        rows=turn.of(rows),
        turn=turn,
        sees_people=visit.may(May.SEE_MEMBERS),
        takes_people=visit.may(May.EXPORT_PEOPLE),
        missed=away,
        missed_turn=turn_of(visit, where, len(away), _MOST, of="broke"),
        steps=steps(found),
        most=max((n for _, _, n in steps(found)), default=0),
        heat=_heat(one, days, at.today),
        fullest=max(days.values(), default=0),
        here_today=sum(at.today in row.marks and row.marks[at.today] is Mark.DONE for row in found),
        stayed=stayed(found, at, one.plan.last),
        together=together(visit, one) if rows else (),
        portal=portal(visit.community),
        days=days_to_enter(visit, one) if visit.may(May.KEEP_TASKS) and visit.may(May.SEE_MEMBERS) else (),
        typed=visit.field("who"),
        event=event(visit.community, one.plan.event),
        wrong=wrong,
        **_words(visit),
    )


def _heat(one: ProgrammeFacts, days: Mapping[date, int], today: date) -> list[list[tuple[date, int | None, str]]]:
    """Weeks of squares until today: a day, how many people, and how dark; None where it isn't of the programme."""
    monday = today - timedelta(days=today.weekday())
    since = max(monday - timedelta(weeks=_WEEKS - 1), one.plan.first - timedelta(days=one.plan.first.weekday()))
    weeks, fullest = [], max(days.values(), default=0)
    while since <= monday:
        week = [since + timedelta(days=n) for n in range(7)]
        weeks.append([(day, *_dark(one, days, day, today, fullest)) for day in week])
        since += timedelta(weeks=1)
    return weeks


def _dark(
    one: ProgrammeFacts, days: Mapping[date, int], day: date, today: date, fullest: int
) -> tuple[int | None, str]:
    if day > today or not one.rules.is_due(day):
        return None, "off"
    n = days.get(day, 0)
    return n, f"dark-{min(4, -(-4 * n // fullest))}" if n else "dark-0"
