"""活动 › 抽奖: the form of a draw, new or changed, with who would be on its list and who left out and why."""

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect

from juluo.desk.draws.actions.planning import change, plan
from juluo.desk.draws.values import BEFORE_SEAL, DrawFacts, Plan, Way, Who
from juluo.desk.events.facts import events
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import tied_accounts
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.draws.asked import FIELDS, plan_asked, values_of
from juluo.web.draws.entrants import Composed, composed
from juluo.web.draws.shown import WAY_WORDS, words_of
from juluo.web.events.shown import channels_of
from juluo.web.local_time import zone_of
from juluo.web.pages.draws import one_of, preview_of
from juluo.web.pages.events import segments_of
from juluo.wording.catalogue import capital

_SOON = timedelta(days=1)
# Of so many events of late one is chosen.
_EVENTS = 30


@page(
    "desk/<slug:community>/draws/new",
    nav=Nav.EVENTS,
    may=May.KEEP_TASKS,
    methods=("GET", "POST"),
    title="办一次抽奖",
)
def draw_new(visit: Visit) -> HttpResponse:
    """A draw from an empty form; “who would be in” shows the list and keeps nothing."""
    if visit.request.method == "GET":
        note_visit(visit)
        return _form(visit, _beginning(visit))
    return _sent(visit, None)


@page("desk/<slug:community>/draws/<slug:draw>/edit", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def draw_edit(visit: Visit, draw: str) -> HttpResponse:
    """Change it, as long as its list isn't sealed."""
    found = one_of(visit, draw)
    if found.state not in BEFORE_SEAL:
        return HttpResponseRedirect(f"/desk/{visit.community}/draws/{draw}")
    if visit.request.method == "GET":
        return _form(visit, values_of(found.plan, zone_of(visit.community)), found, channels=found.plan.who.channels)
    return _sent(visit, found)


def _sent(visit: Visit, one: DrawFacts | None) -> HttpResponse:
    zone, known = zone_of(visit.community), frozenset(channels_of(visit.community))
    values = {name: visit.field(name) for name in FIELDS}
    try:
        wanted = plan_asked(visit, zone, known)
        if visit.field("preview"):
            found = composed(visit, wanted, one.slug if one else "")
            return _form(visit, values, one, found=found, channels=wanted.who.channels)
        if one is None:
            slug = plan(visit.who, visit.community, wanted, visit.scene)
        else:
            slug = one.slug
            change(visit.who, visit.community, slug, wanted, visit.scene)
    except RefusedError as error:
        return _form(visit, values, one, wrong=visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/draws/{slug}")


def _beginning(visit: Visit) -> dict[str, str]:
    zone = zone_of(visit.community)
    closes = (visit.scene.now.astimezone(zone) + _SOON).replace(hour=20, minute=0, second=0, microsecond=0)
    values = values_of(Plan("", "", "", 1, closes, Who(Way.PRESSED)), zone)
    asked = visit.request.GET.get("event", "")
    of_event = {"way": Way.CAME, "event": asked} if asked else {}
    # Where members are recognised, whoever joins with ten browsers must not be ten others.
    known = "yes" if tied_accounts(visit.community) else ""
    return {**values, "kind": "drand", "known": known, **of_event}


def _form(  # what is in the form, of which draw, and what came of it
    visit: Visit,
    values: dict[str, str],
    one: DrawFacts | None = None,
    *,
    wrong: str = "",
    found: Composed | None = None,
    channels: tuple[int, ...] = (),
) -> HttpResponse:
    chosen = {str(code) for code in channels} or {str(told) for told in visit.request.POST.getlist("channels")}
    return visit.render(
        "draw_form.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        one=one,
        values=values,
        wrong=wrong,
        chosen=chosen,
        channels=channels_of(visit.community),
        segments=segments_of(visit),
        recognised=len(tied_accounts(visit.community)),
        events_listed=[(one.slug, one.plan.title) for one in events(visit.community)[::-1][:_EVENTS]],
        ways_listed=[(way, capital(visit.say(words))) for way, words in WAY_WORDS.items()],
        **preview_of(visit, found, one),
        form_at=f"/desk/{visit.community}/draws/{one.slug + '/edit' if one else 'new'}",
        **words_of(visit, zone_of(visit.community)),
    )
