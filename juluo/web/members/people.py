"""What the pages of opinion leaders, of who may go quiet, and of recommendations show: made by a worker, and kept."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec
from django.conf import settings

from juluo.desk.cooperations.facts import CooperationFacts, opted_out
from juluo.insights.influence.board import Board, board
from juluo.insights.influence.effect import Asked, Effect, effects
from juluo.insights.recommend.gatherings_tried import events_tried
from juluo.insights.recommend.hindsight import Tried, tried
from juluo.insights.recommend.recommending import Learnt, Recommended, learnt, recommended_by
from juluo.insights.risk.worth_a_word import AtRisk, at_risk
from juluo.insights.segments.membership import members
from juluo.insights.segments.rule import Rule
from juluo.report.whole_day import last_whole_day
from juluo.shell.days import day_of
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import Standing, standing
from juluo.store.view import View
from juluo.web.seen import Form, Key, Shelf, keep, seen, there
from juluo.web.watched import broke_lately, is_watched

BOARD: Key = ("kol",)
RISK: Key = ("at-risk",)
TRIED: Key = ("recommendations-tried",)
BOARD_FORM: Form[Board | None] = Form(msgspec.msgpack.encode, msgspec.msgpack.Decoder(Board | None).decode)
RISK_FORM: Form[AtRisk | None] = Form(msgspec.msgpack.encode, msgspec.msgpack.Decoder(AtRisk | None).decode)
# What was learnt of a community is some tens of megabytes.
LEARNT = Shelf(2)
Facts = TypeVar("Facts")
_ROOM, _SIZING = 16 * 2**20, threading.Lock()


@dataclass(frozen=True, slots=True)
class Held:
    """How earlier recommendations did, of threads and of events; None where nobody took up anything."""

    found: Tried | None
    events: Tried | None = None


def tried_form(community: str) -> Form[Held]:
    """Whoever wants no recommendations speaks for none: when that changes, it is reckoned anew."""
    read = msgspec.msgpack.Decoder(Held).decode
    return Form(msgspec.msgpack.encode, read, tuple(sorted(opted_out(community))))


def board_made(view: View) -> Board | None:
    day = last_whole_day(view)
    return None if day is None else board(view, day)


def risk_made(view: View) -> AtRisk | None:
    day = last_whole_day(view)
    return None if day is None else at_risk(view, day)


def tried_made(view: View, out: frozenset[int]) -> Held:
    day = last_whole_day(view)
    if day is None:
        return Held(None)
    people = _people(view, out)
    return Held(tried(view, day, without=people), events_tried(view, day, people))


@job("people.prepare", called="算谁带得动人、谁快要走", heavy=True, deadline=timedelta(minutes=10))
def prepare_people(run: Run) -> str:
    """Reckon over half a year what the pages show, as the ledger stands: that takes seconds."""
    now = standing(settings.HOME)
    found = now.communities.get(run.community)
    if found is None:
        return ""
    store = EmbeddedStore(settings.HOME)
    try:
        with closing(store.view(found)) as view:
            if view.version == now.version:
                _keep_all(run, now, view)
            return str(view.version)
    finally:
        store.close()


def _keep_all(run: Run, now: Standing, view: View) -> None:
    community = run.community
    keep(now, community, BOARD, BOARD_FORM, board_made(view))
    run.check()
    keep(now, community, RISK, RISK_FORM, risk_made(view))
    run.check()
    keep(now, community, TRIED, tried_form(community), tried_made(view, opted_out(community)))


def ask(community: str) -> int:
    """Let a worker reckon; one that is asked for already is enough."""
    return enqueue(prepare_people, community=community, queue=f"{prepare_people.name}:{community}")


def is_coming(community: str, now: datetime) -> bool:
    """Whether a worker has it in a moment; it is asked to. Where none looks, or it failed, the page reckons itself."""
    if not is_watched() or broke_lately(prepare_people.name, community, now):
        return False
    ask(community)
    return True


def board_of(community: str) -> Board | None:
    return seen(community, BOARD, board_made, form=BOARD_FORM)


def risk_of(community: str) -> AtRisk | None:
    return seen(community, RISK, risk_made, form=RISK_FORM)


def tried_of(community: str) -> Held | None:
    """How earlier lists did, if that was reckoned already: it takes seconds, and no page waits for it."""
    form, out = tried_form(community), opted_out(community)
    if not there(community, TRIED, form):
        return None
    return seen(community, TRIED, lambda view: tried_made(view, out), form=form)


def recommended_to(community: str, person: int) -> Recommended | None:
    """What a member may like; None where there is no record. What is learnt of everybody is kept for the next one."""
    out = opted_out(community)

    def made(view: View) -> Learnt | None:
        day = last_whole_day(view)
        return None if day is None else learnt(view, day, _people(view, out))

    def told() -> Recommended | None:
        known = seen(community, ("recommend", tuple(sorted(out))), made, shelf=LEARNT)
        return None if known is None else recommended_by(known, [person])

    return _with_room(told)


@dataclass(frozen=True, slots=True)
class ForGroup:
    """What those of a segment may like, and how such lists did in earlier weeks."""

    found: Recommended
    tried: Tried | None
    events_tried: Tried | None


def recommended_to_group(community: str, rule: Rule, day: date) -> ForGroup:
    """The same for all who are in a segment on a day, one list for all of them; kept while nothing changes."""
    out = opted_out(community)

    def made(view: View) -> ForGroup:
        inside, unwanted = members(view, rule, [day])[0].inside, _people(view, out)
        known = learnt(view, day, unwanted)
        found = recommended_by(known, tuple(inside))
        past = tried(view, day, without=unwanted, group=frozenset(inside)) if found.found else None
        return ForGroup(found, past, events_tried(view, day, unwanted) if found.events else None)

    key = ("recommend-segment", rule, day, tuple(sorted(out)))
    return _with_room(lambda: seen(community, key, made))


def _with_room(reckon: Callable[[], Facts]) -> Facts:
    """Reckon in a thread with as much stack as a process has: a server's thread has 2 MB, too few for LAPACK."""
    with _SIZING:
        before = threading.stack_size(_ROOM)
        try:
            pool = ThreadPoolExecutor(1)
            done = pool.submit(reckon)
        finally:
            threading.stack_size(before)
    try:
        return done.result()
    finally:
        pool.shutdown()


def effects_of(community: str, found: tuple[CooperationFacts, ...]) -> dict[int, Effect]:
    """What is measured of each cooperation, by its number."""
    asked = tuple(Asked(one.person, one.started, _end(community, one)) for one in found)

    def made(view: View) -> tuple[Effect, ...]:
        day = last_whole_day(view)
        people = tuple(Asked(view.persons.of(one.person), one.started, one.until) for one in asked)
        return () if day is None else effects(view, people, day)

    told = seen(community, ("effects", asked), made) if asked else ()
    return {one.id: effect for one, effect in zip(found, told, strict=False)}


def _end(community: str, one: CooperationFacts) -> date | None:
    return None if one.ended_at is None else day_of(community, one.ended_at)


def _people(view: View, codes: frozenset[int]) -> frozenset[int]:
    """Accounts that were tied since are one person."""
    return frozenset(view.persons.of(code) for code in codes)
