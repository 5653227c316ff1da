"""The cookie by which a guest's browser is known: one a community, kept as long as browsers keep any."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from juluo.shell.visit import Visit, guest_cookie

# Browsers keep no cookie longer.
_KEPT = 400 * 24 * 3600


def known_from_now(visit: Visit, key: str) -> HttpResponse:
    """On to the first page, with the secret in the browser."""
    answer = HttpResponseRedirect(f"/c/{visit.community}/")
    answer.set_cookie(
        guest_cookie(visit.community),
        key,
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
