"""What guests were told: opening one leads where it belongs and counts as seen; or all are seen by one press."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.shell.guests.actions.notices import see
from juluo.shell.guests.facts import notices_of
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit


@page("c/<slug:community>/told/<int:one>", may=Door.GUEST)
def portal_told(visit: Visit, one: int) -> HttpResponse:
    """Their own alone: another's number leads nowhere."""
    found = next((told for told in notices_of(visit.whoever.id) if told.id == one), None)
    if found is None:
        raise Http404
    see(visit.whoever, [one], visit.scene)
    at = f"/c/{visit.community}/"
    return HttpResponseRedirect(found.address if found.address.startswith(at) else at)


@page("c/<slug:community>/me/told", may=Door.GUEST, methods=("POST",), unaided=True)
def portal_seen(visit: Visit) -> HttpResponse:
    """What stood on the page is seen; another's numbers change nothing."""
    shown = {*visit.field("seen").split(",")}
    see(visit.whoever, [one.id for one in notices_of(visit.whoever.id) if str(one.id) in shown], visit.scene)
    return HttpResponseRedirect(f"/c/{visit.community}/{'' if visit.field('next') == 'home' else 'me'}")
