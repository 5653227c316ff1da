"""What the address of a metric's page asks for: which days, by what grain, against what, of whom, as of when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404

from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import Metric, metrics
from juluo.report.course import MOST_POINTS, Against
from juluo.report.metric_sheet import Sheet, metric_sheet, whole_range
from juluo.report.scene import Scene
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.embedded import NotYetKnownError, StoreBusyError, UndatedUndoError
from juluo.store.view import View
from juluo.web.asking import choice_asked, day_asked, number_asked, parameter
from juluo.web.seen import seen

PRESETS = (7, 28, 90)
_LONGEST = 366 * 5


@dataclass(frozen=True, slots=True)
class Ask:
    """`last` None is the last whole day; `days` how far the line goes back from it; `as_of` a version or a day."""

    metric: str
    last: date | None
    days: int
    grain: Grain
    against: Against
    actors: Actors
    as_of: str

    def address(self, **other: object) -> str:
        """The same question with some of it changed, as the rest of an address."""
        told: Mapping[str, object] = {
            "day": self.last.isoformat() if self.last else "",
            "days": self.days,
            "grain": str(self.grain),
            "against": str(self.against),
            "actors": str(self.actors),
            "as_of": self.as_of,
            **other,
        }
        usual = {"days": 28, "grain": "day", "against": "before", "actors": "members"}
        kept = {name: value for name, value in told.items() if value != "" and str(value) != str(usual.get(name, ""))}
        return f"?{urlencode(kept)}"

    @property
    def known_at(self) -> int | datetime | None:
        if not self.as_of:
            return None
        return int(self.as_of) if self.as_of.isdigit() else datetime.fromisoformat(f"{self.as_of}T23:59:59+00:00")


def metric_asked(visit: Visit, name: str) -> Ask:
    """What the address asks; 404 for what can't be meant."""
    metric_named(name)
    last, first = day_asked(visit, "day") or day_asked(visit, "to"), day_asked(visit, "from")
    days = number_asked(visit, "days", 28, most=_LONGEST)
    if first is not None:
        until = last or visit.scene.now.date()
        if first > until:
            first, until, last = until, first, first
        days = min((until - first).days + 1, _LONGEST)
    grain = choice_asked(visit, "grain", Grain, Grain.DAY)
    return Ask(
        metric=name,
        last=last,
        days=min(days, MOST_POINTS) if grain is Grain.DAY else days,
        grain=grain,
        against=choice_asked(visit, "against", Against, Against.BEFORE),
        actors=choice_asked(visit, "actors", Actors, Actors.MEMBERS),
        as_of=_as_of(parameter(visit, "as_of")),
    )


def _as_of(told: str) -> str:
    """A version of the ledger, or a day."""
    if not told or (told.isascii() and told.isdigit() and len(told) < 9):
        return told
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise Http404 from error


def metric_named(name: str) -> Metric:
    found = metrics().get(name)
    if found is None:
        raise Http404
    return found


class UnknownStateError(Exception):
    """The ledger never stood as it was asked for, or that can't be told."""


def sheet_of(visit: Visit, ask: Ask) -> tuple[Sheet | None, date]:
    """The metric's page, and the day that it is about; None where there is no record."""
    nameless, now = not visit.may(May.SEE_MEMBERS), visit.scene.now

    def made(view: View) -> tuple[Sheet | None, date]:
        day = ask.last or last_whole_day(view)
        if day is None or view.coverage.last is None:
            return None, now.date() - timedelta(days=1)
        scene = Scene(view, Period.of(day, ask.grain), ask.grain, visit.lang, now, nameless=nameless)
        last = min(scene.period.last, max(day, view.calendar.day_of(view.coverage.last)))
        return metric_sheet(scene, ask.metric, whole_range(scene, ask.days, last), ask.against), day

    try:
        return seen(
            visit.community,
            ("metric", visit.lang, nameless, now.date(), ask),
            made,
            actors=ask.actors,
            known_at=ask.known_at,
        )
    except (NotYetKnownError, UndatedUndoError, StoreBusyError) as error:
        raise UnknownStateError from error
