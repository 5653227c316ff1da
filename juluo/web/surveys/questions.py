"""What pages show of surveys: a question with its answer, in one language; days and counts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from juluo.desk.surveys.values import SCALED, Kind, Option, Question, Value
from juluo.ledger.acts import SCALES
from juluo.shell.visit import Visit
from juluo.web.events.shown import near_clock
from juluo.web.local_time import zone_of
from juluo.web.surveys.sent import field_of
from juluo.wording.catalogue import speaker

# Above five steps a phone has no room for words under each.
_WORDS: Mapping[Kind, Sequence[str]] = {Kind.CSAT: ("很差", "不太好", "一般", "不错", "很好")}
ENDS: Mapping[Kind, tuple[str, str]] = {Kind.NPS: ("完全不会", "一定会"), Kind.CES: ("很费力", "很轻松")}
_LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick: its field, its value, its words, and whether it is ticked."""

    name: str
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix, or an option to be given a place."""

    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a form shows it."""

    key: str
    kind: str
    name: str
    words: str
    hint: str
    required: bool
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    ends: tuple[str, str] | None = None
    text: str = ""
    longest: int | None = None
    is_number: bool = False
    is_long: bool = True


def question_words(one: Question, value: Value | None, lang: str) -> Asked:
    """A question with what was answered to it, in a language."""
    say = speaker(lang)
    ends = ENDS.get(one.kind)
    rules = one.rules
    return Asked(
        one.key,
        str(one.kind),
        field_of(one.key),
        one.words.of(lang),
        one.hint.of(lang) or (say("最多选{n}个。", n=rules.most) if rules.most else ""),
        one.required,
        _choices(one, value, lang),
        _rows(one, value, lang),
        (say(ends[0]), say(ends[1])) if ends else None,
        value if isinstance(value, str) and one.kind is Kind.TEXT else "",
        rules.longest,
        rules.is_number,
        (rules.longest or _LONGEST_LINE + 1) > _LONGEST_LINE,
    )


def _choices(one: Question, value: Value | None, lang: str) -> tuple[Choice, ...]:
    name = field_of(one.key)
    if one.kind in SCALED:
        low, high = SCALES[str(one.kind)]
        said = [speaker(lang)(words) for words in _WORDS.get(one.kind, ())] or list(map(str, range(low, high + 1)))
        return tuple(
            Choice(name, str(score), words, value == score)
            for score, words in zip(range(low, high + 1), said, strict=True)
        )
    if one.kind in {Kind.CHOICE, Kind.MULTI}:
        chosen = value if isinstance(value, tuple) else (value,)
        return tuple(_choice(name, option, lang, chosen=option.key in chosen) for option in one.options)
    return ()


def _rows(one: Question, value: Value | None, lang: str) -> tuple[Row, ...]:
    if one.kind is Kind.MATRIX:
        chosen = value if isinstance(value, Mapping) else {}
        names = {row.key: field_of(one.key, row.key) for row in one.rows}
        return tuple(
            Row(
                names[row.key],
                row.words.of(lang),
                tuple(
                    _choice(names[row.key], option, lang, chosen=chosen.get(row.key) == option.key)
                    for option in one.options
                ),
            )
            for row in one.rows
        )
    if one.kind is not Kind.RANKING:
        return ()
    places = value if isinstance(value, Mapping) else {}
    if isinstance(value, tuple):
        places = {key: str(place) for place, key in enumerate(value, 1)}
    return tuple(
        Row(
            field_of(one.key, option.key),
            option.words.of(lang),
            tuple(
                Choice("", str(n), str(n), places.get(option.key) == str(n)) for n in range(1, len(one.options) + 1)
            ),
        )
        for option in one.options
    )


def _choice(name: str, option: Option, lang: str, *, chosen: bool) -> Choice:
    return Choice(name, option.key, option.words.of(lang), chosen)


def until_words(visit: Visit, closes_at: datetime | None) -> str:
    """Until when it is open, on the community's clock; "" where that isn't set."""
    if closes_at is None:
        return ""
    return near_clock(closes_at, visit.scene.now, zone_of(visit.community), visit.lang)
