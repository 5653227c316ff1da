"""设置 › 正文留多久: for how many days members' words are kept; what would go is told before it does."""

from contextlib import closing
from datetime import date, timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from juluo.desk.communities.actions import keep_text
from juluo.desk.communities.jobs import forget_old_text
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.facts import JobFacts, jobs_of
from juluo.shell.jobs.models import OVER
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.erased_list import ways
from juluo.store.forget import OldWords, old_words
from juluo.store.text_rule import LONGEST, SHORTEST, text_rule
from juluo.web.asking import number_asked, parameter
from juluo.web.seen import asked
from juluo.wording.numbers import long_date, whole

CHOICES = (30, 90, 180, 365)


@page(
    "desk/<slug:community>/settings/text", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS, methods=("GET", "POST"),
    title="正文留多久",
)  # fmt: skip
def text_kept(visit: Visit) -> HttpResponse:
    """Choosing shows what would go; only confirming switches it on."""
    if visit.request.method == "GET":
        return _shown(visit, _days_asked(visit))
    typed = visit.field("days")
    days = int(typed) if typed.isdecimal() and len(typed) <= len(str(LONGEST)) else None
    try:
        if days is None and typed != "forever":
            days = 0
        job = keep_text(visit.who, settings.HOME, visit.community, days, visit.scene)
    except RefusedError as error:
        return _shown(visit, None, HTTPStatus.UNPROCESSABLE_ENTITY, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/settings/text{'?begun=1' if job else ''}")


def _days_asked(visit: Visit) -> int | None:
    """The days that were chosen and wait for a yes; 0 stands for 'for ever'. None where nothing was chosen."""
    told = parameter(visit, "days")
    if told == "own":
        return number_asked(visit, "own", SHORTEST, least=SHORTEST, most=LONGEST)
    return 0 if told == "forever" else number_asked(visit, "days", SHORTEST, SHORTEST, LONGEST) if told else None


def _shown(visit: Visit, chosen: int | None, status: int = HTTPStatus.OK, wrong: str = "") -> HttpResponse:
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(visit.community)
        rule, folders = text_rule(store.register, visit.community), ways(store.folder).folders
    today = found.calendar.day_of(visit.scene.now) if found else visit.today
    # What is chosen already needs no yes.
    waits = chosen is not None and (chosen or None) != rule.days
    job = _under_way(visit)
    return visit.render(
        "text_kept.html",
        status,
        rule=rule,
        gone_before=_day(visit, rule.gone_before),
        chosen=chosen if waits else None,
        old=_old(visit, today - timedelta(days=chosen)) if waits and chosen else None,
        choices=CHOICES,
        least=SHORTEST,
        most=LONGEST,
        folders=folders,
        keeps_uploads=settings.KEEP_UPLOADS,
        job=job,
        done=not job and rule.done_before is not None,
        wrong=wrong,
        tab="text",
    )


def _old(visit: Visit, before: date) -> dict[str, str]:
    """What would go, in words; empty where nothing would."""
    found: OldWords = asked(visit.community, lambda view: old_words(view, before))
    return {
        "entries": whole(found.entries) if found.entries else "",
        "first": _day(visit, found.first),
        "last": _day(visit, found.last),
        "before": _day(visit, before),
    }


def _day(visit: Visit, day: date | None) -> str:
    return long_date(day, visit.lang) if day else ""


def _under_way(visit: Visit) -> JobFacts | None:
    latest = next((one for one in jobs_of(visit.community, last=10) if one.name == forget_old_text.name), None)
    return latest if latest and latest.status not in OVER else None
