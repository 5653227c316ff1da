"""Whether questions can be asked, which are asked of whom, and what an answer must be."""

from dataclasses import replace

import pytest

from juluo.desk.surveys.checking import LONGEST_ANSWER, asked, check, wrong
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.shaping import moved, new_key, put, without
from juluo.desk.surveys.values import Compare, Condition, Form, Kind, Option, Question, Rules, Value, Words
from juluo.shell.accounts.actions.refusals import RefusedError

TWO = (Option("a", Words("甲")), Option("b", Words("乙")))
SCORE = Question("s", Kind.NPS, Words("打几分"))
PICK = Question("p", Kind.CHOICE, Words("选哪个"), options=TWO)
SOME = Question("m", Kind.MULTI, Words("选几个"), options=TWO, rules=Rules(most=1))
TABLE = Question("t", Kind.MATRIX, Words("逐行"), options=TWO, rows=TWO)
ORDER = Question("r", Kind.RANKING, Words("排"), options=TWO)
SAY = Question("w", Kind.TEXT, Words("说说"))
NUMBER = replace(SAY, rules=Rules(is_number=True, low=0.0, high=10.0))


def form(*questions: Question) -> Form:
    return Form(Words("问卷"), questions=questions)


def only_if(question: str, test: Compare, value: str = "") -> Question:
    return replace(SAY, show_if=Condition(question, test, value))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Form(Words()), "叫什么"),
        (form(SCORE, SCORE), "id 和前面的一样"),
        (form(replace(SCORE, key="a b")), "id 只能用"),
        (form(replace(SCORE, words=Words())), "还没写"),
        (form(replace(SCORE, words=Words("长" * 301))), "太长"),
        (form(replace(SCORE, options=TWO)), "没有选项"),
        (form(replace(PICK, options=TWO[:1])), "2到30"),
        (form(replace(PICK, options=(*TWO, TWO[0]))), "各不相同"),
        (form(replace(PICK, options=(Option("a", Words()), TWO[1]))), "没写字"),
        (form(replace(TABLE, rows=())), "1到30"),
        (form(replace(SOME, rules=Rules(most=3))), "最多选几个"),
        (form(replace(SAY, rules=Rules(9, 3))), "字数"),
        (form(replace(SAY, rules=Rules(low=3.0, high=1.0))), "最小的"),
        (form(only_if("s", Compare.ANSWERED), SCORE), "不在它前面"),
        (form(only_if("w", Compare.ANSWERED)), "不在它前面"),
        (form(PICK, only_if("p", Compare.AT_LEAST, "3")), "打分"),
        (form(SCORE, only_if("s", Compare.AT_MOST, "x")), "打分"),
        (form(PICK, only_if("p", Compare.IS, "c")), "没有"),
        (form(SOME, only_if("m", Compare.IS, "a")), "没有"),
        (form(*(replace(SCORE, key=f"s{n}") for n in range(61))), "太多"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(wanted: Form, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check(wanted)
    assert says in refused.value.sentence


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_can_be_asked_in_both_languages(name: str) -> None:
    pattern = PATTERNS[name]
    check(pattern.form)
    assert pattern.is_pulse == (name == "pulse")
    words = [one.words for one in pattern.form.questions]
    words += [option.words for one in pattern.form.questions for option in one.options]
    assert all(one.zh and one.en and one.zh != one.en for one in words)


def test_only_what_was_answered_before_decides_and_what_is_not_asked_decides_nothing() -> None:
    deep = replace(SAY, key="deep", show_if=Condition("w", Compare.ANSWERED))
    wanted = form(SCORE, PICK, SOME, only_if("s", Compare.AT_MOST, "6"), deep)
    check(wanted)

    def keys(**answers: Value) -> list[str]:
        return [one.key for one in asked(wanted, answers)]

    assert keys() == ["s", "p", "m"]
    assert keys(s=6) == ["s", "p", "m", "w"]
    assert keys(s=7, w="以前写的") == ["s", "p", "m"], "what isn't asked any more asks for nothing"
    assert keys(s=0, w="这里") == ["s", "p", "m", "w", "deep"]


@pytest.mark.parametrize(
    ("test", "value", "answer", "shown"),
    [
        (Compare.IS, "a", {"p": "a"}, True),
        (Compare.IS, "a", {"p": "b"}, False),
        (Compare.IS_NOT, "a", {"p": "b"}, True),
        (Compare.IS_NOT, "a", {}, False),
        (Compare.ANSWERED, "", {"p": "b"}, True),
    ],
)
def test_conditions_on_a_choice(test: Compare, value: str, answer: dict[str, Value], *, shown: bool) -> None:
    wanted = form(PICK, only_if("p", test, value))
    assert ("w" in [one.key for one in asked(wanted, answer)]) is shown


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        (SCORE, 0, None),
        (SCORE, 10, None),
        (SCORE, 11, "0到10"),
        (SCORE, True, "0到10"),
        (SCORE, "9", "0到10"),
        (replace(SCORE, kind=Kind.CES), 0, "1到7"),
        (replace(SCORE, required=True), None, "要答"),
        (SCORE, None, None),
        (PICK, "a", None),
        (PICK, "c", "列出来"),
        (SOME, ("a",), None),
        (SOME, ("a", "b"), "最多选1个，你选了2个"),
        (SOME, ("a", "a"), "至少一个"),
        (SOME, (), "至少一个"),
        (TABLE, {"a": "b"}, None),
        (TABLE, {"a": "x"}, "每一行"),
        (TABLE, {"x": "a"}, "每一行"),
        (replace(TABLE, required=True), {"a": "b"}, "还有1行"),
        (ORDER, ("b", "a"), None),
        (ORDER, ("a", "a"), "名次不能重复"),
        (ORDER, ("a",), "名次不能重复"),
        (SAY, "好", None),
        (SAY, "长" * (LONGEST_ANSWER + 1), "最多写2000"),
        (replace(SAY, rules=Rules(5)), "短", "至少写5个字，现在有1个"),
        (NUMBER, "3.5", None),
        (NUMBER, "１２", "只写一个数"),
        (NUMBER, "1e9", "只写一个数"),
        (NUMBER, "11", "不大于10"),
        (NUMBER, "-1", "不小于0"),
    ],
)
def test_what_an_answer_must_be(question: Question, value: Value | None, says: str | None) -> None:
    trouble = wrong(question, value)
    assert (trouble is None) if says is None else (trouble is not None and says in trouble)


def test_questions_are_put_moved_and_taken_out() -> None:
    wanted = put(put(form(SCORE), PICK), replace(SCORE, required=True))
    assert [(one.key, one.required) for one in wanted.questions] == [("s", True), ("p", False)]
    assert [one.key for one in moved(wanted, "p", -1).questions] == ["p", "s"]
    assert moved(wanted, "s", -1) == wanted
    assert [one.key for one in without(wanted, "s").questions] == ["p"]
    with pytest.raises(RefusedError):
        without(form(SCORE, only_if("s", Compare.ANSWERED)), "s")
    with pytest.raises(RefusedError):
        moved(wanted, "x", 1)
    assert len({new_key() for _ in range(50)}) == 50
