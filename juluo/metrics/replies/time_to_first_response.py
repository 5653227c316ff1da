"""How long people wait for a first answer, those still waiting included."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.replies.answers import ANSWERABLE, Asked, is_estimated, questions, told_until
from juluo.metrics.survival import kaplan_meier
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, asked, period) for asked, period in zip(questions(view, periods), periods, strict=True)]


def _measured(view: View, asked: Sequence[Asked], period: Period) -> Measured:
    if not asked:
        return Measured(reason="没有提问", n=0)
    waits = [question.waited(told_until(view, question.at)) for question in asked]
    curve = kaplan_meier([wait.total_seconds() / 60 for wait, _ in waits], [ended for _, ended in waits])
    served = sum(ended for _, ended in waits)
    parts = {
        "answered_1h": _served(curve.at(60)),
        "answered_24h": _served(curve.at(24 * 60)),
        "waiting": float(len(asked) - served),
    }
    interval: Interval | None = curve.median_interval()
    reason = "" if curve.median is not None else "一半以上的提问还没等到回应"
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)), asks=True)
    return Measured(
        curve.median,
        len(asked),
        served,
        interval,
        parts,
        reason=reason,
        estimated=is_estimated(view),
        evidence=evidence,
    )


def _served(waiting: float | None) -> float | None:
    """What part has been answered by then; unknown where nobody was watched so long."""
    return None if waiting is None else 1 - waiting


METRIC = Metric(
    name="time_to_first_response",
    title="首答时间，中位数",
    title_en="Time to first answer, median",
    meaning="一半的提问要等多久才有别人回应；还没等到的也算在内，所以不会因为没人答而变好看。",
    meaning_en="How long half of the questions wait for another person; those still waiting count too.",
    unit=Unit.MINUTES,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="Kaplan–Meier median over all questions, censored at the ledger's end or after 7 days.",
    trial=Trial.NONE,
    measure=measure,
)
