"""需求 › 访谈 › one interview: consent, notes, what was said, what of it is quoted, and which needs it speaks of."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.interviews.actions import listening
from juluo.desk.interviews.actions.planning import settle
from juluo.desk.interviews.facts import whole
from juluo.desk.interviews.transcripts.reading import LARGEST, read_transcript
from juluo.desk.interviews.values import GIVEN, KEPT_DAYS, Consent, InterviewFacts, State, Whole
from juluo.desk.needs.actions import cite, drop_evidence, uncite
from juluo.desk.needs.facts import Source, Spot
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.days import day_of
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import day_sent, number_of
from juluo.web.calendars import Entry, calendar_bytes
from juluo.web.communities import note_visit
from juluo.web.interviews.told import context, names_of, with_whom
from juluo.web.local_time import zone_of
from juluo.web.surveys.answers import cards_at_hand, put_to
from juluo.web.taken_away import as_file
from juluo.wording.sentence import ToldError, told

_ONE = "desk/<slug:community>/interviews/<int:number>"
Deed = Callable[[Visit, int], None]


@page(_ONE, nav=Nav.NEEDS, may=May.READ_MESSAGES)
def interview_page(visit: Visit, number: int) -> HttpResponse:
    note_visit(visit)
    return _shown(visit, number)


@page(f"{_ONE}/deed", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def interview_deed(visit: Visit, number: int) -> HttpResponse:
    """What a colleague does with it; back to where they were."""
    _whole(visit, number)
    deed = visit.field("deed")
    if deed not in _DEEDS:
        raise Http404
    try:
        _DEEDS[deed](visit, number)
    except ToldError as error:
        return _shown(visit, number, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/interviews/{number}#{_BACK.get(deed, 'talk')}")


@page(f"{_ONE}/calendar-file", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def interview_calendar(visit: Visit, number: int) -> HttpResponse:
    """For one's own calendar."""
    one = _whole(visit, number).interview
    starts, ends = one.plan.starts, one.ends
    if starts is None or ends is None:
        raise Http404
    host = settings.URL.hostname or "juluo.invalid"
    status = "CANCELLED" if one.state is State.CANCELLED else "CONFIRMED"
    title = visit.say("和{name}访谈：{title}", name=_called(visit, one), title=one.plan.title)
    uid = f"interview-{number}.{visit.community}@{host}"
    entry = Entry(uid, starts, ends, title, "\n".join(one.plan.questions), one.plan.place, status)
    content = calendar_bytes([entry], one.plan.title, zone_of(visit.community).key, visit.scene.now, of="interviews")
    return as_file(f"interview-{number}.ics", content)


def _consent(visit: Visit, number: int) -> None:
    words = visit.field("consent")
    consent = Consent(words) if words in set(Consent) else Consent.NONE
    day = day_sent(visit, "on") or day_of(visit.community, visit.scene.now)
    listening.give_consent(visit.who, visit.community, number, consent, visit.field("words"), day, visit.scene)


def _withdraw(visit: Visit, number: int) -> None:
    listening.withdraw(visit.who, visit.community, number, visit.scene)
    drop_evidence(visit.community, Source.QUOTE, str(number))


def _settle(visit: Visit, number: int) -> None:
    state = {"held": State.HELD, "cancel": State.CANCELLED, "again": State.PLANNED}[visit.field("deed")]
    settle(visit.who, visit.community, number, state, visit.scene)


def _notes(visit: Visit, number: int) -> None:
    listening.write_notes(visit.who, visit.community, number, visit.field("words"), visit.scene)


def _transcript(visit: Visit, number: int) -> None:
    """A file, or words that were pasted."""
    file, pasted = visit.request.FILES.get("file"), visit.field("pasted")
    if isinstance(file, UploadedFile):
        content, name = file.read(LARGEST + 1), str(file.name)
    elif pasted:
        content, name = pasted.encode(), ""
    else:
        raise RefusedError(told("选一个文件，或者把文字贴进来。"))
    lines, kind = read_transcript(content, name)
    days = number_of(visit.field("days")) or 0
    listening.take_transcript(visit.who, visit.community, number, lines, kind, days, visit.scene)


def _drop_transcript(visit: Visit, number: int) -> None:
    listening.drop_transcript(visit.who, visit.community, number, visit.scene)


def _speakers(visit: Visit, number: int) -> None:
    """Labels are told by their place: they may be anything."""
    speakers = _whole(visit, number).speakers
    names = {one.label: visit.field(f"name{at}") for at, one in enumerate(speakers)}
    members = [one.label for at, one in enumerate(speakers) if visit.field(f"member{at}")]
    listening.name_speakers(visit.who, visit.community, number, names, members, visit.scene)


def _quote(visit: Visit, number: int) -> None:
    line = number_of(visit.field("line"))
    listening.mark_quote(visit.who, visit.community, number, visit.field("words"), line, visit.scene)


def _drop_quote(visit: Visit, number: int) -> None:
    quote = _quoted(visit, number)
    listening.drop_quote(visit.who, visit.community, number, quote, visit.scene)
    drop_evidence(visit.community, Source.QUOTE, str(number), [quote])


def _cite(visit: Visit, number: int) -> None:
    cards, need_id = cards_at_hand(visit), visit.field("need")
    if need_id not in cards.names:
        raise RefusedError(told("先选一张需求卡。"))
    spot = Spot(Source.QUOTE, str(number), _quoted(visit, number))
    cite(visit.who, visit.community, cards.found.get(need_id, need_id), spot, visit.scene)


def _uncite(visit: Visit, number: int) -> None:
    spot = Spot(Source.QUOTE, str(number), _quoted(visit, number))
    uncite(visit.who, visit.community, visit.field("need"), spot, visit.scene)


def _quoted(visit: Visit, number: int) -> int:
    """A quote of this very interview."""
    quote = number_of(visit.field("quote"))
    if quote is None or all(one.id != quote for one in _whole(visit, number).quotes):
        raise Http404
    return quote


_DEEDS: Mapping[str, Deed] = {
    "consent": _consent,
    "withdraw": _withdraw,
    "held": _settle,
    "cancel": _settle,
    "again": _settle,
    "notes": _notes,
    "transcript": _transcript,
    "drop_transcript": _drop_transcript,
    "speakers": _speakers,
    "quote": _quote,
    "drop_quote": _drop_quote,
    "cite": _cite,
    "uncite": _uncite,
}
_BACK = {"quote": "quotes", "drop_quote": "quotes", "cite": "quotes", "uncite": "quotes", "consent": "consent"}


def _shown(visit: Visit, number: int, wrong: str = "") -> HttpResponse:
    found = _whole(visit, number)
    return visit.render(
        "interview.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        found=found,
        one=found.interview,
        name=_called(visit, found.interview),
        given=found.interview.consent in GIVEN,
        cards=cards_at_hand(visit),
        put=put_to(visit.community, Source.QUOTE, str(number)),
        kept_days=KEPT_DAYS,
        largest=LARGEST // 1024**2,
        today=day_of(visit.community, visit.scene.now),
        **context(visit, [found.interview]),
    )


def _called(visit: Visit, one: InterviewFacts) -> str:
    return with_whom(visit, one.plan, names_of(visit, [one.plan.person]))


def _whole(visit: Visit, number: int) -> Whole:
    found = whole(visit.community, number)
    if found is None:
        raise Http404
    return found
