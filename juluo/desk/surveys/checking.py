"""Whether questions can be asked, which of them are asked of whom, and whether an answer is one."""

import re
from collections.abc import Callable, Mapping, Sequence

from juluo.desk.surveys.values import (
    CHOOSING,
    MOST_QUESTIONS,
    SCALED,
    Compare,
    Condition,
    Form,
    Kind,
    Option,
    Question,
    Value,
    Words,
)
from juluo.ledger.acts import SCALES
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import Sentence, told

MOST_OPTIONS = 30
LONGEST_LINE, LONGEST_TEXT = 300, 2_000
# Nobody types more into a phone; a text without a limit of its own has this one.
LONGEST_ANSWER = 2_000
_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")


def check(form: Form) -> None:
    """Raises RefusedError for a form that couldn't be asked; one without questions may still be written."""
    if not form.title:
        raise RefusedError(told("写上问卷叫什么。"))
    _fits(form.title, LONGEST_LINE)
    _fits(form.intro, LONGEST_TEXT)
    _fits(form.thanks, LONGEST_TEXT)
    if len(form.questions) > MOST_QUESTIONS:
        raise RefusedError(told("问题太多：一份问卷最多{n}个。", n=MOST_QUESTIONS))
    before: dict[str, Question] = {}
    for number, one in enumerate(form.questions, 1):
        if one.key in before:
            raise RefusedError(told("第{n}个问题的 id 和前面的一样：{key}。", n=number, key=one.key[:40]))
        _check_question(number, one)
        if one.show_if is not None:
            _check_condition(number, one.show_if, before)
        before[one.key] = one


def _check_question(number: int, one: Question) -> None:
    if not _KEY.fullmatch(one.key):
        raise RefusedError(told("第{n}个问题的 id 只能用字母、数字、- 和 _，最多32个。", n=number))
    if not one.words:
        raise RefusedError(told("第{n}个问题还没写问什么。", n=number))
    _fits(one.words, LONGEST_LINE)
    _fits(one.hint, LONGEST_LINE)
    least = 2 if one.kind in CHOOSING else 0
    _check_options(number, one.options, least)
    _check_options(number, one.rows, 1 if one.kind is Kind.MATRIX else 0)
    _check_rules(number, one)


def _check_options(number: int, options: Sequence[Option], least: int) -> None:
    if least == 0 and options:
        raise RefusedError(told("第{n}个问题这一种没有选项。", n=number))
    if not least <= len(options) <= MOST_OPTIONS:
        raise RefusedError(told("第{n}个问题要{least}到{most}个选项。", n=number, least=least, most=MOST_OPTIONS))
    if len({one.key for one in options}) < len(options) or not all(_KEY.fullmatch(one.key) for one in options):
        raise RefusedError(told("第{n}个问题的选项，id 要各不相同，只用字母、数字、- 和 _。", n=number))
    for one in options:
        if not one.words:
            raise RefusedError(told("第{n}个问题有一个选项没写字。", n=number))
        _fits(one.words, LONGEST_LINE)


def _check_rules(number: int, one: Question) -> None:
    rules = one.rules
    if rules.most is not None and not 1 <= rules.most <= max(1, len(one.options)):
        raise RefusedError(told("第{n}个问题最多选几个，要在1和选项数之间。", n=number))
    longest = LONGEST_ANSWER if rules.longest is None else rules.longest
    if not 0 <= rules.shortest <= longest <= LONGEST_ANSWER or longest == 0:
        raise RefusedError(
            told("第{n}个问题的字数，要在0和{most}之间，最少不能多过最多。", n=number, most=LONGEST_ANSWER)
        )
    if rules.low is not None and rules.high is not None and rules.low > rules.high:
        raise RefusedError(told("第{n}个问题的数，最小的不能大过最大的。", n=number))


def _check_condition(number: int, when: Condition, before: Mapping[str, Question]) -> None:
    """Only what was asked before can decide: so there are no circles."""
    other = before.get(when.question)
    if other is None:
        raise RefusedError(told("第{n}个问题要看的那一题不在它前面：只能看前面的回答。", n=number))
    if when.test in {Compare.AT_LEAST, Compare.AT_MOST} and (other.kind not in SCALED or not _is_whole(when.value)):
        raise RefusedError(told("第{n}个问题：“至少、至多”只能比打分的题，后面写一个整数。", n=number))
    fits = {
        Compare.INCLUDES: other.kind is Kind.MULTI and other.option(when.value) is not None,
        Compare.ANSWERED: True,
    }
    same = _is_whole(when.value) if other.kind in SCALED else other.option(when.value) is not None
    equal = other.kind in SCALED | {Kind.CHOICE} and same
    if not fits.get(when.test, equal or when.test in {Compare.AT_LEAST, Compare.AT_MOST}):
        raise RefusedError(told("第{n}个问题要看的那个回答，前面那一题里没有。", n=number))


def _is_whole(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 4


def _fits(words: Words, most: int) -> None:
    if max(len(words.zh), len(words.en)) > most:
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=most))


def asked(form: Form, answers: Mapping[str, Value]) -> tuple[Question, ...]:
    """The questions that somebody who answers so is asked; what was answered to one that isn't counts for nothing."""
    found: list[Question] = []
    told_so: dict[str, Value] = {}
    for one in form.questions:
        if one.show_if is None or holds(one.show_if, told_so):
            found.append(one)
            if one.key in answers:
                told_so[one.key] = answers[one.key]
    return tuple(found)


def holds(when: Condition, answers: Mapping[str, Value]) -> bool:
    """Whether what was answered makes a question be asked. What wasn't answered is nothing but not answered."""
    value = answers.get(when.question)
    if value is None:
        return False
    told_so: Mapping[Compare, Callable[[], bool]] = {
        Compare.ANSWERED: lambda: True,
        Compare.INCLUDES: lambda: isinstance(value, tuple) and when.value in value,
        Compare.AT_LEAST: lambda: isinstance(value, int) and value >= int(when.value),
        Compare.AT_MOST: lambda: isinstance(value, int) and value <= int(when.value),
        Compare.IS: lambda: str(value) == when.value,
        Compare.IS_NOT: lambda: str(value) != when.value,
    }
    return told_so[when.test]()


def wrong(one: Question, value: Value | None) -> Sentence | None:
    """What is wrong with an answer, for who gave it; None if it is one. None as an answer: nothing was said."""
    if value is None:
        return told("这一题要答。") if one.required else None
    return _WRONG[one.kind](one, value)


def _wrong_score(one: Question, value: Value) -> Sentence | None:
    low, high = SCALES[str(one.kind)]
    fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return None if fits else told("选一个{low}到{high}的数。", low=low, high=high)


def _wrong_choice(one: Question, value: Value) -> Sentence | None:
    return None if isinstance(value, str) and one.option(value) is not None else told("选一个列出来的。")


def _wrong_order(one: Question, value: Value) -> Sentence | None:
    keys = sorted(option.key for option in one.options)
    fits = isinstance(value, tuple) and sorted(value) == keys
    return None if fits else told("每一个都要排，名次不能重复：从1到{n}。", n=len(keys))


def _wrong_several(one: Question, value: Value) -> Sentence | None:
    keys = {option.key for option in one.options}
    if not isinstance(value, tuple) or not value or len(set(value)) < len(value) or not set(value) <= keys:
        return told("选列出来的，至少一个。")
    if one.rules.most is not None and len(value) > one.rules.most:
        return told("最多选{n}个，你选了{chosen}个。", n=one.rules.most, chosen=len(value))
    return None


def _wrong_rows(one: Question, value: Value) -> Sentence | None:
    rows, columns = {row.key for row in one.rows}, {option.key for option in one.options}
    if not isinstance(value, Mapping) or not set(value) <= rows or not set(value.values()) <= columns or not value:
        return told("每一行选一个列出来的。")
    if one.required and set(value) != rows:
        return told("还有{n}行没选。", n=len(rows) - len(value))
    return None


def _wrong_text(one: Question, value: Value) -> Sentence | None:
    rules = one.rules
    longest = rules.longest or LONGEST_ANSWER
    if not isinstance(value, str) or not value:
        return told("写几个字。")
    if len(value) > longest:
        return told("最多写{n}个字，现在有{written}个。", n=longest, written=len(value))
    if len(value) < rules.shortest:
        return told("至少写{n}个字，现在有{written}个。", n=rules.shortest, written=len(value))
    return _wrong_number(one, value) if rules.is_number else None


def _wrong_number(one: Question, value: str) -> Sentence | None:
    low, high = one.rules.low, one.rules.high
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?", value):
        return told("只写一个数，例如 12 或 3.5。")
    number = float(value)
    if low is not None and number < low:
        return told("写一个不小于{n}的数。", n=f"{low:g}")
    if high is not None and number > high:
        return told("写一个不大于{n}的数。", n=f"{high:g}")
    return None


_WRONG: Mapping[Kind, Callable[[Question, Value], Sentence | None]] = {
    Kind.NPS: _wrong_score,
    Kind.CSAT: _wrong_score,
    Kind.CES: _wrong_score,
    Kind.CHOICE: _wrong_choice,
    Kind.MULTI: _wrong_several,
    Kind.MATRIX: _wrong_rows,
    Kind.RANKING: _wrong_order,
    Kind.TEXT: _wrong_text,
}
