"""需求: what members need in a week, month or quarter; what is new; busy threads; and what becomes of a need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict

from juluo.desk.needs import actions
from juluo.desk.needs.facts import Deed, KeptFacts, kept_needs, steps
from juluo.desk.needs.status import STATUS_WORDS, Status
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Need
from juluo.insights.needs.span import Span
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import EntryLine
from juluo.report.render.frame import block_words
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import Asking, asking
from juluo.web.communities import note_visit
from juluo.web.drafts_set import current
from juluo.web.marks import simulated
from juluo.web.member_timeline import around_of, dated_lines
from juluo.web.needs_found import Looking, at_hand, found_before, found_in, looking
from juluo.web.needs_shown import Card, cards_of, course_words, tone
from juluo.web.seen import asked, seen
from juluo.wording.numbers import long_date, long_range

SPAN_WORDS = {Span.WEEK: "周", Span.MONTH: "月", Span.QUARTER: "季度"}
# So many cards are open; the others are folded.
_OPEN = 15
# So many of a need's threads are shown at once.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Picked:
    """The period that a page is about, and those beside it; None of them where there is no record at all."""

    span: Span
    period: Period
    earlier: date | None
    later: date | None

    @property
    def query(self) -> str:
        return f"of={self.span}&day={self.period.first}"


@page("desk/<slug:community>/needs", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def needs(visit: Visit) -> HttpResponse:
    note_visit(visit)
    picked = picked_of(visit, asking(visit))
    if picked is None:
        return visit.render("needs_empty.html", sub="needs")
    found, state = _found(visit, picked.period)
    if found is None:
        return _waits(visit, picked, state)
    return visit.render(
        "needs.html",
        HTTPStatus.OK,
        state=state,
        **_context(visit, picked, found),
        shown=cards_of(visit.community, found),
        most=_OPEN,
    )


@page("desk/<slug:community>/needs/<slug:need>", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def need_page(visit: Visit, need: str) -> HttpResponse:
    """One need: its threads, its course, how it stands, who was told."""
    note_visit(visit)
    return _need(visit, need)


@page("desk/<slug:community>/needs/<slug:need>/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def need_deed(visit: Visit, need: str) -> HttpResponse:
    """What a colleague decides about a need; back to where they were."""
    picked = picked_of(visit, Asking(_posted(visit.request.POST), visit.scene.now.date()))
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
    found, _ = _found(visit, picked.period)
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
    off = {int(told) for told in visit.request.POST.getlist("entry") if _is_number(str(told))}
    actions.split(visit.who, visit.community, need, off, visit.scene)


def _decide(visit: Visit, need: Need, _: Found | None) -> None:
    actions.decide(visit.who, visit.community, need, _status(visit.field("status")), visit.scene)


def _give(visit: Visit, need: Need, _: Found | None) -> None:
    told = visit.field("owner")
    owner = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
    actions.give(visit.who, visit.community, need, owner, visit.scene)


def _tell(visit: Visit, need: Need, _: Found | None) -> None:
    day = _day(visit.field("on")) or visit.scene.now.date()
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
    picked = picked_of(visit, Asking(_posted(told), visit.scene.now.date()))
    if picked is None:
        raise Http404
    found, state = _found(visit, picked.period)
    if found is None:
        return _waits(visit, picked, state)
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
        team=team(visit.community),
        lines=lines,
        around_at=around_of(visit, days),
        words=block_words(visit.lang),
        deeds=Deed,
        drafts=current(visit.community).is_on,
        today=visit.scene.now.date(),
        **_context(visit, picked, found),
    )


def _context(visit: Visit, picked: Picked, found: Found) -> dict[str, object]:
    lang = visit.lang
    return {
        "sub": "needs",
        "picked": picked,
        "found": found,
        "made_up": simulated(visit),
        "spans": [(span, visit.say(words)) for span, words in SPAN_WORDS.items()],
        "range": named_range(picked.period, lang),
        "date": lambda day: long_date(day, lang),
        "course": lambda one: course_words(visit.say, one),
        "tone": tone,
        "statuses": STATUS_WORDS,
        "keeps": visit.may(May.KEEP_TASKS),
    }


def _waits(visit: Visit, picked: Picked, state: Looking) -> HttpResponse:
    """The first search is under way, or failed: the page comes again by itself, or says what to do."""
    response = visit.render(
        "needs_making.html",
        sub="needs",
        failed=state is Looking.FAILED,
        picked=picked,
        range=named_range(picked.period, visit.lang),
        spans=[(span, visit.say(words)) for span, words in SPAN_WORDS.items()],
    )
    if state is not Looking.FAILED:
        response.headers["Refresh"] = "3"
    return response


def _found(visit: Visit, period: Period) -> tuple[Found | None, Looking]:
    """What is known of a period's needs, and whether better is on its way."""
    if at_hand(visit.community, period):
        return found_in(visit.community, period), Looking.NO
    state = looking(visit.community, period, visit.scene.now)
    if state is Looking.NO:
        return found_in(visit.community, period), state
    return found_before(visit.community, period), state


def found_of(visit: Visit, period: Period) -> Found | None:
    """What is known of a period's needs."""
    return _found(visit, period)[0]


def picked_of(visit: Visit, told: Asking) -> Picked | None:
    span, day = told.choice("of", Span, Span.WEEK), told.day("day")
    record = seen(visit.community, ("needs record",), _record)
    if record is None:
        return None
    first, last = record
    period = span.period(min(max(day, first), last)) if day else span.last_whole(last)
    return Picked(
        span,
        period,
        date.fromordinal(period.first.toordinal() - 1) if period.first > first else None,
        date.fromordinal(period.last.toordinal() + 1) if period.last < last else None,
    )


def _record(view: View) -> tuple[date, date] | None:
    last = last_whole_day(view)
    first = view.coverage.first
    return (view.calendar.day_of(first), last) if last and first else None


def _threads(visit: Visit, card: Card | None) -> tuple[tuple[EntryLine, ...], dict[int, str]]:
    """The openings of a need's threads, as the ledger has them now."""
    if card is None or not card.need.entries:
        return (), {}
    ids, period = card.need.entries[:_MOST], Period(card.need.first, card.need.last)

    def made(view: View) -> tuple[tuple[EntryLine, ...], dict[int, str]]:
        entries = view.lines(EntryQuery(period, ids=ids))
        return dated_lines(visit, view, entries), {entry.entry_id: entry.day.isoformat() for entry in entries}

    return asked(visit.community, made)


def need_of(found: Found | None, need_id: str) -> Need:
    need = next((one for one in found.needs.needs if one.need_id == need_id), None) if found else None
    if need is None:
        raise Http404
    return need


def _named(kept: KeptFacts | None) -> str:
    return kept.shown_as if kept else ""


def named_range(period: Period, lang: str) -> str:
    return long_range(period.first, period.last, lang)


def _posted(told: QueryDict) -> dict[str, str]:
    return {name: str(told.get(name, "")) for name in ("of", "day")}


def _status(told: str) -> Status:
    try:
        return Status(told)
    except ValueError as error:
        raise Http404 from error


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise Http404 from error


def _is_number(told: str) -> bool:
    digits = told.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 20
