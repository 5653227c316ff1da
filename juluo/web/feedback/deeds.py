"""What the page of one piece of feedback sends: each deed's form, parsed, and its verb called."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from django.http import Http404

from juluo.desk.feedback.actions import merging, telling, working
from juluo.desk.feedback.values import DECIDED, How, Levels, Severity, Sort, State
from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.asking import day_sent, number_of, number_sent
from juluo.web.entry_named import entry_named
from juluo.web.reports.composed import here

Deed = Callable[[Visit, str], object]
Choice = TypeVar("Choice", bound=StrEnum)
MOST_AT_ONCE = 200


def chosen(visit: Visit, name: str, choices: type[Choice]) -> Choice:
    """One of an enumeration's words, as a form sent it."""
    try:
        return choices(visit.field(name))
    except ValueError as error:
        raise Http404 from error


def bulk(visit: Visit, slugs: list[str]) -> None:
    """The same for all that are ticked."""
    by, community, scene = visit.who, visit.community, visit.scene
    match visit.field("deed"):
        case "owner":
            working.give(by, community, slugs, _owner(visit), scene)
        case "state":
            working.look_into(by, community, slugs, chosen(visit, "state", State), scene)
        case "severity":
            working.weigh(by, community, slugs, chosen(visit, "severity", Severity), scene)
        case "sort":
            working.sort_out(by, community, slugs, chosen(visit, "sort", Sort), scene)
        case "drop":
            working.drop(by, community, slugs, scene)
        case "merge":
            merging.merge_all(by, community, slugs[1:], slugs[0], scene)
        case _:
            raise Http404


def levels_sent(visit: Visit) -> Levels:
    days = [number_of(visit.field(name)) for name in ("urgent", "high", "medium", "low")]
    # What is no number is refused with the same words as one out of bounds.
    urgent, high, medium, low = (-1 if one is None else one for one in days)
    return Levels(urgent, high, medium, low, working_days=visit.field("working_days") == "yes")


def _owner(visit: Visit) -> int | None:
    told = visit.field("owner")
    number = number_of(told)
    if told and number is None:
        raise Http404
    return number


def _change(visit: Visit, slug: str) -> None:
    """How it stands, what kind it is, how severe, who follows it up, which need it speaks of."""
    by, community, scene = visit.who, visit.community, visit.scene
    working.sort_out(by, community, [slug], chosen(visit, "sort", Sort), scene)
    working.weigh(by, community, [slug], chosen(visit, "severity", Severity), scene)
    working.give(by, community, [slug], _owner(visit), scene)
    working.tie_need(by, community, slug, visit.field("need"), scene)
    if visit.field("state"):
        working.look_into(by, community, [slug], chosen(visit, "state", State), scene)


def _decide(visit: Visit, slug: str) -> None:
    by, community, scene = visit.who, visit.community, visit.scene
    answer = visit.field("answer")
    working.decide(by, community, slug, chosen(visit, "result", State), answer, scene)
    if visit.field("tell") == "yes":
        try:
            telling.tell_on_portal(by, community, slug, answer, scene)
        except RefusedError:
            # Nobody of them reads the portal: the page shows who is left, and how to tell them.
            return


def _tell(visit: Visit, slug: str) -> None:
    """On the portal now, or it was said in the group or in person on a day: at noon of it, or now if that is today."""
    how, scene = chosen(visit, "how", How), visit.scene
    if how is How.PORTAL:
        telling.tell_on_portal(visit.who, visit.community, slug, visit.field("words"), scene)
        return
    calendar = here(visit).calendar
    today = calendar.day_of(scene.now)
    on = day_sent(visit, "on") or today
    at = scene.now if on == today else datetime.combine(on, time(12), zone_named(calendar.zone))
    ticked = (number_of(str(one)) for one in visit.request.POST.getlist("asker"))
    askers = [one for one in ticked if one is not None]
    telling.tell_by_hand(visit.who, visit.community, slug, askers, how, visit.field("copy"), at, scene)


def _prove(visit: Visit, slug: str) -> None:
    day, number = day_sent(visit, "day"), number_of(visit.field("telling"))
    if day is None or number is None:
        raise Http404
    telling.prove(visit.who, visit.community, slug, number, (entry_named(visit.field("entry")), day), visit.scene)


def _untell(visit: Visit, slug: str) -> None:
    telling.take_back(visit.who, visit.community, slug, number_sent(visit, "telling"), visit.scene)


def _show(visit: Visit, slug: str) -> None:
    public = visit.field("public") == "yes"
    working.show(visit.who, visit.community, slug, visit.field("title"), visit.scene, public=public)


def _merge_in(visit: Visit, slug: str) -> None:
    merging.merge(visit.who, visit.community, visit.field("other"), slug, visit.scene)


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "change": _change,
        "decide": _decide,
        "reopen": lambda visit, slug: working.reopen(visit.who, visit.community, slug, visit.scene),
        "tell": _tell,
        "prove": _prove,
        "untell": _untell,
        "show": _show,
        "merge_in": _merge_in,
        "merge": lambda visit, slug: merging.merge(
            visit.who, visit.community, slug, visit.field("other"), visit.scene
        ),
        "unmerge": lambda visit, slug: merging.unmerge(visit.who, visit.community, slug, visit.scene),
        "drop": lambda visit, slug: working.drop(visit.who, visit.community, [slug], visit.scene),
        "restore": lambda visit, slug: working.restore(visit.who, visit.community, slug, visit.scene),
    }
)
OPEN_STATES = tuple(one for one in State if one not in DECIDED)
