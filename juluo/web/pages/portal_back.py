"""回来的链接: the way back that a guest keeps for themselves, for a browser that forgets them."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.shell.guests.actions.coming_back import come_back, end_way_back, make_way_back
from juluo.shell.guests.facts import guest_by_return
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit, guest_cookie
from juluo.web.code_drawn import picture
from juluo.web.portal.cookie import known_from_now


@page("c/<slug:community>/me/back", may=Door.GUEST, methods=("POST",))
def portal_way_back(visit: Visit) -> HttpResponse:
    """A new link, shown this once; or none any more."""
    if visit.field("deed") == "end":
        end_way_back(visit.whoever, visit.request.COOKIES.get(guest_cookie(visit.community), ""))
        return HttpResponseRedirect(f"/c/{visit.community}/me#back")
    key = make_way_back(visit.whoever, visit.scene)
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/back/{key}")
    code = picture(address)
    return visit.render("portal_way_back.html", address=address, picture=code)


# A child comes back as they left: they still only read.
@page("c/<slug:community>/back/<str:key>", may=Door.PORTAL, methods=("GET", "POST"), unaided=True)
def portal_back(visit: Visit, key: str) -> HttpResponse:
    """Nothing happens by opening it: chat apps open links to show what is behind, and others could send theirs."""
    found = guest_by_return(visit.community, key)
    if found is None:
        raise Http404
    if visit.guest is not None and visit.guest.id == found.id:
        return HttpResponseRedirect(f"/c/{visit.community}/")
    if visit.request.method == "GET":
        return visit.render("portal_back.html", found=found, key=key)
    own = come_back(visit.community, key, visit.scene)
    if own is None:
        raise Http404
    return known_from_now(visit, own)
