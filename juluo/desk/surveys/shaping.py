"""Changes of a form that is being written, as pure functions: a question put, moved, taken out."""

from dataclasses import replace
from secrets import token_hex

from juluo.desk.surveys.values import Form, Question
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.wording.sentence import told


def new_key() -> str:
    """A key that no question ever had: answers to an earlier one are never taken for answers to this."""
    return f"q{token_hex(4)}"


def put(form: Form, question: Question) -> Form:
    """The question in the place of the one with its key; at the end if there is none."""
    if form.question(question.key) is None:
        return replace(form, questions=(*form.questions, question))
    return replace(form, questions=tuple(question if one.key == question.key else one for one in form.questions))


def moved(form: Form, key: str, by: int) -> Form:
    """One place up (-1) or down (1); at an end it stays."""
    at = _place(form, key)
    to = at + by
    if not 0 <= to < len(form.questions):
        return form
    order = list(form.questions)
    order[at], order[to] = order[to], order[at]
    return replace(form, questions=tuple(order))


def without(form: Form, key: str) -> Form:
    """Refused while another question is asked depending on it."""
    _place(form, key)
    number = next((n for n, one in enumerate(form.questions, 1) if one.show_if and one.show_if.question == key), None)
    if number is not None:
        raise RefusedError(told("第{n}个问题要看这一题的回答：先改那一题。", n=number))
    return replace(form, questions=tuple(one for one in form.questions if one.key != key))


def _place(form: Form, key: str) -> int:
    found = next((at for at, one in enumerate(form.questions) if one.key == key), None)
    if found is None:
        raise RefusedError(told("没有这个问题，或者已经不在。"))
    return found
