"""成员 › 资料: what is held about one person; the same as a file for them; and the way to erase them."""

import re
import unicodedata
from contextlib import closing
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.imports.facts import waiting_parcels
from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.facts import JobFacts, job_facts
from juluo.shell.jobs.models import OVER
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.erased_list import reminders, ways
from juluo.web.personal.desk import told_of, written_with
from juluo.web.personal.erasing import ask_to_erase, erase_member
from juluo.web.personal.file import Person, person_file, person_of
from juluo.web.personal.held import Held
from juluo.web.personal.names_said import names_said
from juluo.web.seen import asked
from juluo.wording.numbers import long_date, whole

# Said by so many people, a name is likely a word of the language, or of the community.
_MANY = 5


@page("desk/<slug:community>/members/<int:person>/personal", nav=Nav.MEMBERS, may=May.EXPORT_PEOPLE)
def member_personal(visit: Visit, person: int) -> HttpResponse:
    found = _person(visit, person)
    if found.held is None:
        return visit.render("member_erased.html", HTTPStatus.GONE)
    return visit.render("personal.html", HTTPStatus.OK, **_told(visit, found.held), person=person)


@page(
    "desk/<slug:community>/members/<int:person>/personal/file",
    nav=Nav.MEMBERS,
    may=May.EXPORT_PEOPLE,
    methods=("POST",),
    cost=Cost.EXPORT,
)
def member_personal_file(visit: Visit, person: int) -> HttpResponse:
    """All of it as a ZIP, in the language in which the community speaks to its members."""
    found = _person(visit, person)
    if found.held is None:
        raise Http404
    note(visit.scene, visit.who, "export_person", community=visit.community, about=str(person))
    answer = person_file(visit.community, found, f"{visit.community}-person-{person}", visit.scene.now)
    if answer is None:
        raise Http404
    return answer


@page(
    "desk/<slug:community>/members/<int:person>/erase",
    nav=Nav.MEMBERS,
    may=May.ERASE_PEOPLE,
    methods=("GET", "POST"),
)
def member_erase(visit: Visit, person: int) -> HttpResponse:
    """What goes and what stays, and a name to type; then how far it is, and what is left to do by hand."""
    job = _job(visit)
    if visit.request.method == "GET" and job is not None:
        return _result(visit, person, job)
    found = _person(visit, person)
    if found.held is None:
        return visit.render("member_erased.html", HTTPStatus.GONE)
    if visit.request.method == "GET":
        return _confirm(visit, found.held, person)
    if not _same(visit.field("name"), _to_type(found.held)):
        wrong = visit.say("名字对不上，没有抹去：请照上面的写一遍。")
        return _confirm(visit, found.held, person, HTTPStatus.UNPROCESSABLE_ENTITY, wrong)
    try:
        common = [name for name in visit.request.POST.getlist("common") if name in _names(found.held)]
        number = ask_to_erase(visit.who, visit.community, person, [*found.codes], visit.scene, common)
    except RefusedError as error:
        return _confirm(visit, found.held, person, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"{visit.request.path}?job={number}")


def _person(visit: Visit, number: int) -> Person:
    found = person_of(visit.community, number)
    if found is None:
        raise Http404
    return found


def _told(visit: Visit, found: Held) -> dict[str, object]:
    zone = zone_named(found.zone)
    told = told_of(visit.community, found.accounts)
    return {
        "held": found,
        "entries": whole(found.entries),
        "versions": whole(found.versions),
        "with_words": whole(found.with_words),
        "named": whole(found.named),
        "first": long_date(found.first.astimezone(zone).date(), visit.lang) if found.first else "",
        "last": long_date(found.last.astimezone(zone).date(), visit.lang) if found.last else "",
        "written": sum(bool(one.words) for one in told),
        "looks": sum(not one.words for one in told),
    }


def _confirm(visit: Visit, found: Held, person: int, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    with closing(EmbeddedStore(settings.HOME)) as store:
        folders = ways(store.folder).folders
    codes = [one.code for one in found.accounts]
    said = asked(visit.community, lambda view: names_said(view, codes, _names(found)))
    return visit.render(
        "personal_erase.html",
        status,
        said=[(one, written_with(visit.community, one.name)) for one in said],
        many=_MANY,
        whole=whole,
        **_told(visit, found),
        person=person,
        to_type=_to_type(found),
        folders=folders,
        waiting=len(waiting_parcels(visit.community)),
        wrong=wrong,
    )


def _names(found: Held) -> set[str]:
    return {name for one in found.accounts for name in one.names}


def _result(visit: Visit, person: int, job: JobFacts) -> HttpResponse:
    with closing(EmbeddedStore(settings.HOME)) as store:
        left = [visit.words(one) for one in reminders(store.folder, store.register)]
    result = job.result if isinstance(job.result, dict) else {}
    return visit.render(
        "personal_erased.html",
        person=person,
        job=job,
        at_work=job.status not in OVER,
        done=job.status == "done",
        counts={name: whole(int(result.get(name, 0))) for name in ("entries", "masked", "desk")},
        left=left,
        why=visit.words(job.why) if job.why else "",
    )


def _job(visit: Visit) -> JobFacts | None:
    """The job that an address names, if it erases somebody of this community."""
    told = str(visit.request.GET.get("job", ""))
    found = job_facts(int(told)) if told.isdecimal() and len(told) < len(str(1 << 62)) else None
    return found if found and found.community == visit.community and found.name == erase_member.name else None


def _to_type(found: Held) -> str:
    """The name that is to be typed; an account's id where the name has nothing that can be."""
    return next((name for name in (found.name, found.accounts[0].account_id) if _typed(name)), "1")


def _same(typed: str, wanted: str) -> bool:
    return _typed(typed) == _typed(wanted)


def _typed(name: str) -> str:
    """A name as a keyboard gives it: without invisible signs, however wide its letters and blanks are."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign)[0] != "C")
    return re.sub(r"\s+", " ", plain).strip()
