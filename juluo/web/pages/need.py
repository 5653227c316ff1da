"""需求 › one need: its threads, its course, how it stands, who was told; and what colleagues decide about it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict

from juluo.desk.needs import actions
from juluo.desk.needs.facts import Deed, KeptFacts, kept_needs, steps
from juluo.desk.needs.status import Status
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Need
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.report.render.frame import block_words
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.days import day_of
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import Asking, day_sent, number_of
from juluo.web.communities import note_visit
from juluo.web.drafts.set import current
from juluo.web.entry_named import is_entry
from juluo.web.members.timeline import around_of, dated_lines
from juluo.web.needs.drawn import course_of
from juluo.web.needs.evidence import said_elsewhere
from juluo.web.needs.page import Picked, context, found_for, need_of, picked_of, waits
from juluo.web.needs.shown import Card, cards_of
from juluo.web.seen import asked

# So many of a need's threads are shown at once.
_MOST = 60


@page("desk/<slug:community>/needs/<slug:need>", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def need_page(visit: Visit, need: str) -> HttpResponse:
    """One need: its threads, its course, how it stands, who was told."""
    note_visit(visit)
    return _need(visit, need)


@page("desk/<slug:community>/needs/<slug:need>/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def need_deed(visit: Visit, need: str) -> HttpResponse:
    """What a colleague decides about a need; back to where they were."""
    picked = picked_of(visit, Asking(_posted(visit.request.POST), visit.today))
    if picked is None:
        raise Http404
    try:
        _do(visit, need, picked)
    except RefusedError as error:
        return _need(visit, need, visit.words(error.sentence))
    own = "" if visit.field("deed") in {"mute", "merge"} or visit.field("back") == "list" else f"/{need}"
    return HttpResponseRedirect(f"/desk/{visit.community}/needs{own}?{picked.query}")


def _do(visit: Visit, need_id: str, picked: Picked) -> None:
    deed = visit.field("deed")
    if deed in _OF_KEPT:
        _OF_KEPT[deed](visit.who, visit.community, need_id, visit.scene)
        return
    found, _ = found_for(visit, picked.period)
    if deed not in _OF_FOUND:
        raise Http404
    _OF_FOUND[deed](visit, need_of(found, need_id), found)


def _pin(visit: Visit, need: Need, _: Found | None) -> None:
    actions.pin(visit.who, visit.community, need, visit.scene, pinned=visit.field("deed") == "pin")


def _rename(visit: Visit, need: Need, _: Found | None) -> None:
    actions.rename(visit.who, visit.community, need, visit.field("name"), visit.scene)


def _mute(visit: Visit, need: Need, _: Found | None) -> None:
    actions.mute(visit.who, visit.community, need, visit.scene)


def _merge(visit: Visit, need: Need, found: Found | None) -> None:
    actions.merge(visit.who, visit.community, need, need_of(found, visit.field("into")), visit.scene)


def _split(visit: Visit, need: Need, _: Found | None) -> None:
    off = {int(told) for told in visit.request.POST.getlist("entry") if is_entry(str(told))}
    actions.split(visit.who, visit.community, need, off, visit.scene)


def _decide(visit: Visit, need: Need, _: Found | None) -> None:
    actions.decide(visit.who, visit.community, need, _status(visit.field("status")), visit.scene)


def _give(visit: Visit, need: Need, _: Found | None) -> None:
    actions.give(visit.who, visit.community, need, number_of(visit.field("owner")), visit.scene)


def _tell(visit: Visit, need: Need, _: Found | None) -> None:
    day = day_sent(visit, "on") or day_of(visit.community, visit.scene.now)
    actions.tell(visit.who, visit.community, need, visit.field("whom"), visit.field("words"), day, visit.scene)


# What is done with a need that is kept, found or not; and with one that was found.
_OF_KEPT = {"unmute": actions.unmute, "unmerge": actions.unmerge}
_OF_FOUND: Mapping[str, Callable[[Visit, Need, Found | None], None]] = {
    "pin": _pin,
    "unpin": _pin,
    "rename": _rename,
    "mute": _mute,
    "merge": _merge,
    "split": _split,
    "status": _decide,
    "owner": _give,
    "tell": _tell,
}


def _need(visit: Visit, need_id: str, wrong: str = "") -> HttpResponse:
    told = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    picked = picked_of(visit, Asking(_posted(told), visit.today))
    if picked is None:
        raise Http404
    found, state = found_for(visit, picked.period)
    if found is None:
        return waits(visit, picked, state)
    kept = kept_needs(visit.community).get(need_id)
    shown = cards_of(visit.community, found)
    every = (*shown.cards, *shown.talk)
    card = next((one for one in every if one.need.need_id == need_id), None)
    if card is None and kept is None:
        raise Http404
    lines, days = _threads(visit, card)
    return visit.render(
        "need.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        state=state,
        card=card,
        kept=kept,
        name=card.name if card else _named(kept),
        others=[one for one in every if one is not card],
        steps=steps(visit.community, need_id),
        elsewhere=said_elsewhere(visit, need_id),
        team=team(visit.community),
        lines=lines,
        around_at=around_of(visit, days),
        words=block_words(visit.lang),
        drawn=course_of(visit.say, card.need, found.needs, card.name) if card else None,
        deeds=Deed,
        drafts=current(visit.community).is_on,
        today=day_of(visit.community, visit.scene.now),
        **context(visit, picked, found),
    )


def _threads(visit: Visit, card: Card | None) -> tuple[tuple[EntryLine, ...], dict[int, str]]:
    """The openings of a need's threads, as the ledger has them now."""
    if card is None or not card.need.entries:
        return (), {}
    ids, period = card.need.entries[:_MOST], Period(card.need.first, card.need.last)

    def made(view: View) -> tuple[tuple[EntryLine, ...], dict[int, str]]:
        entries = view.lines(EntryQuery(period, ids=ids))
        return dated_lines(visit, view, entries), {entry.entry_id: entry.day.isoformat() for entry in entries}

    return asked(visit.community, made)


def _named(kept: KeptFacts | None) -> str:
    return kept.shown_as if kept else ""


def _posted(told: QueryDict) -> dict[str, str]:
    return {name: str(told.get(name, "")) for name in ("of", "day")}


def _status(told: str) -> Status:
    try:
        return Status(told)
    except ValueError as error:
        raise Http404 from error
