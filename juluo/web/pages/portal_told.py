"""What guests were told: opening one leads where it belongs and counts as seen; or all are seen by one press."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.shell.guests.actions.notices import see
from juluo.shell.guests.facts import notice
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_of

# No page names more of them.
_MOST = 200


@page("c/<slug:community>/told/<int:one>", may=Door.GUEST)
def portal_told(visit: Visit, one: int) -> HttpResponse:
    """Their own alone: another's number leads nowhere."""
    found = notice(visit.whoever.id, one)
    if found is None:
        raise Http404
    see(visit.whoever, [one], visit.scene)
    at = f"/c/{visit.community}/"
    return HttpResponseRedirect(found.address if found.address.startswith(at) else at)


@page("c/<slug:community>/me/told", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_seen(visit: Visit) -> HttpResponse:
    """What stood on the page is seen; another's numbers change nothing."""
    sent = (number_of(one) for one in visit.field("seen").split(",")[:_MOST])
    see(visit.whoever, [one for one in sent if one is not None], visit.scene)
    return HttpResponseRedirect(f"/c/{visit.community}/{'' if visit.field('next') == 'home' else 'me'}")
