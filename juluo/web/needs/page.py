"""What the pages of needs share: the period they are about, what was found in it, and what stands on all of them."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse

from juluo.desk.needs.status import STATUS_WORDS
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Need
from juluo.insights.needs.span import Span
from juluo.ledger.period import Period
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import Asking
from juluo.web.marks import simulated
from juluo.web.needs.drawn import small_line
from juluo.web.needs.found import Looking, at_hand, found_before, found_in, looking
from juluo.web.needs.shown import course_words, tone
from juluo.web.seen import seen
from juluo.wording.numbers import long_date, long_range

SPAN_WORDS = {Span.WEEK: "周", Span.MONTH: "月", Span.QUARTER: "季度"}


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


def context(visit: Visit, picked: Picked, found: Found) -> dict[str, object]:
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
        "small_line": lambda one, name: small_line(visit.say, one.course, one.people, name),
        "statuses": STATUS_WORDS,
        "keeps": visit.may(May.KEEP_TASKS),
    }


def waits(visit: Visit, picked: Picked, state: Looking) -> HttpResponse:
    """The first search is under way, or failed: the page comes again by itself, or says what to do."""
    response = visit.render(
        "needs_making.html",
        failed=state is Looking.FAILED,
        picked=picked,
        range=named_range(picked.period, visit.lang),
        spans=[(span, visit.say(words)) for span, words in SPAN_WORDS.items()],
    )
    if state is not Looking.FAILED:
        response.headers["Refresh"] = "3"
    return response


def found_for(visit: Visit, period: Period) -> tuple[Found | None, Looking]:
    """What is known of a period's needs, and whether better is on its way."""
    if at_hand(visit.community, period):
        return found_in(visit.community, period), Looking.NO
    state = looking(visit.community, period, visit.scene.now)
    if state is Looking.NO:
        return found_in(visit.community, period), state
    return found_before(visit.community, period), state


def found_of(visit: Visit, period: Period) -> Found | None:
    """What is known of a period's needs."""
    return found_for(visit, period)[0]


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


def need_of(found: Found | None, need_id: str) -> Need:
    need = next((one for one in found.needs.needs if one.need_id == need_id), None) if found else None
    if need is None:
        raise Http404
    return need


def named_range(period: Period, lang: str) -> str:
    return long_range(period.first, period.last, lang)
