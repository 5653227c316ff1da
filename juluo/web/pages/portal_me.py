"""我的: what a guest left on the portal, which account is theirs, and their ways to take it along or have it gone."""

import json
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.guests.actions.joining import GROWN, ask_for_phrase, leave, rename
from juluo.shell.guests.facts import Guarded
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit, guest_cookie
from juluo.web.local_time import calendar_of
from juluo.web.personal.file import Person, person_file, person_of
from juluo.web.portal.agreed import asked_of, settle
from juluo.web.portal.part import in_mine, on_leaving
from juluo.web.portal.record import portal_record
from juluo.web.taken_away import as_file
from juluo.wording.numbers import long_date, whole


# Counting what is held of somebody reads the whole ledger.
@page("c/<slug:community>/me", may=Door.GUEST, cost=Cost.SEARCH)
def portal_me(visit: Visit) -> HttpResponse:
    return _shown(visit)


@page("c/<slug:community>/me/phrase", may=Door.GUEST, methods=("POST",))
def portal_phrase(visit: Visit) -> HttpResponse:
    """A phrase to say in the group."""
    try:
        ask_for_phrase(visit.whoever, visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/me")


@page("c/<slug:community>/me/name", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_name(visit: Visit) -> HttpResponse:
    try:
        rename(visit.whoever, visit.field("name"))
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/me")


@page("c/<slug:community>/me/agree", may=Door.GUEST, methods=("POST",))
def portal_agree(visit: Visit) -> HttpResponse:
    """One purpose agreed to or taken back. For a child, a guardian agrees; taking back is theirs, too."""
    child = visit.whoever.guarded is not Guarded.GROWN
    if child and visit.field("say") != "no":
        return _shown(visit, visit.say("这要监护人在他的网址上同意。"))
    if not settle(visit, visit.whoever):
        raise Http404
    return HttpResponseRedirect(f"/c/{visit.community}/me#agreed")


@page("c/<slug:community>/me/file", may=Door.GUEST, methods=("POST",), unaided=True, cost=Cost.EXPORT)
def portal_file(visit: Visit) -> HttpResponse:
    """All that is held of them: of the group, too, once it is certain who they are."""
    found = _person(visit)
    if found is not None:
        note(visit.scene, None, "take_own_data", community=visit.community, about=str(found.number))
        answer = person_file(visit.community, found, f"{visit.community}-me", visit.scene.now, by_name=False)
        if answer is not None:
            return answer
    guest = visit.whoever
    told = portal_record(guest)
    return as_file(f"{visit.community}-me.json", json.dumps(told, ensure_ascii=False, indent=1))


@page("c/<slug:community>/me/leave", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_leave(visit: Visit) -> HttpResponse:
    """Gone at once from here; an owner is asked for what the ledger holds."""
    if visit.field("sure") != "yes":
        return _shown(visit, visit.say("没有删：先勾上“确定”。"))
    everywhere = visit.field("everywhere") == "yes" and visit.whoever.account is not None
    leave(visit.whoever, visit.scene, everywhere=everywhere)
    answer = HttpResponseRedirect(f"/c/{visit.community}/?gone{'&asked' if everywhere else ''}")
    answer.delete_cookie(guest_cookie(visit.community), samesite="Lax")
    return answer


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    guest, person, calendar = visit.whoever, _person(visit), calendar_of(visit.community)
    held = person.held if person else None
    return visit.render(
        "portal_me.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        waits=guest.waits(visit.scene.now),
        guarded_since=long_date(calendar.day_of(guest.guarded_at), visit.lang) if guest.guarded_at else "",
        until=long_date(calendar.day_of(guest.phrase_until), visit.lang) if guest.phrase_until else "",
        joined=long_date(calendar.day_of(guest.joined_at), visit.lang),
        tied=long_date(calendar.day_of(guest.tied_at), visit.lang) if guest.tied_at else "",
        held=held,
        account=held.name if held else "",
        sections=in_mine(visit),
        leaving=on_leaving(visit),
        back=long_date(calendar.day_of(guest.return_made_at), visit.lang) if guest.return_made_at else "",
        asked=asked_of(visit, guest),
        gives=guest.guarded is Guarded.GROWN,
        grown=GROWN,
        action=f"/c/{visit.community}/me/agree",
        entries=whole(held.entries) if held else "",
        named=whole(held.named) if held else "",
        wrong=wrong,
    )


def _person(visit: Visit) -> Person | None:
    account = visit.whoever.account
    return person_of(visit.community, account) if account is not None else None
