"""A survey's form as JSON, in the shape that docs/operate/surveys.md describes: close to Formbricks'.

The records keep it so, too. What somebody hands in may be broken or hostile: it is refused in one sentence.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from juluo.desk.surveys.values import MOST_QUESTIONS, Compare, Condition, Form, Kind, Option, Question, Rules, Words
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import told

FORMAT = "juluo-survey"
# Larger than any survey that somebody would finish.
LARGEST = 512 * 1024
_TYPES: Mapping[Kind, str] = {
    Kind.NPS: "nps",
    Kind.CSAT: "csat",
    Kind.CES: "ces",
    Kind.CHOICE: "multipleChoiceSingle",
    Kind.MULTI: "multipleChoiceMulti",
    Kind.MATRIX: "matrix",
    Kind.RANKING: "ranking",
    Kind.TEXT: "openText",
}
_KINDS = {name: kind for kind, name in _TYPES.items()} | {str(kind): kind for kind in Kind}
# Formbricks' ratings by how many steps they have.
_RATINGS = {5: Kind.CSAT, 7: Kind.CES}
_COMPARE: Mapping[Compare, str] = {
    Compare.IS: "equals",
    Compare.IS_NOT: "doesNotEqual",
    Compare.AT_LEAST: "isGreaterThanOrEqual",
    Compare.AT_MOST: "isLessThanOrEqual",
    Compare.INCLUDES: "includesOneOf",
    Compare.ANSWERED: "isSubmitted",
}
_COMPARED = {name: test for test, name in _COMPARE.items()} | {str(test): test for test in Compare}


def as_json(form: Form) -> dict[str, Any]:
    """The form as it is exported and kept."""
    told_of: dict[str, Any] = {"format": FORMAT, "formatVersion": 1, "name": _words(form.title)}
    if form.intro:
        told_of["welcome"] = _words(form.intro)
    if form.thanks:
        told_of["thankYou"] = _words(form.thanks)
    return told_of | {"questions": [_question(one) for one in form.questions]}


def read_text(text: str) -> Form:
    """What a file or a box of text holds; RefusedError says what is wrong with it."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise RefusedError(told("太大了：一份问卷的 JSON 最多{n}KB。", n=LARGEST // 1024))
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except RecursionError as error:
        raise RefusedError(told("这份 JSON 套得太深，不是问卷。")) from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise RefusedError(told("这不是完整的 JSON：第{line}行读不懂。", line=line)) from error
    return read(found)


def read(found: object) -> Form:
    """A form of JSON's values. What it says of its questions is checked elsewhere; here only that it says it."""
    if not isinstance(found, dict):
        raise RefusedError(told("JSON 里要有一份问卷：最外面是花括号，里面有 questions。"))
    # Formbricks' own export wraps what it holds.
    inner: object = found.get("data")
    told_of: dict[str, object] = inner if isinstance(inner, dict) and "questions" in inner else found
    questions = told_of.get("questions")
    if not isinstance(questions, list):
        raise RefusedError(told("JSON 里没有 questions：它应该是一串问题。"))
    if len(questions) > MOST_QUESTIONS:
        raise RefusedError(told("问题太多：一份问卷最多{n}个。", n=MOST_QUESTIONS))
    return Form(
        _said(told_of.get("name")),
        _said(_headline(told_of.get("welcome"), told_of.get("welcomeCard"))),
        _said(told_of.get("thankYou")),
        tuple(_read_question(number, one) for number, one in enumerate(questions, 1)),
    )


def _headline(words: object, card: object) -> object:
    return words if words is not None else card.get("headline") if isinstance(card, dict) else None


def _question(one: Question) -> dict[str, Any]:
    told_of: dict[str, Any] = {"id": one.key, "type": _TYPES[one.kind], "headline": _words(one.words)}
    if one.hint:
        told_of["subheader"] = _words(one.hint)
    told_of["required"] = one.required
    if one.options:
        told_of["columns" if one.kind is Kind.MATRIX else "choices"] = [_option(option) for option in one.options]
    if one.rows:
        told_of["rows"] = [_option(row) for row in one.rows]
    rules = one.rules
    limits = {"min": rules.shortest or None, "max": rules.longest}
    if any(limits.values()):
        told_of["charLimit"] = {name: value for name, value in limits.items() if value is not None}
    if rules.is_number:
        told_of["inputType"] = "number"
    told_of |= {
        name: value
        for name, value in {"min": rules.low, "max": rules.high, "maxChoices": rules.most}.items()
        if value is not None
    }
    if one.show_if is not None:
        when = one.show_if
        told_of["logic"] = {
            "showIf": {"question": when.question, "condition": _COMPARE[when.test], "value": when.value}
        }
    return told_of


def _words(words: Words) -> dict[str, str]:
    return {"default": words.zh, **({"en": words.en} if words.en else {})}


def _option(option: Option) -> dict[str, Any]:
    return {"id": option.key, "label": _words(option.words)}


def _read_question(number: int, found: object) -> Question:
    if not isinstance(found, dict):
        raise RefusedError(told("第{n}个问题读不懂：它应该是花括号。", n=number))
    kind = _kind(number, found)
    columns = found.get("columns") if kind is Kind.MATRIX else found.get("choices")
    return Question(
        _key(number, found.get("id")),
        kind,
        _said(found.get("headline")),
        _said(found.get("subheader")),
        _options(number, columns),
        _options(number, found.get("rows")) if kind is Kind.MATRIX else (),
        found.get("required") is True,
        _rules(number, found),
        _condition(number, found.get("logic")),
    )


def _kind(number: int, found: Mapping[str, object]) -> Kind:
    name = found.get("type")
    steps = found.get("range")
    if name == "rating" and isinstance(steps, int) and steps in _RATINGS:
        return _RATINGS[steps]
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        known = "、".join(sorted(set(_TYPES.values())))
        raise RefusedError(
            told(
                "第{n}个问题是“{kind}”这一种，这里没有；有的是：{known}。", n=number, kind=str(name)[:40], known=known
            )
        )
    return kind


def _key(number: int, found: object) -> str:
    if found is None:
        return f"q{number}"
    if not isinstance(found, str):
        raise RefusedError(told("第{n}个问题的 id 应该是一个词。", n=number))
    return found


def _said(found: object) -> Words:
    """Words in several languages, or plain ones."""
    if isinstance(found, str):
        return Words(found)
    if not isinstance(found, dict):
        return Words()
    zh, en = found.get("default", found.get("zh", "")), found.get("en", "")
    return Words(zh if isinstance(zh, str) else "", en if isinstance(en, str) else "")


def _options(number: int, found: object) -> tuple[Option, ...]:
    if found is None:
        return ()
    if not isinstance(found, list) or len(found) > 200:
        raise RefusedError(told("第{n}个问题的选项读不懂：它应该是一串选项。", n=number))
    return tuple(_read_option(number, at, one) for at, one in enumerate(found, 1))


def _read_option(number: int, at: int, found: object) -> Option:
    if isinstance(found, str):
        return Option(f"o{at}", Words(found))
    if not isinstance(found, dict):
        raise RefusedError(told("第{n}个问题的选项读不懂：它应该是一串选项。", n=number))
    label = found.get("label")
    if label is None:
        label = {name: words for name, words in found.items() if name != "id"}
    key = found.get("id")
    return Option(key if isinstance(key, str) else f"o{at}", _said(label))


def _rules(number: int, found: Mapping[str, object]) -> Rules:
    limits = found.get("charLimit")
    limits = limits if isinstance(limits, dict) else {}
    longest = _whole(number, limits.get("max"))
    return Rules(
        _whole(number, limits.get("min")) or 0,
        longest,
        found.get("inputType") == "number",
        _number(number, found.get("min")),
        _number(number, found.get("max")),
        _whole(number, found.get("maxChoices")),
    )


def _whole(number: int, found: object) -> int | None:
    value = _number(number, found)
    if value is None:
        return None
    if value != int(value) or not 0 <= value < 10**6:
        raise RefusedError(told("第{n}个问题里该写整数的地方，写的不是。", n=number))
    return int(value)


def _number(number: int, found: object) -> float | None:
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(float(found)):
        raise RefusedError(told("第{n}个问题里该写数的地方，写的不是。", n=number))
    return float(found)


def _condition(number: int, found: object) -> Condition | None:
    if found is None or found == []:
        return None
    when = found.get("showIf") if isinstance(found, dict) else None
    if not isinstance(when, dict):
        raise RefusedError(
            told("第{n}个问题的 logic 读不懂：这里只认 showIf（前面哪一题答了什么，才问这一题），不认跳转。", n=number)
        )
    test = _COMPARED.get(str(when.get("condition")))
    question, value = when.get("question"), when.get("value", "")
    if test is None or not isinstance(question, str) or not isinstance(value, str | int | float):
        raise RefusedError(told("第{n}个问题的 showIf 读不懂：要有 question、condition 和 value。", n=number))
    return Condition(question, test, str(value))
