"""设置 › 成员的页面: open the portal, its link and words, who joined, and who wants to be erased."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import cast

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.insights.members.table import BOT
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.guardians import ask_guardian_again
from juluo.shell.guests.actions.portal import (
    PortalWords,
    change_link,
    close_portal,
    open_portal,
    settle_wish,
    show_out,
    show_out_strangers,
    tie_guest,
    untie_guest,
    write_words,
)
from juluo.shell.guests.facts import portal, wishes
from juluo.shell.guests.listing import Found
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.standing import standing
from juluo.web.asking import number_of
from juluo.web.code_drawn import picture
from juluo.web.members.everybody import everybody
from juluo.web.portal.day import ask as ask_for_day
from juluo.web.portal.guests import guests_shown, where
from juluo.web.portal.part import on_parting
from juluo.wording.numbers import long_date
from juluo.wording.sentence import told

_TO_ONE: Mapping[str, Callable[[Colleague, str, int, Scene], None]] = MappingProxyType(
    {"out": show_out, "guardian": ask_guardian_again}
)


@page("desk/<slug:community>/settings/portal", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS, title="成员的页面")
def portal_settings(visit: Visit) -> HttpResponse:
    return _shown(visit)


@page("desk/<slug:community>/settings/portal/deed", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS, methods=("POST",))
def portal_deed(visit: Visit) -> HttpResponse:
    """Open, close, a new link, other words; a guest tied, untied or shown out; a wish seen to."""
    try:
        said = _done(visit, visit.field("deed"))
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/settings/portal{said}")


def _done(visit: Visit, deed: str) -> str:
    """Do it; returns the part of the page that shows it."""
    who, community, scene = visit.who, visit.community, visit.scene
    match deed:
        case "open":
            open_portal(who, community, scene)
            ask_for_day(community)
        case "close":
            close_portal(who, community, scene)
        case "link":
            change_link(who, community, scene)
        case "words":
            write_words(who, community, PortalWords(visit.field("welcome"), visit.field("rules")), scene)
        case "settle":
            settle_wish(who, community, _number(visit, "wish"), scene)
            return "#wishes"
        case _:
            return _done_to_guests(visit, deed)
    return ""


def _done_to_guests(visit: Visit, deed: str) -> str:
    """The same for those who joined, one of them or a day's strangers; the list stays where it was."""
    who, community, scene = visit.who, visit.community, visit.scene
    if deed == "strangers":
        if visit.field("sure") != "yes":
            raise RefusedError(told("没有请：先勾上“确定”。"))
        show_out_strangers(who, community, scene)
    elif deed == "tie":
        tie_guest(who, community, _number(visit, "guest"), _account(visit), scene)
    elif deed == "untie":
        number = _number(visit, "guest")
        untie_guest(who, community, number, scene, on_parting)
        return f"/parting/{number}{where(visit).removesuffix('#guests')}"
    elif deed in _TO_ONE:
        _TO_ONE[deed](who, community, _number(visit, "guest"), scene)
    else:
        raise Http404
    return where(visit)


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    found, table, listing = portal(visit.community), everybody(visit.community), guests_shown(visit)
    calendar = standing(settings.HOME).communities[visit.community].calendar
    asked = wishes(visit.community)
    shown = cast("Found", listing["listed"]).guests
    numbers = {one.account for one in asked} | {one.account for one in shown if one.account is not None}
    places = {number: table.place(number) for number in numbers} if table is not None else {}
    names = {number: str(table.names[at]) for number, at in places.items() if table is not None and at is not None}
    address = _address(visit, found.link) if found else ""
    return visit.render(
        "portal_settings.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        found=found,
        address=address,
        picture=picture(address) if address else "",
        reachable=bool(settings.URL.netloc),
        **listing,
        wishes=asked,
        names=names,
        welcome=visit.field("welcome") if wrong else found.welcome if found else "",
        rules=visit.field("rules") if wrong else found.rules if found else "",
        date=lambda at: long_date(calendar.day_of(at), visit.lang),
        wrong=wrong,
    )


def _address(visit: Visit, link: str) -> str:
    return visit.request.build_absolute_uri(f"/c/{visit.community}/join/{link}")


def _number(visit: Visit, name: str) -> int:
    number = number_of(visit.field(name))
    if number is None:
        raise Http404
    return number


def _account(visit: Visit) -> int:
    """The member meant, by the number that their page's address ends with."""
    number, table = _number(visit, "account"), everybody(visit.community)
    place = None if table is None else table.place(number)
    if table is None or place is None:
        raise RefusedError(told("没有这位成员：照成员页地址最后的编号写。"))
    if table.role[place] == BOT:
        raise RefusedError(told("这个账号是机器人：谁认了它，就看得到它转发的每个人的话。"))
    return number
