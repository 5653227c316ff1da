"""活动 › 抽奖: all draws, one of them from its list to its winners, what is taken away of it."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.draws.facts import draw, many_pressed, picks, proof, sealed_draw
from juluo.desk.draws.facts import draws as kept_draws
from juluo.desk.draws.proof import written
from juluo.desk.draws.sealed import DrawError
from juluo.desk.draws.values import BEFORE_SEAL, CLAIM_DAYS, OF_MESSAGES, DrawFacts, State
from juluo.desk.events.facts import event
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.communities import note_visit
from juluo.web.draws.deeds import DEEDS
from juluo.web.draws.effect import draw_effect
from juluo.web.draws.entrants import Composed, composed, late_records
from juluo.web.draws.shown import announcement, checks, is_whole, lookup, named, steps, words_of
from juluo.web.events.shown import channels_of
from juluo.web.local_time import zone_of
from juluo.web.sheet_file import csv_file
from juluo.web.taken_away import as_file
from juluo.web.turn import Turn, turn_of, turn_pressed

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
_ONE = "desk/<slug:community>/draws/<slug:draw>"
# So many names of a preview are listed at once; the counts are of all.
LISTED = 300


@page("desk/<slug:community>/draws", nav=Nav.EVENTS, may=May.SEE_NUMBERS, title="抽奖")
def draws(visit: Visit) -> HttpResponse:
    """Every draw, the latest first."""
    note_visit(visit)
    found = kept_draws(visit.community)
    return visit.render("draws.html", HTTPStatus.OK, found=found, **words_of(visit, zone_of(visit.community)))


@page(_ONE, nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def draw_page(visit: Visit, draw: str) -> HttpResponse:
    note_visit(visit)
    return shown(visit, draw)


@page(_ONE + "/deed", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("POST",))
def draw_deed(visit: Visit, draw: str) -> HttpResponse:
    """What a colleague does with it; back to it."""
    one_of(visit, draw)
    deed = visit.field("deed")
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](visit, draw)
    except RefusedError as error:
        return shown(visit, draw, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/draws/{draw}")


@page(_ONE + "/file", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def draw_file(visit: Visit, draw: str) -> HttpResponse:
    """The verification file: there is no name in it."""
    return verification_file(visit, draw)


@page(_ONE + "/list", nav=Nav.EVENTS, may=May.SEE_NUMBERS)
def draw_list(visit: Visit, draw: str) -> HttpResponse:
    """The text whose hash is the seal."""
    return sealed_text(visit, draw)


@page(_ONE + "/winners", nav=Nav.EVENTS, may=May.EXPORT_PEOPLE, methods=("POST",), cost=Cost.EXPORT)
def draw_winners_file(visit: Visit, draw: str) -> HttpResponse:
    """Who came out, as a table for a spreadsheet."""
    one_of(visit, draw)
    found, zone = picks(visit.community, draw), zone_of(visit.community)
    head = [visit.say(words) for words in ("次序", "名字", "代号", "怎么联系", "什么时候写的", "奖给了", "换下的理由")]
    rows = [
        [
            str(one.place),
            who.name,
            one.tag,
            one.contact,
            f"{one.contact_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.contact_at else "",
            f"{one.given_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.given_at else "",
            one.why,
        ]
        for one, who in zip(found, named(visit, found), strict=True)
    ]
    note(visit.scene, visit.who, "export_draw_winners", community=visit.community, about=draw)
    return as_file(f"{draw}.csv", csv_file([head, *rows]))


def _channels(visit: Visit, one: DrawFacts) -> list[str]:
    """The names of the channels whose messages count; none are named where all count."""
    if not one.plan.who.channels:
        return []
    names = channels_of(visit.community)
    return [names.get(code, str(code)) for code in one.plan.who.channels]


def shown(visit: Visit, slug: str, wrong: str = "") -> HttpResponse:
    """One draw: what comes next, what was published, who came out."""
    one, zone = one_of(visit, slug), zone_of(visit.community)
    came = picks(visit.community, slug)
    preview, trouble = _preview(visit, one)
    opened = portal(visit.community)
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/draws/{slug}")
    return visit.render(
        "draw.html",
        _WRONG if wrong else HTTPStatus.OK,
        one=one,
        wrong=wrong or trouble,
        keeps=visit.may(May.KEEP_TASKS),
        sees_people=visit.may(May.SEE_MEMBERS),
        takes_people=visit.may(May.EXPORT_PEOPLE),
        steps=steps(one, visit.scene.now, zone, visit.lang),
        whole_list=is_whole(visit.community, one),
        checks=[(found, visit.words(found.words)) for found in checks(visit.community, one)],
        came=list(zip(came, named(visit, came), strict=True)),
        effect=draw_effect(visit, one),
        copies={lang: announcement(one, came, zone, lang, address) for lang in ("zh", "en")},
        address=address,
        lookup=lookup(one),
        portal_open=opened is not None and opened.is_open,
        pressed=many_pressed(visit.community, slug) if one.state is State.OPEN else 0,
        event=event(visit.community, one.plan.event) if one.plan.event else None,
        before=one.state in BEFORE_SEAL,
        early=one.is_early(visit.scene.now),
        early_open=bool(wrong),
        of_messages=one.plan.who.way in OF_MESSAGES,
        in_channels=_channels(visit, one),
        is_time=visit.scene.now >= one.plan.closes,
        claim_days=CLAIM_DAYS,
        **preview_of(visit, preview, one),
        form_at="",
        **words_of(visit, zone),
    )


def preview_of(visit: Visit, found: Composed | None, one: DrawFacts | None) -> dict[str, object]:
    """Who would be in and who left out, for the templates; a page of each at a time, turned by the draw's address.

    In its form, which isn't kept yet, it is turned by sending the form again.
    """
    if found is None:
        return {"preview": None}
    reasons, inside = found.entered.counts, found.entered.inside
    turn = _turn(visit, one, len(inside), "who")
    out = []
    for why, n in reasons.items():
        turned = _turn(visit, one, n, f"out-{why}")
        some = turned.of([who for who, reason in found.entered.out if reason == why])
        out.append((why, n, named(visit, some), turned))
    return {
        "preview": found,
        "preview_in": list(zip(named(visit, turn.of(inside)), turn.of(inside), strict=True)),
        "preview_turn": turn,
        "preview_out": out,
        "preview_late": one is not None and late_records(found, one.plan),
    }


def _turn(visit: Visit, one: DrawFacts | None, n: int, of: str) -> Turn:
    if one is None or visit.field("preview"):
        return turn_pressed(visit, "preview", n, LISTED, of)
    return turn_of(visit, f"/desk/{visit.community}/draws/{one.slug}", n, LISTED, of=of, who="1")


def one_of(visit: Visit, slug: str) -> DrawFacts:
    found = draw(visit.community, slug)
    if found is None:
        raise Http404
    return found


def verification_file(visit: Visit, slug: str) -> HttpResponse:
    """What anybody checks the draw by, here or elsewhere; 404 before it is drawn."""
    try:
        found = proof(visit.community, slug)
    except DrawError:
        found = None
    if found is None:
        raise Http404
    return as_file(f"{slug}.json", written(found))


def sealed_text(visit: Visit, slug: str) -> HttpResponse:
    """The sealed text as it was hashed: whoever saves it reckons the seal with any tool."""
    try:
        found = sealed_draw(visit.community, slug)
    except DrawError:
        found = None
    if found is None:
        raise Http404
    return as_file(f"{slug}.txt", found.text)


def _preview(visit: Visit, one: DrawFacts) -> tuple[Composed | None, str]:
    """Who would be on the list now, where that was asked for; or why it can't be told."""
    if one.state not in BEFORE_SEAL or parameter(visit, "who") != "1" or not visit.may(May.SEE_MEMBERS):
        return None, ""
    try:
        return composed(visit, one.plan, one.slug), ""
    except RefusedError as error:
        return None, visit.words(error.sentence)
