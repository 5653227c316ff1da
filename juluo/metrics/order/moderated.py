"""The cases that members flagged, and how each was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from juluo.ledger.acts import CaseDecided, CaseOpened
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.metrics.desk import CASES, Told, acts, told_end
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Case:
    """One case: when it was first flagged, when and how decided; `entry_id` is that of its first flag."""

    entry_id: int
    day: date
    flagged: datetime
    decided: datetime | None
    decided_on: date | None
    upheld: bool


def flags(view: View, period: Period) -> list[Told]:
    """Every flag of the period, those of erased people among them."""
    raised = (act for act in acts(view, CASES) if act.kind is Kind.CASE_OPENED)
    return [act for act in raised if period.first <= act.day <= period.last]


def cases(view: View) -> list[Case]:
    """Every case of the ledger whose flag is known, in order of their first flags."""
    told = acts(view, CASES)
    opened: dict[str, Told] = {}
    decided: dict[str, tuple[Told, bool]] = {}
    for act in told:
        if isinstance(act.record, CaseOpened):
            opened.setdefault(act.record.case, act)
        elif isinstance(act.record, CaseDecided):
            # Decided anew after an appeal: the first decision ended the waiting, the last one stands.
            first = decided[act.record.case][0] if act.record.case in decided else act
            decided[act.record.case] = (first, act.record.outcome == "upheld")
    return [_case(flag, decided.get(name)) for name, flag in opened.items()]


def _case(flag: Told, decision: tuple[Told, bool] | None) -> Case:
    if decision is None:
        return Case(flag.entry_id, flag.day, flag.at, None, None, upheld=False)
    end, upheld = decision
    return Case(flag.entry_id, flag.day, flag.at, end.at, end.day, upheld=upheld)


def known_until(view: View) -> datetime:
    """The last moment that the ledger tells of cases."""
    return told_end(view, acts(view, CASES))


def of_window(found: Sequence[Case], window: Period) -> list[Case]:
    """The cases first flagged in a window."""
    return [case for case in found if window.first <= case.day <= window.last]
