"""The receipt of an import, what could not be read, and the way back."""

from http import HTTPStatus
from typing import cast

from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from juluo.desk.imports import actions
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.facts import JobFacts, job_facts
from juluo.shell.jobs.models import OVER
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.sources.reader import readers
from juluo.web.cells import csv_lines
from juluo.web.imports.history import Taken, imports_of, quarantine_rows


@page("desk/<slug:community>/imports/<int:number>", nav=Nav.IMPORTS, may=May.IMPORT)
def import_receipt(visit: Visit, number: int) -> HttpResponse:
    taken = _there(visit, number)
    return _shown(visit, taken, _undoing(visit))


@page("desk/<slug:community>/imports/<int:number>/undo", nav=Nav.IMPORTS, may=May.UNDO_IMPORT, methods=("POST",))
def import_undo(visit: Visit, number: int) -> HttpResponse:
    """Take the import back, by a job; the receipt's page tells when it is done."""
    taken = _there(visit, number)
    if taken.undone:
        return HttpResponseRedirect(_address(visit, number))
    try:
        job = actions.take_back(visit.who, visit.community, number, visit.scene)
    except RefusedError as error:
        return _shown(visit, taken, None, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"{_address(visit, number)}?job={job}")


@page("desk/<slug:community>/imports/<int:number>/quarantine", nav=Nav.IMPORTS, may=May.IMPORT, cost=Cost.EXPORT)
def import_quarantine(visit: Visit, number: int) -> HttpResponse:
    """The records that could not be read, as a table."""
    taken = _there(visit, number)
    say = visit.say
    rows = csv_lines([say("文件"), say("位置"), say("为什么读不了"), say("原文")], quarantine_rows(taken))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="import-{number}-unread.csv"'
    return cast("HttpResponse", answer)


def _there(visit: Visit, number: int) -> Taken:
    found = next((taken for taken in imports_of(visit.community) if taken.no == number), None)
    if found is None:
        raise Http404
    return found


def _undoing(visit: Visit) -> JobFacts | None:
    """The job that takes it back, if the page was led here by one of this community."""
    told = visit.request.GET.get("job", "")
    found = job_facts(int(told)) if told.isdecimal() and len(told) < len(str(1 << 62)) else None
    return found if found and found.community == visit.community and found.name == "imports.undo" else None


def _shown(
    visit: Visit, taken: Taken, job: JobFacts | None, status: int = HTTPStatus.OK, wrong: str = ""
) -> HttpResponse:
    if job is not None and job.why is not None:
        wrong = visit.words(job.why)
    at_work = job is not None and job.status not in OVER and not taken.undone
    formats = {reader.name: visit.words(reader.title) for reader in readers().values()}
    shown = {"taken": taken, "job": job, "at_work": at_work, "wrong": wrong, "formats": formats}
    return visit.render("import_receipt.html", status, **shown)


def _address(visit: Visit, number: int) -> str:
    return f"/desk/{visit.community}/imports/{number}"
