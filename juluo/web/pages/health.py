from http import HTTPStatus

from django.db import DatabaseError, connection
from django.http import HttpResponse

from juluo.shell.page import Door, page
from juluo.shell.visit import Visit


@page("healthz", may=Door.ANYONE)
def healthz(visit: Visit) -> HttpResponse:  # noqa: ARG001 - whoever asks
    """Whether this process answers and its database does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
