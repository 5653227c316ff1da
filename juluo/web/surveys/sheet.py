"""A survey's answers as tables for spreadsheets: a row a response, and what each column and each key means.

Of an anonymous survey there is no number, no moment and no order that tells who answered first: rows stand in the
order of what they say, and of fewer than five alike it isn't said how active they are and whether they were drawn. A
column that fewer than five filled is empty, as the page doesn't tell of it either.
"""

from collections import Counter
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from juluo.desk.surveys.values import KIND_WORDS, STRATUM_WORDS, Response
from juluo.desk.surveys.values import Kind as DeskKind
from juluo.insights.surveys.answered import Asked, Kind, Value
from juluo.insights.surveys.apart import hidden
from juluo.insights.surveys.results import too_few
from juluo.web.sheet_file import Cell, Row
from juluo.web.surveys.counted import Counted
from juluo.wording.catalogue import Say


def answer_rows(told: Counted, names: Mapping[int, str], zone: ZoneInfo, say: Say) -> list[Row]:
    """The head and a row a response. `names` are the people who may be named, by the ledger's number."""
    questions, anonymous = told.survey.questions, told.kept.is_anonymous
    own = () if anonymous else (say("编号"), say("名字"), say("开始"), say("答完"))
    # Of an open anonymous survey nothing tells answers apart.
    apart = told.survey.waiting is None
    head: Row = (
        *own,
        *((say("活跃程度"), say("抽到的"), say("答完了")) if apart else ()),
        *(cell for one in questions for cell in _heads(one)),
    )
    sheets = {one.number: one for one in told.survey.sheets}
    kinds = Counter(map(_kind, told.told))
    small = hidden(kinds) if anonymous else frozenset()
    few = _few(told)
    rows = []
    for one in told.told:
        answers = sheets[one.number].answers
        own_cells: Row = () if anonymous else _own(one, names, zone)
        rows.append(
            (
                *own_cells,
                *((_apart(one, say, is_small=_kind(one) in small)) if apart else ()),
                *(
                    None if head in few else cell
                    for question in questions
                    for head, cell in zip(_heads(question), _cells(question, answers.get(question.key)), strict=True)
                ),
            )
        )
    return [head, *(sorted(rows, key=str) if anonymous else rows)]


def _few(told: Counted) -> frozenset[str]:
    """The columns that too few filled to be told of."""
    survey = told.survey
    rows = {f"{one.key}.{row.key}" for one in survey.questions for row in one.rows if too_few(survey, one, row.key)}
    whole = {head for one in survey.questions if too_few(survey, one) for head in _heads(one)}
    return frozenset(rows | whole)


def codebook_rows(told: Counted, say: Say) -> list[Row]:
    """What each column is, and what its keys stand for."""
    rows: list[Row] = [(say("列"), say("问题"), say("题型"), say("值"), say("意思"))]
    for one in told.survey.questions:
        kind = say(KIND_WORDS[DeskKind(one.kind)])
        rows += [(head, one.words, kind, "", "") for head in _heads(one)]
        rows += [(one.key, "", "", option.key, option.words) for option in (*one.rows, *one.options)]
    rows += [(say("活跃程度"), "", "", name, say(words)) for name, words in STRATUM_WORDS.items()]
    return rows


def _kind(one: Response) -> tuple[str, bool]:
    """By what others than the answers themselves a response is told from the rest."""
    return one.stratum, one.is_invited


def _apart(one: Response, say: Say, *, is_small: bool) -> Row:
    """What it is told apart by; left empty where too few are alike."""
    finished = say("是") if one.finished_at else say("否")
    if is_small:
        return "", "", finished
    return say(STRATUM_WORDS.get(one.stratum, one.stratum)), say("是") if one.is_invited else say("否"), finished


def _own(one: Response, names: Mapping[int, str], zone: ZoneInfo) -> Row:
    return (
        one.number,
        names.get(one.person, "") if one.person is not None else "",
        f"{one.started_at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{one.finished_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.finished_at else "",
    )


def _heads(one: Asked) -> list[str]:
    """Several options and rows have a column each, orders one a place."""
    match one.kind:
        case Kind.MULTI:
            return [f"{one.key}.{option.key}" for option in one.options]
        case Kind.MATRIX:
            return [f"{one.key}.{row.key}" for row in one.rows]
        case Kind.RANKING:
            return [f"{one.key}.{place}" for place in range(1, len(one.options) + 1)]
    return [one.key]


def _cells(one: Asked, value: Value | None) -> list[Cell]:
    heads = _heads(one)
    if value is None:
        return [None] * len(heads)
    match one.kind:
        case Kind.MULTI if isinstance(value, tuple):
            return [int(option.key in value) for option in one.options]
        case Kind.MATRIX if isinstance(value, Mapping):
            return [value.get(row.key, "") for row in one.rows]
        case Kind.RANKING if isinstance(value, tuple):
            return [*value, *[None] * (len(heads) - len(value))]
    return [value if isinstance(value, int | str) else str(value)]
