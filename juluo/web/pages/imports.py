"""导入: bring files, see how they will be read, import them, read the receipt, take an import back."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse

from juluo.desk.imports import actions
from juluo.desk.imports.facts import ParcelFacts, parcel, waiting_parcels
from juluo.desk.imports.folders import stop_watching, watch_folder, watched_folders
from juluo.desk.imports.models import State
from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.facts import JobFacts, job_facts
from juluo.shell.jobs.models import OVER, Status
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.uploads import NO_ROOM, REFUSED, Arrived
from juluo.shell.visit import Visit
from juluo.sources.reader import readers
from juluo.sources.table_columns import NAMES
from juluo.web.communities import note_visit
from juluo.web.imports.history import imports_of, zone_of
from juluo.web.imports.parcels import looked_at

# What a person maps by hand, in the order of their form; the rest are found by name or not needed.
ROLES = ("ts", "author", "author_name", "text", "channel", "topic", "reply_to", "id")
ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Asia/Singapore",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)
_GB = 1024**3
_PASTED = "pasted.txt"
_LONGEST_PASTE = 2 * 1024**2


@page("desk/<slug:community>/imports", nav=Nav.IMPORTS, may=May.IMPORT, methods=("GET", "POST"))
def imports(visit: Visit) -> HttpResponse:
    """The door for files, what waits, and the history."""
    note_visit(visit)
    if visit.request.method == "GET":
        return _shown(visit)
    try:
        return HttpResponseRedirect(_address(visit, _brought(visit)))
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))


@page("desk/<slug:community>/imports/begin", nav=Nav.IMPORTS, may=May.IMPORT, methods=("POST",), cost=Cost.PIECE)
def import_begin(visit: Visit) -> HttpResponse:
    """A file is to come in pieces: which one it is, and how much of it is here already."""
    told_number, told_size = visit.field("parcel"), visit.field("size")
    size = int(told_size) if told_size.isdecimal() and len(told_size) < len(str(1 << 62)) else 0
    try:
        number = (
            int(told_number)
            if told_number.isdecimal()
            else actions.open_parcel(visit.who, visit.community, visit.lang, visit.scene)
        )
        upload = actions.announce(visit.who, visit.community, number, visit.field("name"), size, visit.scene)
    except RefusedError as error:
        return _wrong(visit, error)
    return JsonResponse({"parcel": number, "upload": upload.id, "received": upload.received})


@page(
    "desk/<slug:community>/imports/piece/<int:upload>/<int:at>",
    nav=Nav.IMPORTS,
    may=May.IMPORT,
    methods=("POST",),
    cost=Cost.PIECE,
)
def import_piece(visit: Visit, upload: int, at: int) -> HttpResponse:
    """The next piece of a file."""
    try:
        here = actions.take_piece(visit.who, visit.community, upload, at, visit.request.read, visit.scene)
    except RefusedError as error:
        return _wrong(visit, error)
    return JsonResponse({"received": here})


@page("desk/<slug:community>/imports/parcel/<int:number>", nav=Nav.IMPORTS, may=May.IMPORT, methods=("GET", "POST"))
def import_parcel(visit: Visit, number: int) -> HttpResponse:
    """Files before their import: how they will be read; and the import under way."""
    found = _there(visit, number)
    if found.state is State.DONE:
        return HttpResponseRedirect(f"/desk/{visit.community}/imports/{found.import_no}")
    if visit.request.method == "GET":
        return _parcel(visit, found)
    try:
        there = _done(visit, number)
    except RefusedError as error:
        return _parcel(visit, _there(visit, number), HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(there)


@page("desk/<slug:community>/imports/parcel/<int:number>/progress", nav=Nav.IMPORTS, may=May.IMPORT)
def import_progress(visit: Visit, number: int) -> HttpResponse:
    """How far the import is, for the page that shows it to ask again and again."""
    found = _there(visit, number)
    job = _job(found)
    answer = visit.render("import_progress.html", found=found, job=job)
    if job is None or job.status in OVER or found.state is not State.UNDER_WAY:
        answer.headers["HX-Redirect"] = _address(visit, number)
    return answer


@page("desk/<slug:community>/imports/folders", nav=Nav.IMPORTS, may=May.CHANGE_SETTINGS, methods=("POST",))
def import_folders(visit: Visit) -> HttpResponse:
    """Watch a folder of this machine, or stop it."""
    stopped = visit.field("stop")
    try:
        if stopped:
            stop_watching(visit.who, visit.community, int(stopped) if stopped.isdecimal() else 0, visit.scene)
        else:
            watch_folder(visit.who, visit.community, visit.field("path"), visit.lang, visit.scene)
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/imports#folders")


def _brought(visit: Visit) -> int:
    """What a plain form brings: files, or words pasted into it."""
    files = [file for file in visit.request.FILES.getlist("files") if isinstance(file, Arrived)]
    pasted = visit.field("pasted").strip()
    if why := visit.request.META.get(REFUSED):
        raise actions.no_room() if why == NO_ROOM else actions.too_large()
    if not files and not pasted:
        raise actions.nothing_chosen()
    number = actions.open_parcel(visit.who, visit.community, visit.lang, visit.scene)
    for file in files:
        actions.bring(
            visit.who,
            visit.community,
            number,
            file.name or "",
            file.size or 0,
            file.temporary_file_path(),
            visit.scene,
        )
    if pasted:
        actions.paste(visit.who, visit.community, number, _PASTED, pasted[:_LONGEST_PASTE], visit.scene)
    return number


def _done(visit: Visit, number: int) -> str:
    """Do what the form of a parcel asks, and say where to go."""
    who, community, scene = visit.who, visit.community, visit.scene
    match visit.field("deed").partition(":"):
        case ("stop", _, _):
            actions.stop(who, community, number, scene)
        case ("drop", _, _):
            actions.drop(who, community, number, scene)
            return f"/desk/{community}/imports"
        case ("leave", _, upload):
            actions.leave_out(who, community, number, int(upload) if upload.isdecimal() else 0, scene)
        case (deed, _, _):
            _settle(visit, number)
            if deed == "start":
                actions.start(who, community, number, scene)
    return _address(visit, number)


def _settle(visit: Visit, number: int) -> None:
    """What the form says of the reading; fields that it doesn't show stay as they are."""
    found = _there(visit, number)
    sent = visit.request.POST
    mapping = dict(found.mapping)
    for role in (*ROLES, "date", "channel_name"):
        if f"map-{role}" in sent:
            mapping.pop(role, None)
            if told := visit.field(f"map-{role}").strip():
                mapping[role] = told
    format_ = visit.field("format") if visit.field("format") in {"", *readers()} else found.format
    zone = visit.field("zone") if "zone" in sent else found.zone
    actions.settle(
        visit.who, visit.community, number, format_ if "format" in sent else found.format, zone, mapping, visit.scene
    )


def _there(visit: Visit, number: int) -> ParcelFacts:
    found = parcel(visit.community, number)
    if found is None or found.state is State.DROPPED:
        raise Http404
    return found


def _job(found: ParcelFacts) -> JobFacts | None:
    return job_facts(found.job) if found.job is not None else None


def _parcel(visit: Visit, found: ParcelFacts, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    job = _job(found)
    at_work = found.state is State.UNDER_WAY and job is not None and job.status not in OVER
    zone = zone_of(visit.community)
    looks = () if at_work or not found.is_whole else looked_at(found, zone)
    seen = [one for look in looks for one in look.previews]
    tables = [one for one in seen if len(one.columns) > 1]
    # What a file's own look tells already is not told twice.
    if job is not None and not at_work and not wrong and not any(one.problem for one in seen):
        wrong = _why(visit, job)
    return visit.render(
        "import_parcel.html",
        status,
        found=found,
        job=job,
        at_work=at_work,
        looks=looks,
        table=next((one for one in tables if one.problem), next(iter(tables), None)),
        readable=any(one.entries or not one.problem for one in seen),
        zone=zone,
        zones=sorted({*ZONES, zone}),
        formats=sorted(readers().values(), key=lambda reader: reader.name),
        roles=ROLES,
        every_role=NAMES,
        wrong=wrong,
    )


def _why(visit: Visit, job: JobFacts) -> str:
    if job.status is Status.FAILED and job.why is not None:
        return visit.words(job.why)
    if job.status is Status.CANCELLED:
        return visit.say("停下了，账本和之前一样。可以再导入，也可以丢掉。")
    if job.status is Status.DEAD:
        return visit.say("这次导入反复中断，停下了，账本和之前一样。请把文件分小一点再试；原因在终端里。")
    return ""


def _shown(visit: Visit, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    return visit.render(
        "imports.html",
        status,
        wrong=wrong,
        waiting=waiting_parcels(visit.community),
        history=imports_of(visit.community),
        most=f"{settings.MAX_UPLOAD / _GB:g}",
        kept=settings.KEEP_UPLOADS,
        folders=watched_folders(visit.community),
        watches=visit.may(May.CHANGE_SETTINGS),
        roots=settings.WATCH_FOLDERS,
        path=visit.field("path"),
        there=zone_named(zone_of(visit.community)),
    )


def _address(visit: Visit, number: int) -> str:
    return f"/desk/{visit.community}/imports/parcel/{number}"


def _wrong(visit: Visit, error: RefusedError) -> HttpResponse:
    status = {
        actions.FullError: HTTPStatus.INSUFFICIENT_STORAGE,
        actions.TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    }.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"wrong": visit.words(error.sentence)}, status=status)
