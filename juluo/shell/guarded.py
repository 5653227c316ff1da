"""What every answer says beside its policy of contents, files as well as pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing here listens, looks, or asks where somebody is.
_NEVER = ("camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb")
_PERMISSIONS = ", ".join(f"{what}=()" for what in _NEVER)
Answer = Callable[[HttpRequest], HttpResponse]


def guarded(answer: Answer) -> Answer:
    """Middleware: no other site shows or reads an answer, and no browser keeps it for who comes after."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
