"""活动 › 门口: a device that checks people in, prepared while there is network and at work without any."""

import json
from http import HTTPStatus
from importlib.resources import files

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from xxhash import xxh3_64_hexdigest

from juluo.desk.events.actions.door import take_scans
from juluo.desk.events.codes import code_of
from juluo.desk.events.facts import whole
from juluo.desk.events.values import Answer, Fate, Place
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.statics import address
from juluo.shell.visit import Visit
from juluo.web.code_drawn import door_picture
from juluo.web.events.door import NotToldError, answered, called, list_of, scans_told
from juluo.web.events.shown import ASK_WORDS, YES_WORDS
from juluo.web.local_time import zone_of
from juluo.web.pages.events import names_of, one_of, words_of

_ONE = "desk/<slug:community>/events/<slug:event>/door"
# What the page loads besides itself; the reader of QR codes and what that one reads by are its last two.
_FILES = (
    "juluo.css",
    "mark.svg",
    "door.js",
    "door-camera.js",
    "door-code.js",
    "door-kept.js",
    "door-shown.js",
    "door-typed.js",
    "index.js",
    "decode.js",
)
# A second's work; more than that are handed out by machine.
_MOST_CODES = 1_000
_LOOKS = "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()"


@page(_ONE, nav=Nav.EVENTS, may=May.KEEP_TASKS)
def event_door(visit: Visit, event: str) -> HttpResponse:
    """Holds no name: who is on the list is asked for, kept by the device and wiped by it."""
    one = one_of(visit, event)
    if one.opened_at is None:
        raise Http404
    # The page's worker fetches it once more, which nobody opened.
    if visit.request.headers.get("Sec-Fetch-Dest") != "empty":
        note(visit.scene, visit.who, "open_door", community=visit.community, about=event)
    zone = zone_of(visit.community)
    response = visit.render(
        "event_door.html",
        HTTPStatus.OK,
        one=one,
        zone_key=zone.key,
        at_door=_path(visit, event),
        family=_family(visit, event),
        reader=address("decode.js"),
        asks=ASK_WORDS,
        yes=YES_WORDS,
        **words_of(visit, zone),
    )
    response.headers["Permissions-Policy"] = _LOOKS
    return response


@page(_ONE + "/list", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def event_door_list(visit: Visit, event: str) -> HttpResponse:
    """Who is on the list, and a token for what is sent next."""
    return JsonResponse(_list(visit, event))


@page(_ONE + "/sync", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def event_door_sync(visit: Visit, event: str) -> HttpResponse:
    """Take over what a device kept, and say what became of each scan."""
    one_of(visit, event)
    try:
        scans, broken = scans_told(visit.request.body)
        answers = take_scans(visit.who, visit.community, event, scans, visit.scene)
    except NotToldError:
        return JsonResponse({"wrong": visit.say("读不懂这台设备交上来的。")}, status=HTTPStatus.BAD_REQUEST)
    except RefusedError as error:
        return JsonResponse({"wrong": visit.words(error.sentence)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    nothing = (Answer(key, Fate.NOTHING, None, None, "", visit.scene.now) for key in broken)
    return JsonResponse({"answers": [answered(one) for one in (*answers, *nothing)], "list": _list(visit, event)})


@page(_ONE + "/worker", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def event_door_worker(visit: Visit, event: str) -> HttpResponse:
    """The script that lets this one page open without network. It may stand at no other page."""
    one = one_of(visit, event)
    at_door, family = _path(visit, event), _family(visit, event)
    kept = [address(name) for name in _FILES]
    named = f"{family} {xxh3_64_hexdigest(' '.join([*kept, visit.lang, visit.theme, one.plan.title]).encode())}"
    about = {"page": at_door, "files": kept, "name": named, "family": family}
    code = (files("juluo.shell") / "static" / "js" / "door-worker.js").read_text(encoding="utf-8")
    response = HttpResponse(
        f"const KEPT = {json.dumps(about)};\n{code}", content_type="text/javascript; charset=utf-8"
    )
    response.headers["Service-Worker-Allowed"] = at_door
    return response


@page("desk/<slug:community>/events/<slug:event>/codes", nav=Nav.EVENTS, may=May.KEEP_TASKS)
def event_codes(visit: Visit, event: str) -> HttpResponse:
    """The codes of everybody on the list, to print: for those who don't use the portal."""
    found = whole(visit.community, event)
    if found is None or found.event.opened_at is None:
        raise Http404
    note(visit.scene, visit.who, "print_codes", community=visit.community, about=event)
    names = names_of(visit, found)
    expected = [one for one in found.people if one.place is Place.IN and one.came_at is None]
    codes = {one.id: code_of(visit.community, event, one.id) for one in expected[:_MOST_CODES]}
    passes = [
        {"code": codes[one.id], "name": called(visit, one, names), "picture": door_picture(codes[one.id])}
        for one in expected[:_MOST_CODES]
    ]
    words = words_of(visit, zone_of(visit.community))
    more = len(expected) - _MOST_CODES
    return visit.render("event_codes.html", HTTPStatus.OK, one=found.event, passes=passes, more=more, **words)


def _list(visit: Visit, event: str) -> dict[str, object]:
    found = whole(visit.community, event)
    if found is None or found.event.opened_at is None:
        raise Http404
    return list_of(visit, found, names_of(visit, found), get_token(visit.request))


def _path(visit: Visit, event: str) -> str:
    return f"/desk/{visit.community}/events/{event}/door"


def _family(visit: Visit, event: str) -> str:
    """By this name the device keeps what it keeps; colleagues who share one share the list."""
    return f"juluo-door {visit.community} {event};"
