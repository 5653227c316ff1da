"""What was answered on the desk, as it is counted: the published questions, the sheets, and who was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.desk.surveys.facts import published, responses, survey, waves
from juluo.desk.surveys.stepping import grows_in_steps
from juluo.desk.surveys.values import STRATA, STRATUM_WORDS, Form, Option, Question, Response, Wave
from juluo.desk.surveys.values import Survey as Kept
from juluo.insights.surveys.answered import Asked, Kind, Sheet, Survey, Value
from juluo.insights.surveys.answered import Option as Choice
from juluo.insights.surveys.results import SCALES
from juluo.wording.catalogue import Say


@dataclass(frozen=True, slots=True)
class Counted:
    """One survey with its answers. `people` are the ledger's numbers of sheets, of who agreed to be known."""

    kept: Kept
    form: Form
    survey: Survey
    waves: tuple[Wave, ...]
    told: tuple[Response, ...]

    @property
    def people(self) -> dict[int, int]:
        return {one.number: one.person for one in self.told if one.person is not None}

    def of_wave(self, wave: Wave) -> tuple[Sheet, ...]:
        """The sheets of those who were asked in one wave."""
        numbers = {one.number for one in self.told if one.is_invited and one.asked_at == wave.at}
        return tuple(sheet for sheet in self.survey.sheets if sheet.number in numbers)


def counted(community: str, slug: str, lang: str) -> Counted | None:
    """None where there is no such survey, or nothing of it was published."""
    kept, form = survey(community, slug), published(community, slug)
    if kept is None or form is None:
        return None
    grows = grows_in_steps(kept.state, is_anonymous=kept.is_anonymous)
    # Of one that grows in steps nobody is told apart, so that nothing is known of whom it was asked either.
    told, sent = responses(community, slug), () if grows else waves(community, slug)
    questions = tuple(_question(one, lang) for one in form.questions)
    sheets = tuple(_sheet(one, questions) for one in told)
    asked = _summed([wave.asked for wave in sent])
    # Whom a later wave could be asked of are those whom the earlier ones left over: the largest is the community.
    whole = max(sent, key=lambda wave: sum(wave.frame.values()), default=None)
    among, cells = (dict(whole.frame), whole.cells) if whole else ({}, {})
    waiting = kept.finished - len(told) if grows else None
    told_of = Survey(questions, sheets, asked, _ordered(among), kept.is_anonymous, waiting, cells)
    return Counted(kept, form, told_of, sent, told)


def stratum_names(say: Say) -> dict[str, str]:
    return {name: say(words) for name, words in STRATUM_WORDS.items()}


def _question(one: Question, lang: str) -> Asked:
    return Asked(
        one.key, Kind(one.kind), one.words.of(lang) or one.key, _options(one.options, lang), _options(one.rows, lang)
    )


def _options(options: Sequence[Option], lang: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.key, one.words.of(lang) or one.key) for one in options)


def _sheet(one: Response, questions: Sequence[Asked]) -> Sheet:
    answers = {
        question.key: value
        for question in questions
        if (value := one.answers.get(question.key)) is not None and _fits(question, value)
    }
    return Sheet(one.number, one.stratum, one.finished_at is not None, answers, one.is_invited, one.tenure)


def _fits(question: Asked, value: Value) -> bool:
    """Whether an answer of an earlier version still answers what is asked now."""
    keys = {option.key for option in question.options}
    match question.kind:
        case Kind.NPS | Kind.CSAT | Kind.CES:
            low, high = SCALES[question.kind]
            return isinstance(value, int) and low <= value <= high
        case Kind.CHOICE:
            return value in keys
        case Kind.MULTI | Kind.RANKING:
            return isinstance(value, tuple) and set(value) <= keys
        case Kind.MATRIX:
            return isinstance(value, Mapping) and set(value.values()) <= keys
        case Kind.TEXT:
            return isinstance(value, str)


def _summed(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, n in part.items():
            total[name] = total.get(name, 0) + n
    return _ordered(total)


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """In the order of strata: neighbours in it are alike."""
    known = [name for name in STRATA if name in counts]
    return {name: counts[name] for name in (*known, *(name for name in counts if name not in known))}
