"""Which questions of the last seven days nobody has taken up: the very ones that `unanswered_questions` counts.

What a model adds stands apart and is 推测: answers that may be there without a link, and words that may ask although
the rule of questions doesn't see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.metrics.replies.answers import (
    ANSWERABLE,
    FOLLOW_DAYS,
    Asked,
    answers_to,
    is_estimated,
    questions,
    told_until,
)
from juluo.metrics.replies.time_to_first_response import METRIC as FIRST_ANSWER
from juluo.metrics.replies.unanswered_questions import open_at_end
from juluo.metrics.windows import looking_back
from juluo.store.view import View

OVERDUE = timedelta(hours=24)
# Beside the list stands how long half of all questions wait, over four weeks.
_USUAL_DAYS = 28
# From here on a model's word is worth a look; below it the list would be read for nothing.
LIKELY_QUESTION, LIKELY_ANSWER = 0.7, 0.5
_MOST_LIKELY = 200
_KINDS = tuple(sorted(ORIGINAL))
_WITHIN = f"FROM told_of_questions WHERE kind IN ({', '.join(map(repr, map(str, _KINDS)))}) AND member"


@dataclass(frozen=True, slots=True)
class PossibleAnswer:
    """An entry that may answer a question by a model's guess: never more than 推测."""

    entry_id: int
    at: datetime
    probability: float


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits. `channel` and `asker` are codes; `likely` is a model's word where the rule saw none."""

    entry_id: int
    day: date
    at: datetime
    asker: int
    channel: int
    waited: timedelta
    possibly: PossibleAnswer | None = None
    likely: float | None = None

    @property
    def overdue(self) -> bool:
        return self.waited >= OVERDUE


@dataclass(frozen=True, slots=True)
class Waiting:
    """What stood open when a day ended, the longest wait first.

    `open` still waits; `taken_up` was open when the day ended and has been answered since: both together are what
    `unanswered_questions` counts. `told` is false where no source shows who answers whom. `median` of None: fewer
    than half have been answered, or nobody asked. `heard` is how many messages of the window a model takes for
    questions, answered or not, as `insights/readings` counts them; `agreed` of them the rule does, too.
    """

    day: date
    window: Period
    until: datetime | None
    asked: int
    open: tuple[OpenQuestion, ...]
    taken_up: tuple[OpenQuestion, ...]
    likely: tuple[OpenQuestion, ...]
    median: timedelta | None
    told: bool = True
    estimated: bool = True
    read: bool = False
    heard: int = 0
    agreed: int = 0


def waiting(view: View, day: date) -> Waiting:
    """The questions of the seven days that end with `day`."""
    window = looking_back(Period(day, day), FOLLOW_DAYS)
    if not ANSWERABLE & view.coverage.sights or view.coverage.last is None:
        return Waiting(day, window, None, 0, (), (), (), None, told=False)
    _, end = view.calendar.bounds(window)
    until = min(told_until(view), end)
    asked = questions(view, [window])[0]
    at_end = [question for question, _ in open_at_end(view, window, asked)]
    likely = _likely(view, window)
    read, heard, agreed = _heard(view)
    every = [*at_end, *(one for one, _ in likely)]
    places = _places(view, window, [one.entry_id for one in every])
    possibly = _possible_answers(view, window, [one.entry_id for one in every])

    def told(one: Asked, chance: float | None = None) -> OpenQuestion:
        local = view.calendar.day_of(one.at)
        answer, channel = possibly.get(one.entry_id), places.get(one.entry_id, 0)
        waited = max(until - one.at, timedelta(0))
        return OpenQuestion(one.entry_id, local, one.at, one.account, channel, waited, answer, chance)

    return Waiting(
        day,
        window,
        until,
        len(asked),
        tuple(told(one) for one in at_end if one.answered_at is None),
        tuple(told(one) for one in at_end if one.answered_at is not None),
        tuple(told(one, chance) for one, chance in likely),
        _median(view, day),
        estimated=is_estimated(view),
        read=read,
        heard=heard,
        agreed=agreed,
    )


def _median(view: View, day: date) -> timedelta | None:
    measured = FIRST_ANSWER.measure(view, [Period.trailing(day, _USUAL_DAYS)])[0]
    return timedelta(minutes=measured.value) if measured.value is not None else None


def _places(view: View, window: Period, ids: Sequence[int]) -> Mapping[int, int]:
    """In which channel each stands."""
    if not ids:
        return {}
    listed = ", ".join(map(str, ids))
    rows = view.wordless(window, ("entry_id", "channel"))
    return dict(view.ask(f"SELECT entry_id, channel FROM ({rows}) WHERE entry_id IN ({listed})"))


def _likely(view: View, window: Period) -> list[tuple[Asked, float]]:
    """What the model takes for questions and the rule doesn't, and nobody took up."""
    view.lay_findings("told_of_questions", window, ("kind", "account", "ts", "asks"))
    rows = view.ask(
        f"SELECT entry_id, question {_WITHIN} AND account IS NOT NULL AND NOT coalesce(asks, false)"
        f" AND question >= {LIKELY_QUESTION} ORDER BY question DESC, ts DESC LIMIT {_MOST_LIKELY}"
    )
    chances = {int(entry): float(chance) for entry, chance in rows}
    asked = answers_to(view, [window], sorted(chances)) if chances else []
    still = [(one, chances[one.entry_id]) for one in asked if one.answered_at is None]
    return sorted(still, key=lambda one: (-one[1], one[0].at))


def _heard(view: View) -> tuple[bool, int, int]:
    """Whether a model has read at all, how many messages it takes for questions, how many of these the rule does."""
    heard = f"question >= {LIKELY_QUESTION}"
    both = f"count(*) FILTER ({heard} AND asks AND account IS NOT NULL)"
    found, all_, agreed = view.ask(f"SELECT count(question), count(*) FILTER ({heard}), {both} {_WITHIN}")[0]
    return bool(found), int(all_), int(agreed)


def _possible_answers(view: View, window: Period, ids: Sequence[int]) -> dict[int, PossibleAnswer]:
    """The likeliest answer to each by the model's links; none by the asker."""
    if not ids:
        return {}
    after = Period(window.first, window.last + timedelta(days=FOLLOW_DAYS))
    view.lay_findings("told_of_answers", after, ("account", "ts"))
    listed = ", ".join(map(str, ids))
    rows = view.ask(
        "SELECT q.entry_id, a.entry_id, a.ts, a.answers_p FROM told_of_answers a JOIN told_of_answers q"
        f" ON q.entry_id = a.answers WHERE q.entry_id IN ({listed}) AND a.answers_p >= {LIKELY_ANSWER}"
        " AND a.account IS DISTINCT FROM q.account AND a.ts >= q.ts ORDER BY a.answers_p, a.ts DESC"
    )
    return {int(of): PossibleAnswer(int(entry), at, float(chance)) for of, entry, at, chance in rows}
