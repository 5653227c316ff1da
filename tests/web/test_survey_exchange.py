"""What is read of a survey's JSON, and what is refused in one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.desk.surveys.exchange import as_json, read, read_text
from juluo.desk.surveys.values import Compare, Condition, Form, Kind, Option, Question, Rules, Words
from juluo.shell.accounts.actions.refusals import RefusedError

words = st.builds(Words, st.text(max_size=20), st.text(max_size=20))
options = st.lists(words, min_size=2, max_size=4).map(
    lambda told: tuple(Option(f"o{at}", one) for at, one in enumerate(told))
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(Kind))
    choosing = kind in {Kind.CHOICE, Kind.MULTI, Kind.MATRIX, Kind.RANKING}
    low = draw(st.none() | st.integers(-9, 9))
    return Question(
        f"q{draw(st.integers(1, 99))}",
        kind,
        draw(words),
        draw(words),
        draw(options) if choosing else (),
        draw(options) if kind is Kind.MATRIX else (),
        draw(st.booleans()),
        Rules(
            draw(st.integers(0, 9)),
            draw(st.none() | st.integers(1, 900)),
            draw(st.booleans()),
            None if low is None else float(low),
            None,
            draw(st.none() | st.integers(1, 4)),
        ),
        draw(st.none() | st.builds(Condition, st.just("q1"), st.sampled_from(Compare), st.just("3"))),
    )


@given(st.builds(Form, words, words, words, st.lists(questions(), max_size=5).map(tuple)))
def test_what_is_exported_is_read_as_it_was(form: Form) -> None:
    assert read_text(json.dumps(as_json(form), ensure_ascii=False)) == form


def test_formbricks_export_is_read() -> None:
    told = {
        "data": {
            "name": "产品体验",
            "welcomeCard": {"enabled": True, "headline": {"default": "占用一分钟"}},
            "questions": [
                {"id": "a1", "type": "nps", "headline": {"default": "会推荐吗"}, "required": True},
                {"id": "a2", "type": "rating", "range": 5, "scale": "star", "headline": {"default": "满意吗"}},
                {
                    "id": "a3",
                    "type": "multipleChoiceMulti",
                    "headline": {"default": "用过哪些", "en": "Which"},
                    "choices": [{"id": "c1", "label": {"default": "甲"}}, {"id": "c2", "label": {"default": "乙"}}],
                },
                {
                    "id": "a4",
                    "type": "matrix",
                    "headline": {"default": "各项如何"},
                    "rows": [{"default": "速度"}, {"default": "价格"}],
                    "columns": [{"default": "好"}, {"default": "差"}],
                },
                {"id": "a5", "type": "openText", "headline": {"default": "还有"}, "charLimit": {"max": 500}},
            ],
        }
    }
    form = read(told)
    assert (form.title.zh, form.intro.zh) == ("产品体验", "占用一分钟")
    assert [one.kind for one in form.questions] == [Kind.NPS, Kind.CSAT, Kind.MULTI, Kind.MATRIX, Kind.TEXT]
    assert [one.words.zh for one in form.questions[3].rows] == ["速度", "价格"]
    assert form.questions[4].rules.longest == 500


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "第1行"),
        ('{"questions": [\n{"type": "nps"},\n]}', "第3行"),
        ("[" * 90_000, "不是"),
        ("[]", "花括号"),
        ("{}", "没有 questions"),
        ('{"questions": [1]}', "第1个问题读不懂"),
        ('{"questions": [{"type": "fileUpload"}]}', "fileUpload"),
        ('{"questions": [{"type": {"a": 1}}]}', "这里没有"),
        ('{"questions": [{"type": "nps", "id": 7}]}', "id"),
        ('{"questions": [{"type": "ranking", "choices": "甲乙"}]}', "选项读不懂"),
        ('{"questions": [{"type": "openText", "charLimit": {"max": 1e99}}]}', "整数"),
        ('{"questions": [{"type": "openText", "min": NaN}]}', "该写数"),
        ('{"questions": [{"type": "nps", "logic": [{"destination": "end"}]}]}', "不认跳转"),
        ('{"questions": [{"type": "nps", "logic": {"showIf": {"question": "a"}}}]}', "showIf"),
        (json.dumps({"questions": [{"type": "nps"}] * 61}), "太多"),
        ('{"questions": []}' + " " * 600_000, "太大"),
    ],
)
def test_broken_or_hostile_json_gets_one_sentence(text: str, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_text(text)
    assert says in refused.value.sentence
    assert refused.value.sentence.words("en") != refused.value.sentence
