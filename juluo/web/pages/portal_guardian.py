"""A child's guardian: the link that the child sends them, and the page on which they decide on their own phone."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.communities.facts import notices
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.guests.actions.guardians import agree, link_for_guardian, refuse, withdraw
from juluo.shell.guests.actions.joining import GROWN
from juluo.shell.guests.facts import Guarded, GuestFacts, child_of
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.code_drawn import picture
from juluo.web.local_time import calendar_of
from juluo.web.portal.agreed import asked_of, settle
from juluo.wording.numbers import long_date


@page("c/<slug:community>/me/guardian", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_guardian_link(visit: Visit) -> HttpResponse:
    """The link for the guardian, shown this once: to send, or to be scanned by their phone."""
    try:
        key = link_for_guardian(visit.whoever)
    except RefusedError as error:
        return visit.render(
            "portal_problem.html", HTTPStatus.CONFLICT, title=visit.say("监护人"), what=visit.words(error.sentence)
        )
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/guardian/{key}")
    code = picture(address)
    return visit.render("portal_guardian_link.html", address=address, picture=code, grown=GROWN)


@page("c/<slug:community>/guardian/<str:key>", may=Door.PORTAL, methods=("GET", "POST"))
def portal_guardian(visit: Visit, key: str) -> HttpResponse:
    """What is kept of the child, and the guardian's yes, no, and no longer."""
    child = child_of(visit.community, key)
    if child is None:
        raise Http404
    # A child that opens it sees what their guardian will see, and decides nothing.
    own = visit.guest is not None and visit.guest.id == child.id
    if visit.request.method == "GET" or own:
        return _shown(visit, child, key, own=own)
    match visit.field("deed"):
        case "agree":
            return _agreed(visit, child, key)
        case "purpose" if child.may_act:
            if not settle(visit, child):
                raise Http404
        case "withdraw":
            withdraw(visit.community, key, visit.scene)
        case "refuse":
            return _refused(visit, child, key)
        case _:
            raise Http404
    return HttpResponseRedirect(f"/c/{visit.community}/guardian/{key}")


def _agreed(visit: Visit, child: GuestFacts, key: str) -> HttpResponse:
    if visit.field("guardian") != "yes":
        return _shown(visit, child, key, wrong=visit.say("先勾上“我是监护人”。"))
    try:
        own = agree(visit.community, key, visit.scene)
    except RefusedError as error:
        return _shown(visit, child, key, wrong=visit.words(error.sentence))
    return HttpResponseRedirect(f"/c/{visit.community}/guardian/{own}")


def _refused(visit: Visit, child: GuestFacts, key: str) -> HttpResponse:
    if visit.field("sure") != "yes":
        return _shown(visit, child, key, wrong=visit.say("没有删：先勾上“确定”。"))
    everywhere = visit.field("everywhere") == "yes" and child.account is not None
    if not refuse(visit.community, key, visit.scene, everywhere=everywhere):
        raise Http404
    return HttpResponseRedirect(f"/c/{visit.community}/?gone{'&asked' if everywhere else ''}")


def _shown(visit: Visit, child: GuestFacts, key: str, *, own: bool = False, wrong: str = "") -> HttpResponse:
    calendar = calendar_of(visit.community)
    return visit.render(
        "portal_guardian.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        child=child,
        key=key,
        own=own,
        decided=child.guarded is not Guarded.WAITING,
        since=long_date(calendar.day_of(child.guarded_at), visit.lang) if child.guarded_at else "",
        joined=long_date(calendar.day_of(child.joined_at), visit.lang),
        notice=bool(notices(visit.community)),
        asked=asked_of(visit, child),
        gives=True,
        action=f"/c/{visit.community}/guardian/{key}",
        grown=GROWN,
        wrong=wrong,
    )
