"""How long newcomers stay: from their first words to the last before they went quiet, by Kaplan and Meier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pyroaring import BitMap

from juluo.ledger.period import Grain, Period
from juluo.metrics.activity.silences import Clock, Goodbye, Silences
from juluo.metrics.newcomers import can_tell_new, new_speakers
from juluo.metrics.replies.answers import ANSWERABLE, answers_to, is_estimated
from juluo.metrics.replies.newcomers_answered import first_words
from juluo.metrics.replies.reply_rate import IN_TIME
from juluo.metrics.survival import Curve, LogRank, kaplan_meier, log_rank
from juluo.store.view import View

# Newcomers of so many days before those who are too new to have gone quiet.
BACK = 182
# After how many days it is told how many are still here.
MARKS = (0, 7, 28, 56)
# Of fewer newcomers nothing is said.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Stay:
    """How long some newcomers stayed, in days; those not `ended` are here still, or too new to tell."""

    lasted: tuple[float, ...]
    ended: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.lasted)

    @property
    def curve(self) -> Curve:
        return kaplan_meier(self.lasted, self.ended)

    @property
    def here(self) -> tuple[float | None, ...]:
        """The share that spoke again later than each mark; None where too few were watched so long."""
        curve = self.curve
        return tuple(curve.at(mark) if self._is_told(mark) else None for mark in MARKS)

    def _is_told(self, mark: float) -> bool:
        """A share rests on those still watched when the last of the goodbyes before it came; of few it falls to 0."""
        cases = list(zip(self.lasted, self.ended, strict=True))
        last = max((lasted for lasted, ended in cases if ended and lasted <= mark), default=0.0)
        if all(ended for lasted, ended in cases if lasted < mark):
            return True
        return sum(lasted >= last for lasted, _ in cases) >= FEWEST


@dataclass(frozen=True, slots=True)
class NewcomerSurvival:
    """How long newcomers stay: all, by the week of their first words, and by whether those were answered in a day.

    `goodbye` is the silence after which somebody counts as gone. `answered` and `unanswered` are None where the
    source doesn't show answers; `estimated` where answers rest on a rule. They are compared, nothing says that the
    answer was the reason.
    """

    day: date
    goodbye: Goodbye
    everyone: Stay
    by_week: tuple[tuple[Period, Stay], ...] = ()
    answered: Stay | None = None
    unanswered: Stay | None = None
    difference: LogRank | None = None
    estimated: bool = False
    reason: str = ""


def newcomer_survival(view: View, day: date) -> NewcomerSurvival:
    """The newcomers of half a year, as it stood at the end of a day."""
    silences = Silences(view)
    goodbye = silences.goodbye(day)
    weeks = _weeks(view, day, goodbye)
    new = new_speakers(view, weeks)
    stays = _stays(view, BitMap.union(BitMap(), *new), day, goodbye, silences.clock)
    everyone = _together(stays, stays)
    if len(everyone) < FEWEST:
        return NewcomerSurvival(day, goodbye, everyone, reason="来得够久的新人太少，看不出新人留多久")
    by_week = tuple((week, _together(stays, people)) for week, people in zip(weeks, new, strict=True) if people)
    if not ANSWERABLE & view.coverage.sights:
        return NewcomerSurvival(day, goodbye, everyone, by_week)
    answered, unanswered = (_together(stays, people) for people in _by_answer(view, weeks, new))
    difference = (
        log_rank(answered.lasted, answered.ended, unanswered.lasted, unanswered.ended)
        if min(len(answered), len(unanswered)) >= FEWEST
        else None
    )
    return NewcomerSurvival(day, goodbye, everyone, by_week, answered, unanswered, difference, is_estimated(view))


def _weeks(view: View, day: date, goodbye: Goodbye) -> list[Period]:
    """Weeks whose newcomers are old enough to have gone quiet, and can be told from others."""
    last = Period.of(day - timedelta(days=goodbye.days - 1), Grain.WEEK).shifted(-7)
    weeks = [last.shifted(-7 * back) for back in range(BACK // 7 - 1, -1, -1)]
    return [week for week in weeks if can_tell_new(view, week) and view.complete(week)]


def _stays(view: View, people: BitMap, day: date, goodbye: Goodbye, clock: Clock) -> dict[int, tuple[float, bool]]:
    """For each: how many days from first words to last, and whether those were the last before a goodbye.

    Whoever has spoken within the last `goodbye` days is only known to have stayed up to their beginning: nobody
    could be seen to have gone since.
    """
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for when, spoke in view.presence.spoke_by_day().items():
        if when > day:
            break
        for account in spoke & people:
            first.setdefault(account, when)
            last[account] = when
    stays = {}
    for account, since in first.items():
        lasted, watched = clock.days(since, last[account]), clock.days(since, day) - goodbye.days
        stays[account] = (float(min(lasted, watched)), lasted <= watched)
    return stays


def _together(stays: Mapping[int, tuple[float, bool]], people: Iterable[int]) -> Stay:
    told = [stays[account] for account in people if account in stays]
    return Stay(tuple(lasted for lasted, _ in told), tuple(ended for _, ended in told))


def _by_answer(view: View, weeks: Sequence[Period], new: Sequence[BitMap]) -> tuple[BitMap, BitMap]:
    """Newcomers whose first words another person answered within a day, and those whose words stood alone."""
    ids = [entry for entries in first_words(view, weeks, new) for entry in entries]
    answered, unanswered = BitMap(), BitMap()
    for asked in answers_to(view, weeks, ids):
        (answered if asked.answered_within(IN_TIME) else unanswered).add(asked.account)
    return answered, unanswered
