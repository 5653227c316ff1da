"""活动 › photos and papers, and events for people's own calendars."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.events.actions.keeping import keep_file
from juluo.desk.events.facts import events, whole
from juluo.desk.events.files import LARGEST, MEDIA, PICTURES, path_of
from juluo.desk.events.values import EventFacts
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.uploads import NO_ROOM, REFUSED
from juluo.shell.visit import Visit
from juluo.web.events.calendar import calendar_file
from juluo.web.local_time import zone_of
from juluo.web.names import called
from juluo.web.pages.events import one_of, shown
from juluo.web.taken_away import as_file
from juluo.wording.sentence import told

_ONE = "desk/<slug:community>/events/<slug:event>"


@page(_ONE + "/put", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def event_put(visit: Visit, event: str) -> HttpResponse:
    """Keep one file."""
    one_of(visit, event)
    try:
        _put(visit, event)
    except RefusedError as error:
        return shown(visit, event, visit.words(error.sentence), "after")
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{event}?tab=after#files")


@page(_ONE + "/files/<int:number>", nav=Nav.EVENTS, may=May.SEE_MEMBERS)
def event_file(visit: Visit, event: str, number: int) -> HttpResponse:
    """A picture to look at; everything else to take away. Nothing in it runs."""
    found = whole(visit.community, event)
    paper = next((one for one in found.papers if one.id == number), None) if found else None
    if found is None or paper is None:
        raise Http404
    path = path_of(settings.HOME, found.event.id, paper.id, paper.kind)
    if not path.is_file():
        raise Http404
    how = "inline" if paper.kind in PICTURES else "attachment"
    response = HttpResponse(path.read_bytes(), content_type=MEDIA[paper.kind])
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(paper.name)}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("desk/<slug:community>/events/calendar-file", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def events_calendar(visit: Visit) -> HttpResponse:
    """All events as one file."""
    return _calendar(visit, events(visit.community), f"{visit.community}-events")


@page(_ONE + "/calendar-file", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def event_calendar(visit: Visit, event: str) -> HttpResponse:
    one = one_of(visit, event)
    if one.plan.starts is None:
        raise Http404
    return _calendar(visit, (one,), event)


def _calendar(visit: Visit, found: tuple[EventFacts, ...], name: str) -> HttpResponse:
    host = settings.URL.hostname or "juluo.invalid"
    known = called([visit.community])[visit.community]
    title = visit.say("{name}的活动", name=known)
    content = calendar_file(found, title, zone_of(visit.community).key, host, visit.community, visit.scene.now)
    return as_file(f"{name}.ics", content)


def _put(visit: Visit, slug: str) -> None:
    refused = visit.request.META.get(REFUSED)
    if refused == NO_ROOM:
        raise RefusedError(told("硬盘满了，存不下：腾出地方再传。"))
    if refused is not None:
        raise RefusedError(told("文件太大：一个最多{n}MB。", n=LARGEST // 1024**2))
    file = visit.request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise RefusedError(told("先选一个文件。"))
    keep_file(visit.who, visit.community, slug, file, visit.field("caption"), visit.scene)
