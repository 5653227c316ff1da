"""An address that leads nowhere: on the members' pages in their look, elsewhere in the desk's."""

import re

from django.http import HttpRequest, HttpResponse

from juluo.web import problems
from juluo.web.doors import missing_at_portal

_MEMBERS = re.compile(r"/c/([a-z0-9_-]+)/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    found = _MEMBERS.match(request.path)
    visit = missing_at_portal(request, found[1]) if found else None
    return problems.not_found(request) if visit is None else problems.not_there(visit)
