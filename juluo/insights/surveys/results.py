"""What each question came to: plainly, and weighted for who didn't answer."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from juluo.insights.surveys.answered import FEWEST, FEWEST_TOLD, Asked, Kind, Option, Sheet, Survey
from juluo.insights.surveys.apart import gives_away
from juluo.insights.surveys.estimates import Estimate, bounds, mean, net, share
from juluo.insights.surveys.ranking import Ranked, ranked
from juluo.insights.surveys.weights import Margins, Weights, weighed
from juluo.metrics.feedback.csat import SATISFIED
from juluo.metrics.feedback.nps import DETRACTS, PROMOTES
from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.verdict import Verdict, worded

# The ends of each scale, and from where a score is among the best.
SCALES = {Kind.NPS: (0, 10), Kind.CSAT: (1, 5), Kind.CES: (1, 7)}
_BEST = {Kind.NPS: PROMOTES, Kind.CSAT: SATISFIED, Kind.CES: 5}


@dataclass(frozen=True, slots=True)
class Part:
    """One option, or one score: how many gave it, and what share of those who answered the question."""

    option: Option
    hits: int
    plain: Estimate | None = None
    weighted: Estimate | None = None

    @property
    def leading(self) -> Estimate | None:
        return self.weighted or self.plain


@dataclass(frozen=True, slots=True)
class Lead:
    """Whether the option chosen most is ahead of the next, as pairs of all options are compared."""

    first: Option
    second: Option
    ahead: Estimate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Grid:
    """One row of a matrix."""

    row: Option
    n: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A score in all: `value` is the net score of NPS, the mean of the others; `best` the share of the best scores."""

    value: Estimate
    weighted: Estimate | None
    best: Estimate
    best_weighted: Estimate | None
    # Where the value of everybody asked lies whatever the silent would have said; None where the asked aren't known.
    bounds: Interval | None
    promoters: int = 0
    detractors: int = 0

    @property
    def leading(self) -> Estimate:
        """What is said first: weighted where answers are weighed, for the plain one is of who likes to answer."""
        return self.weighted or self.value

    @property
    def leading_best(self) -> Estimate:
        return self.best_weighted or self.best


@dataclass(frozen=True, slots=True)
class Result:
    """One question. `is_told`: there are answers enough for more than counting; `is_hidden`: not even for counting."""

    asked: Asked
    n: int
    is_told: bool
    is_hidden: bool = False
    parts: tuple[Part, ...] = ()
    scored: Scored | None = None
    lead: Lead | None = None
    grid: tuple[Grid, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    # Places of the sheets whose words they are.
    words: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """`weights` None: nothing is weighed, as the strata aren't known, are one, or nobody answered."""

    survey: Survey
    weights: Weights | None
    questions: tuple[Result, ...]


def results(survey: Survey) -> Results:
    """Every question, in the order in which they were asked."""
    weights = _weights(survey, survey.sheets)
    return Results(survey, weights, tuple(_result(survey, question) for question in survey.questions))


def _weights(survey: Survey, sheets: Sequence[Sheet]) -> Weights | None:
    """None, too, where weights would leave out fewer than five of an anonymous survey.

    The weighted number beside the plain one would tell what those few said.
    """
    margins = Margins(survey.among, survey.asked, survey.cells)
    told = [(one.stratum, one.tenure) for one in sheets]
    found = weighed(margins, told, is_anonymous=survey.is_anonymous) if survey.among else None
    left_out = 0 if found is None else sum(one == 0 for one in found.values)
    return None if survey.is_anonymous and gives_away(left_out) else found


def answering(question: Asked, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    return tuple(one for one in sheets if one.answers.get(question.key) not in (None, "", (), {}))


def too_few(survey: Survey, question: Asked, row: str = "") -> bool:
    """Whether fewer than five answered a question of an anonymous survey, or one row of a matrix: it isn't told."""
    sheets = answering(question, survey.sheets)
    n = sum(bool(_of_row(one, question.key, row)) for one in sheets) if row else len(sheets)
    return survey.is_anonymous and 0 < n < FEWEST_TOLD


def _result(survey: Survey, question: Asked) -> Result:
    sheets = answering(question, survey.sheets)
    n = len(sheets)
    if not n or too_few(survey, question):
        return Result(question, n, is_told=False, is_hidden=n > 0)
    case = _Case(survey, question, sheets, n >= FEWEST)
    return _MADE[question.kind](case)


@dataclass(frozen=True, slots=True)
class _Case:
    """A question with the sheets that answer it; those who didn't answer it are no part of its weights."""

    survey: Survey
    question: Asked
    sheets: tuple[Sheet, ...]
    is_told: bool

    def weights(self, sheets: Sequence[Sheet] | None = None) -> tuple[float, ...] | None:
        among = self.sheets if sheets is None else sheets
        found = _weights(self.survey, among) if self.is_told else None
        return None if found is None else found.values

    def part(self, option: Option, hits: Sequence[bool], weights: Sequence[float] | None, z: float = Z95) -> Part:
        if len(hits) < FEWEST:
            return Part(option, sum(hits))
        return Part(option, sum(hits), share(hits, z=z), share(hits, weights, z) if weights else None)


def _score(case: _Case) -> Result:
    kind, key = case.question.kind, case.question.key
    values = [value for one in case.sheets if isinstance(value := one.answers[key], int)]
    low, high = SCALES[kind]
    weights = case.weights()
    parts = tuple(
        case.part(Option(str(score), str(score)), [value == score for value in values], weights)
        for score in range(low, high + 1)
    )
    if not case.is_told:
        return Result(case.question, len(values), is_told=False, parts=parts)
    estimate: Callable[[Sequence[int], Sequence[float] | None], Estimate] = net if kind is Kind.NPS else mean
    best = [one >= _BEST[kind] for one in values]
    scored = Scored(
        estimate(values, None),
        estimate(values, weights) if weights else None,
        share(best),
        share(best, weights) if weights else None,
        _bounds(case, estimate, (-100, 100) if kind is Kind.NPS else (low, high)),
        sum(one >= PROMOTES for one in values) if kind is Kind.NPS else 0,
        sum(one <= DETRACTS for one in values) if kind is Kind.NPS else 0,
    )
    return Result(case.question, len(values), is_told=True, parts=parts, scored=scored)


def _bounds(
    case: _Case, estimate: Callable[[Sequence[int], Sequence[float] | None], Estimate], ends: tuple[int, int]
) -> Interval | None:
    """Of those who were drawn and asked: who came by the link says nothing of the silent.

    Not of anonymous ones where either are fewer than five: two bounds tell what the drawn ones said exactly.
    """
    people = case.survey.people
    told = [value for one in case.sheets if one.invited and isinstance(value := one.answers[case.question.key], int)]
    few = any(map(gives_away, (len(told), len(case.sheets) - len(told))))
    if not people or not told or (case.survey.is_anonymous and few):
        return None
    return bounds(estimate(told, None).value, len(told), people, *ends)


def _chosen(case: _Case) -> Result:
    """Choices, one or several. Intervals of options hold all at once (Goodman 1965: Wilson's at 5 % / k)."""
    question, weights = case.question, case.weights()
    chosen = [_options(one, question.key) for one in case.sheets]
    z = simultaneous(len(question.options))
    parts = tuple(case.part(option, [option.key in one for one in chosen], weights, z) for option in question.options)
    lead = _lead(question.options, chosen) if case.is_told else None
    return Result(question, len(case.sheets), is_told=case.is_told, parts=parts, lead=lead)


def simultaneous(options: int) -> float:
    """The z at which so many intervals hold together at 95 %."""
    return NormalDist().inv_cdf(1 - 0.025 / max(options, 1))


def _options(sheet: Sheet, key: str) -> tuple[str, ...]:
    value = sheet.answers[key]
    return value if isinstance(value, tuple) else (str(value),)


def _lead(options: Sequence[Option], chosen: Sequence[tuple[str, ...]]) -> Lead | None:
    """The first against the second, as paired shares with one case of each kind added (Bonett and Price 2012).

    Which two are first and second is known from the answers themselves, so that all pairs count as tried (Bonferroni).
    """
    counts = Counter(key for one in chosen for key in set(one))
    if len(options) < 2:
        return None
    first, second = sorted(options, key=lambda option: -counts[option.key])[:2]
    only_first = sum(first.key in one and second.key not in one for one in chosen)
    only_second = sum(second.key in one and first.key not in one for one in chosen)
    n, pairs = len(chosen), len(options) * (len(options) - 1) / 2
    p, q = (only_first + 1) / (n + 2), (only_second + 1) / (n + 2)
    error = sqrt((p + q - (p - q) ** 2) / (n + 2))
    half = NormalDist().inv_cdf(1 - 0.025 / pairs) * error
    chance = min(1.0, 2 * (1 - NormalDist().cdf((p - q) / error)) * pairs)
    amount = (only_first - only_second) / n
    return Lead(first, second, Estimate(amount, Interval(p - q - half, p - q + half), n), worded(amount, chance))


def _matrix(case: _Case) -> Result:
    question = case.question
    z = simultaneous(len(question.options))
    grid = []
    for row in question.rows:
        told = [(one, picked) for one in case.sheets if (picked := _of_row(one, question.key, row.key))]
        weights = case.weights([one for one, _ in told]) if len(told) >= FEWEST else None
        hidden = case.survey.is_anonymous and 0 < len(told) < FEWEST_TOLD
        parts = (
            ()
            if hidden
            else tuple(
                case.part(option, [picked == option.key for _, picked in told], weights, z)
                for option in question.options
            )
        )
        grid.append(Grid(row, len(told), parts))
    return Result(question, len(case.sheets), is_told=case.is_told, grid=tuple(grid))


def _of_row(sheet: Sheet, key: str, row: str) -> str:
    value = sheet.answers[key]
    return str(value.get(row, "")) if isinstance(value, Mapping) else ""


def _ranking(case: _Case) -> Result:
    question = case.question
    orders = [_options(one, question.key) for one in case.sheets]
    found = ranked(question.options, orders, case.weights(), is_told=case.is_told)
    return Result(question, len(case.sheets), is_told=case.is_told, ranking=found)


def _text(case: _Case) -> Result:
    words = tuple((one.number, str(one.answers[case.question.key])) for one in case.sheets)
    return Result(case.question, len(words), is_told=case.is_told, words=words)


_MADE: Mapping[Kind, Callable[[_Case], Result]] = {
    Kind.NPS: _score,
    Kind.CSAT: _score,
    Kind.CES: _score,
    Kind.CHOICE: _chosen,
    Kind.MULTI: _chosen,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.TEXT: _text,
}
