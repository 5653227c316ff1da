"""今天: for now, how far the data reach."""

from django.conf import settings
from django.http import HttpResponse

from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import ImportRecord
from juluo.web.communities import note_visit

_SHOWN = 5


@page("desk/<slug:community>/", nav=Nav.TODAY, may=May.SEE_NUMBERS)
def today(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return visit.render("today.html", imports=latest_imports(visit.community))


def latest_imports(community: str) -> tuple[ImportRecord, ...]:
    """The latest imports that stand, the newest first."""
    store = EmbeddedStore(settings.HOME)
    try:
        standing = [record for record in store.imports(community) if not record.undone and not record.stated]
    finally:
        store.close()
    return tuple(sorted(standing, key=lambda record: record.done_at, reverse=True)[:_SHOWN])
