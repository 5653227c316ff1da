"""Who didn't answer: how many of those asked began and finished, of which stratum, and where they stopped."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from juluo.insights.surveys.answered import Asked, Sheet, Survey
from juluo.insights.surveys.apart import hidden
from juluo.insights.surveys.estimates import Estimate
from juluo.insights.surveys.results import answering
from juluo.metrics.intervals import wilson


@dataclass(frozen=True, slots=True)
class Stratum:
    """`answered` None: too few to be told of an anonymous survey."""

    name: str
    asked: int
    answered: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """How many answered a question, and how many went no further: it is the last that they answered."""

    question: Asked
    answered: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Silence:
    """`asked` None: the link was open to all, so nobody knows how many saw it. `by_link` came without being asked."""

    asked: int | None
    by_link: int
    begun: int
    finished: int
    responded: Estimate | None
    strata: tuple[Stratum, ...]
    # Those who opened it and answered nothing.
    left_at_once: int
    stops: tuple[Stop, ...]
    # Finished answers that haven't joined the results of an open anonymous survey; None where everything is here.
    waiting: int | None = None

    @property
    def completed(self) -> float | None:
        return self.finished / self.begun if self.begun else None


def silence(survey: Survey) -> Silence:
    if survey.waiting is not None:
        # Of one that grows nobody is told apart: neither who was asked nor who stopped half way.
        return Silence(None, 0, len(survey.sheets), len(survey.sheets), None, (), 0, (), survey.waiting)
    begun, invited, people = len(survey.sheets), len(survey.invited), survey.people
    unfinished = [one for one in survey.sheets if not one.finished]
    last = [_last(survey.questions, one) for one in unfinished]
    stops = tuple(
        Stop(question, len(answering(question, survey.sheets)), sum(one == question.key for one in last))
        for question in survey.questions
    )
    responded = Estimate(invited / people, wilson(invited, people), people) if people else None
    return Silence(
        people,
        begun - invited,
        begun,
        begun - len(unfinished),
        responded,
        _strata(survey) if people else (),
        sum(one is None for one in last),
        stops,
    )


def _last(questions: Sequence[Asked], sheet: Sheet) -> str | None:
    """The last question that somebody answered, in the order of asking."""
    return next((one.key for one in reversed(questions) if answering(one, [sheet])), None)


def _strata(survey: Survey) -> tuple[Stratum, ...]:
    """Each stratum; of anonymous ones those with few answers aren't told, nor by which they could be reckoned."""
    counts = Counter(one.stratum for one in survey.invited)
    small = hidden(counts) if survey.is_anonymous else frozenset()
    return tuple(Stratum(name, n, None if name in small else counts[name]) for name, n in survey.asked.items())
