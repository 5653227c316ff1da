"""需求 › 常问: what is asked again and again, drafted with the best answers, written and taken along as text."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.questions.actions import LONGEST, Meant, Repeats, decide_faq, edit_faq, keep_faq
from juluo.desk.questions.facts import FaqStatus, dropped_faqs, faqs
from juluo.insights.questions.asked_before import DAYS
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.entry_named import is_entry
from juluo.web.marks import simulated
from juluo.web.members.everybody import names_of
from juluo.web.questions.faq import as_text, candidates, told
from juluo.web.questions.found import before
from juluo.web.seen import asked
from juluo.web.taken_away import as_file
from juluo.wording.numbers import long_date

# So many seconds until a page that only waits is asked for again.
_AGAIN = "3"


@page("desk/<slug:community>/faq", nav=Nav.NEEDS, may=May.READ_MESSAGES, title="常问")
def faq_page(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _shown(visit)


@page("desk/<slug:community>/faq/text", nav=Nav.NEEDS, may=May.READ_MESSAGES)
def faq_text(visit: Visit) -> HttpResponse:
    """What is published, as a file."""
    published = [one for one in told(visit, faqs(visit.community)) if one.published]
    return as_file(f"{visit.community}-faq.md", as_text(published, names_of(visit.community)))


@page("desk/<slug:community>/faq/keep", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def faq_keep(visit: Visit) -> HttpResponse:
    """Begin an entry of what is asked again."""
    past, _ = before(visit.community)
    wording = visit.field("wording")
    one = next((one for one in past.repeated if str(one.wording) == wording), None) if past else None
    if one is None:
        return _shown(visit, visit.say("这一条已经变了，请再看一遍。"))
    quotes = tuple(Meant(answer.entry_id, answer.day) for answer in one.answers)
    repeats = Repeats(Meant(one.wording, one.day), one.ids, one.people, quotes)
    number = keep_faq(visit.who, visit.community, repeats, visit.scene)
    return HttpResponseRedirect(f"/desk/{visit.community}/faq#faq-{number}")


@page("desk/<slug:community>/faq/<int:number>", nav=Nav.NEEDS, may=May.KEEP_TASKS, methods=("POST",))
def faq_deed(visit: Visit, number: int) -> HttpResponse:
    """Write an entry, publish it, take it back or drop it."""
    deed = visit.field("deed")
    try:
        if deed == "edit":
            quotes = [int(one) for one in visit.request.POST.getlist("quote") if is_entry(str(one))]
            words = (_own(visit, number), visit.field("answer"))
            edit_faq(visit.who, visit.community, number, words, quotes, visit.scene)
        elif deed in {*FaqStatus}:
            decide_faq(visit.who, visit.community, number, FaqStatus(deed), visit.scene)
        else:
            raise Http404
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/faq#faq-{number}")


def _own(visit: Visit, number: int) -> str:
    """The question as it was written; nothing where it is still said as the member said it, whose words those are."""
    written = visit.field("question")
    shown = next((one for one in told(visit, faqs(visit.community)) if one.faq.id == number), None)
    as_asked = shown is not None and not shown.faq.question and written.strip() == shown.question.strip()
    return "" if as_asked else written


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    if asked(visit.community, lambda view: view.coverage.first) is None:
        return visit.render("questions_empty.html", sub="faq")
    past, looking = before(visit.community)
    kept = faqs(visit.community)
    entries = told(visit, kept)
    response = visit.render(
        "faq.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        entries=entries,
        text=as_text([one for one in entries if one.published], names_of(visit.community)),
        candidates=candidates(past, (*kept, *dropped_faqs(visit.community))),
        dropped=told(visit, dropped_faqs(visit.community)),
        there=past is not None,
        looking=looking,
        days=DAYS,
        date=lambda one: long_date(one, visit.lang),
        keeps=visit.may(May.KEEP_TASKS),
        longest=LONGEST,
        wrong=wrong,
    )
    if looking and past is None and not entries and not wrong:
        response.headers["Refresh"] = _AGAIN
    return response
