"""Questions asked again and again, the answers worth quoting, and who could answer the next one."""

from collections.abc import Iterator
from datetime import date

import pytest
from askers import imported, opened, reply, said, texts

from juluo.insights.questions.asked_before import AskedBefore, asked_before
from juluo.insights.questions.experts import experts
from juluo.insights.questions.repeated import repeated
from juluo.insights.questions.waiting import waiting
from juluo.store.view import View
from juluo.text.alike import Alike

LAST = date(2025, 1, 20)


def _lines() -> list[dict[str, object]]:
    invoices = [
        said("05T09:00", "mei", "电子发票在哪里开？"),
        said("08T09:00", "an", "请问电子发票在哪里开？"),
        said("11T09:00", "bo", "电子发票在哪里开？"),
        said("14T09:00", "mei", "电子发票哪里开？"),
    ]
    answers = [
        reply(invoices[0], "05T09:05", "tao", "在设置的账单一页，点“开票”就行。"),
        said("05T09:10", "mei", "谢谢"),
        reply(invoices[1], "08T09:05", "tao", "账单页右上角可以开。"),
        reply(invoices[2], "11T09:05", "wen", "嗯"),
    ]
    others = [
        said("06T12:00", "bo", "服务器内存要多大？"),
        said("07T12:00", "an", "周末谁去爬山？"),
        said("12T12:00", "cen", "周末爬山谁去？"),
    ]
    asked_back = [
        reply(answers[2], f"08T10:0{n}", who, "账单页面具体指哪个账单页面？") for n, who in enumerate("abcd")
    ]
    late = [said("20T08:00", "du", "怎么重开一张电子发票？"), said("20T23:59", "robot", "晚", is_bot=True)]
    there = [said("01T00:00", "robot", "早", is_bot=True), said("20T09:00", "tao", "早上好")]
    return [*there[:1], *invoices, *answers, *others, *asked_back, *late, there[1]]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    home = tmp_path_factory.mktemp("again") / "home"
    imported(home, _lines())
    yield from opened(home)


@pytest.fixture(scope="module")
def asked(view: View) -> AskedBefore:
    return asked_before(view, LAST)


def test_what_three_people_asked_is_one_question_in_its_usual_wording(view: View, asked: AskedBefore) -> None:
    (one,) = repeated(view, asked)
    assert one.text == "电子发票在哪里开？"
    assert (one.people, one.times, one.open) == (4, 5, 2)
    assert (one.first, one.last) == (date(2025, 1, 5), date(2025, 1, 20))


def test_the_answer_that_was_thanked_for_comes_first_and_a_nod_is_no_answer(view: View, asked: AskedBefore) -> None:
    (one,) = repeated(view, asked)
    assert [answer.text for answer in one.answers] == ["在设置的账单一页，点“开票”就行。", "账单页右上角可以开。"]
    assert [answer.thanked for answer in one.answers] == [True, False]


def test_two_people_make_no_faq_and_asking_back_is_no_new_question(view: View, asked: AskedBefore) -> None:
    told = " ".join(" ".join(texts(view, one.ids)) for one in repeated(view, asked))
    assert "爬山" not in told
    assert "账单页面" not in told


def test_who_answered_alike_questions_may_know(view: View, asked: AskedBefore) -> None:
    found = waiting(view, LAST).open
    able = experts(view, asked, found)
    (late,) = [one for one in found if texts(view, [one.entry_id]) == ["怎么重开一张电子发票？"]]
    (tao,) = able[late.entry_id]
    assert view.accounts([tao.account])[tao.account].name == "tao"
    assert (tao.n, tao.thanked, tao.akin) == (2, 1, True)


def test_nobody_is_sent_their_own_question_and_the_silent_are_not_asked(view: View, asked: AskedBefore) -> None:
    for one in waiting(view, LAST).open:
        able = experts(view, asked, [one]).get(one.entry_id, ())
        names = {view.accounts([who.account])[who.account].name for who in able}
        assert view.accounts([one.asker])[one.asker].name not in names
        assert "robot" not in names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("电子发票在哪里开？", "请问各位大佬，电子发票哪里可以开啊"),
        ("How do I install the linux client?", "installing linux clients: how?"),
        ("備份恢復到新機器", "备份恢复到新机器，顺序是怎样的？"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    (star,) = Alike([one, other, "完全不相干的另外一个提问", "something else entirely"]).stars()
    assert star.members == (0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("电子发票在哪里开？", "服务器内存要多大？"),
        ("怎么办？", "怎么办呢"),
        ("How do I do this?", "How do I do that?"),
    ],
)
def test_what_shares_nothing_that_tells_is_not_the_same(one: str, other: str) -> None:
    assert Alike([one, other]).stars() == []


def test_no_texts_are_no_groups() -> None:
    assert Alike([]).stars() == []
    assert Alike([""]).likeness(["任何提问"]).shape == (1, 1)
