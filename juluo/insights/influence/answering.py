"""Who answers questions, and whether those who asked gave thanks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from juluo.ledger.period import Period
from juluo.metrics.replies.answers import ANSWERABLE, Asked, questions, ripened
from juluo.metrics.replies.exchanges import answerers
from juluo.metrics.replies.questions_solved import RIPE, thanked_for
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that somebody answered: whose and of which day; `thanked` only where it `counts`."""

    entry_id: int
    asker: int
    day: date
    counts: bool
    thanked: bool
    told: bool


def answered_by(view: View, period: Period) -> dict[int, tuple[Answered, ...]]:
    """What each member answered of what members asked in the period, in order of time.

    `counts`: the question is 48 hours old and was answered within them, so thanks could have been given.
    """
    if not ANSWERABLE & view.coverage.sights:
        return {}
    asked = {one.entry_id: one for one in questions(view, [period])[0]}
    ripe = {one.entry_id for one in ripened(view, [*asked.values()], RIPE)}
    thanked = thanked_for(view, [period], [asked[entry_id] for entry_id in sorted(ripe)])
    found: dict[int, list[Answered]] = defaultdict(list)
    for one in sorted(answerers(view, period, sorted(asked)), key=lambda one: (one.at, one.entry_id)):
        question = asked[one.entry_id]
        counts = one.entry_id in ripe and one.at - question.at <= RIPE
        found[one.by].append(
            Answered(
                one.entry_id,
                question.account,
                _day(view, question),
                counts,
                counts and one.entry_id in thanked,
                one.told,
            )
        )
    return {who: tuple(answers) for who, answers in found.items()}


def _day(view: View, asked: Asked) -> date:
    return view.calendar.day_of(asked.at)
