"""What the forms of the builder send, parsed: a question, and how a survey is asked."""

from zoneinfo import ZoneInfo

from juluo.desk.surveys.actions.building import Manner
from juluo.desk.surveys.values import (
    CHOOSING,
    SCALED,
    Allocation,
    Audience,
    Compare,
    Condition,
    Form,
    Kind,
    Option,
    Question,
    Rules,
    Target,
    Words,
)
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.events.asked import amount_asked
from juluo.web.local_time import moment_typed
from juluo.wording.sentence import told

# Between the Chinese and the English of an option, each on its line.
_BAR = "|"
_MOST_LINES = 100


def question_typed(visit: Visit, form: Form, key: str) -> Question:
    """A question as the form tells it. Options that are still there keep their keys, and so their answers."""
    try:
        kind = Kind(visit.field("kind"))
    except ValueError as error:
        raise RefusedError(told("选一种问题。")) from error
    old = form.question(key)
    return Question(
        key,
        kind,
        Words(_line(visit, "zh"), _line(visit, "en")),
        Words(_line(visit, "hint"), _line(visit, "hint_en")),
        _options(visit.field("options"), old.options if old else ()) if kind in CHOOSING else (),
        _options(visit.field("rows"), old.rows if old else ()) if kind is Kind.MATRIX else (),
        visit.field("required") == "yes",
        _rules(visit, kind),
        _condition(visit, form, key),
    )


def options_text(options: tuple[Option, ...]) -> str:
    """Options as they are typed again."""
    return "\n".join(f"{one.words.zh} {_BAR} {one.words.en}" if one.words.en else one.words.zh for one in options)


def condition_value(form: Form, when: Condition) -> str:
    """The value of a condition as it is typed: an option by its words."""
    other = form.question(when.question)
    option = other.option(when.value) if other is not None else None
    return when.value if option is None else option.words.of("zh")


def form_typed(visit: Visit, form: Form) -> Form:
    """Its name and its first and last words."""
    return Form(
        Words(_line(visit, "title"), _line(visit, "title_en")),
        Words(_text(visit, "intro"), _text(visit, "intro_en")),
        Words(_text(visit, "thanks"), _text(visit, "thanks_en")),
        form.questions,
    )


def manner_typed(visit: Visit, zone: ZoneInfo) -> Manner:
    """How, of whom and until when."""
    try:
        audience = Audience(visit.field("audience"))
    except ValueError as error:
        raise RefusedError(told("选一下问谁。")) from error
    target = Target(
        audience,
        number_of(visit.field("segment")) if audience is Audience.SEGMENT else None,
        visit.field("event")[:48] if audience is Audience.EVENT else "",
        _count(visit, "size"),
        visit.field("by_link") == "yes",
        _count(visit, "wanted"),
        Allocation.EQUAL if visit.field("allocation") == Allocation.EQUAL else Allocation.PROPORTIONAL,
    )
    return Manner(
        visit.field("anonymous") == "yes",
        visit.field("pulse") == "yes",
        visit.field("one_page") == "yes",
        target,
        moment_typed(visit.field("closes_at"), zone),
    )


def _line(visit: Visit, name: str) -> str:
    return " ".join(visit.field(name).split())


def _text(visit: Visit, name: str) -> str:
    return "\n".join(line.rstrip() for line in visit.field(name).strip().splitlines())


def _options(words: str, old: tuple[Option, ...]) -> tuple[Option, ...]:
    """A line an option. One whose words were there keeps its key; a changed one the key of the line it replaced."""
    lines = [line.strip() for line in words.splitlines() if line.strip()][:_MOST_LINES]
    said = [Words(zh.strip(), en.strip()) for zh, _, en in (line.partition(_BAR) for line in lines)]
    known = {one.words.zh: one.key for one in old}
    keys = [known.get(one.zh) for one in said]
    left = [one.key for one in old if one.key not in keys]
    if len(left) == keys.count(None):
        keys = [key if key is not None else left.pop(0) for key in keys]
    taken = {one.key for one in old}
    fresh = (f"o{n}" for n in range(1, len(taken) + len(keys) + 1) if f"o{n}" not in taken)
    return tuple(Option(key or next(fresh), one) for key, one in zip(keys, said, strict=True))


def _rules(visit: Visit, kind: Kind) -> Rules:
    if kind is Kind.MULTI:
        return Rules(most=_count(visit, "most"))
    if kind is not Kind.TEXT:
        return Rules()
    low, high = amount_asked(visit.field("low")), amount_asked(visit.field("high"))
    return Rules(
        _count(visit, "shortest") or 0,
        _count(visit, "longest"),
        visit.field("number") == "yes",
        None if low is None else float(low),
        None if high is None else float(high),
    )


def _condition(visit: Visit, form: Form, key: str) -> Condition | None:
    question = visit.field("if")
    if not question:
        return None
    try:
        test = Compare(visit.field("test"))
    except ValueError as error:
        raise RefusedError(told("选一下怎么比。")) from error
    if question == key:
        raise RefusedError(told("一题不能看它自己的回答。"))
    words, other = visit.field("value").strip(), form.question(question)
    if test is Compare.ANSWERED:
        return Condition(question, test)
    if other is not None and other.kind not in SCALED:
        found = next((one.key for one in other.options if words in {one.words.zh, one.words.en, one.key}), None)
        words = found if found is not None else words
    return Condition(question, test, words[:32])


def _count(visit: Visit, name: str) -> int | None:
    words = visit.field(name).strip()
    if not words:
        return None
    found = number_of(words)
    if found is None:
        raise RefusedError(told("“{words}”不是一个整数。", words=words[:20]))
    return found
