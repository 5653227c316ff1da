"""Answers to surveys, pooled over four weeks: each person's last score on a scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from juluo.ledger.acts import SurveyAnswered, SurveyAsked
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.desk import NOBODY_ASKED, SURVEYS, Told, acts
from juluo.metrics.naming import Name, Names, Shape
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28
BESIDE: Names = {
    "asked": Name("问了几人", "Asked"),
    "answered_share": Name("答了的占比", "Share that answered", Shape.SHARE),
    "erased": Name("抹去的答卷", "Answers erased"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Each person's last score in a window, how many people were asked, and how many answers were erased."""

    window: Period
    scores: tuple[int, ...]
    asked: int
    erased: int
    ids: tuple[int, ...]

    @property
    def parts(self) -> dict[str, float | None]:
        """What stands beside every score: who was asked and what share answered, if it is known."""
        share = len(self.scores) / self.asked if self.asked >= len(self.scores) > 0 else None
        return {"asked": float(self.asked) if self.asked else None, "answered_share": share, "erased": self.erased}

    @property
    def reason(self) -> str:
        """Why there is no score, where there is none."""
        return "近几周没有人答这份问卷" if self.asked or self.erased else NOBODY_ASKED

    @property
    def evidence(self) -> EntryQuery:
        return EntryQuery(self.window, SURVEYS, ids=self.ids)


def answers(view: View, periods: Sequence[Period], scale: str) -> list[Answers]:
    """What was answered on a scale in the four weeks up to each period's end."""
    windows = [looking_back(period, WINDOW) for period in periods]
    span = Period.over(windows)
    told = acts(view, SURVEYS, span)
    return [
        _answers(window, scale, [act for act in told if window.first <= act.day <= window.last]) for window in windows
    ]


def _answers(window: Period, scale: str, told: Sequence[Told]) -> Answers:
    last: dict[str, Told] = {}
    scores: dict[str, int] = {}
    asked = erased = 0
    for act in told:
        if isinstance(act.record, SurveyAnswered) and act.record.taken_back:
            continue
        if isinstance(act.record, SurveyAnswered) and act.record.scale == scale:
            last[act.who], scores[act.who] = act, act.record.score
        elif isinstance(act.record, SurveyAsked) and act.record.scale == scale:
            asked += act.record.asked
        erased += act.record is None
    ids = tuple(act.entry_id for act in last.values())
    return Answers(window, tuple(scores.values()), asked, erased, ids)
