"""What can't be shown, found before any page was: on the members' pages in their look, elsewhere in the desk's."""

import re

from django.http import HttpRequest, HttpResponse

from juluo.shell.visit import Visit
from juluo.web import problems
from juluo.web.doors import missing_at_portal

_MEMBERS = re.compile(r"/c/([a-z0-9_-]+)/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    visit = _of_member(request)
    return problems.not_found(request) if visit is None else problems.not_there(visit)


def forbidden(request: HttpRequest, reason: object = None, exception: object = None) -> HttpResponse:  # noqa: ARG001 - the same
    """A form without its token: from another site, or open for longer than the session."""
    return problems.forbidden(request, _of_member(request))


def _of_member(request: HttpRequest) -> Visit | None:
    """The visit of who opens an address of the members' pages; None for the desk's, and where none are open."""
    found = _MEMBERS.match(request.path)
    return missing_at_portal(request, found[1]) if found else None
