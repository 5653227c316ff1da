"""What the operator's desk has appended: few entries, read with their records, once for all metrics of a view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from juluo.ledger.acts import RECORDS, Record, record_of
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.asking import Tables, ask_rollup, question
from juluo.store.view import View

EVENTS = (Kind.EVENT_OPENED, Kind.EVENT_SIGNED_UP, Kind.EVENT_ATTENDED, Kind.EVENT_CLOSED)
FEEDBACK = (Kind.FEEDBACK_RECEIVED, Kind.FEEDBACK_ANSWERED, Kind.FEEDBACK_TOLD)
SURVEYS = (Kind.SURVEY_ASKED, Kind.SURVEY_ANSWERED)
CASES = (Kind.CASE_OPENED, Kind.CASE_DECIDED)
# Why a score is unknown where the desk told of no survey on its scale: a link that nobody followed isn't told of.
NOBODY_ASKED = "这段时间没有问卷请人答过这个，也没有人答"
_DESK = sorted(RECORDS)
_EVER = Period(date(1990, 1, 1), date(2100, 1, 1))


@dataclass(frozen=True, slots=True)
class Told:
    """One act of the desk. `record` None: its words went with an erased person. `who` tells people apart."""

    entry_id: int
    kind: Kind
    day: date
    at: datetime
    account: int | None
    record: Record | None

    @property
    def who(self) -> str:
        if self.account is not None:
            return f"account {self.account}"
        return f"guest {getattr(self.record, 'guest', '') or self.entry_id}"


_READ: WeakKeyDictionary[View, dict[tuple[tuple[Kind, ...], Period], list[Told]]] = WeakKeyDictionary()


@question
def desk_days(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """On which days the desk appended what."""
    rows = tables.rollup.filter(tables.rollup.kind.isin(_DESK))
    return rows.select("day", "kind").distinct()


def acts(view: View, kinds: tuple[Kind, ...], span: Period = _EVER) -> list[Told]:
    """The acts of these kinds, in order of time; those of people whom the view leaves out are none."""
    read = _READ.setdefault(view, {})
    if (kinds, span) not in read:
        days = {day for day, kind in ask_rollup(view, desk_days, [_EVER], everyone=True) if kind in kinds}
        days = {day for day in days if span.first <= day <= span.last}
        query = EntryQuery(Period(min(days), max(days)), kinds, people_only=False) if days else None
        lines = (
            [line for line in view.lines(query) if line.account is None or line.account not in view.aside]
            if query
            else []
        )
        read[kinds, span] = [_told(line) for line in lines]
    return read[kinds, span]


def _told(line: Entry) -> Told:
    record = record_of(line.kind, line.detail)
    return Told(line.entry_id, line.kind, line.day, line.at, line.account, record)


def told_end(view: View, told: Sequence[Told]) -> datetime:
    """The last moment that the ledger tells of, by its exports or by these acts. Raises ValueError for neither."""
    moments = [act.at for act in told]
    return max(moments if view.coverage.last is None else [view.coverage.last, *moments])
