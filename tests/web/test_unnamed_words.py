"""Members' words as they leave the house, of invented people."""

from datetime import UTC, date, datetime

import pytest

from juluo.desk.questions.facts import Faq, FaqStatus
from juluo.report.daily import EntryLine
from juluo.web.questions.faq import Told, as_text
from juluo.web.unnamed_words import standing, unnamed


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("问问小明和XIAOMING吧", "问问某人和某人吧"),
        ("谢谢 @老王，@**Chen Hu** 说的", "谢谢 @某人，@某人 说的"),
        ("找小明明，电话13812345678", "找某人，电话[电话]"),
        ("an annual plan by Ann", "an annual plan by 某人"),
        ("报了名", "报了名"),
    ],
)
def test_nobody_is_named(said: str, left: str) -> None:
    names = ("小明", "小明明", "xiaoming", "Ann", "报", "", "没来的人")
    assert unnamed(said, standing(names, said)) == left


def test_the_faq_to_send_names_nobody_and_quotes_every_line() -> None:
    def told(question: str, answer: str, words: str) -> Told:
        day, now = date(2026, 11, 1), datetime(2026, 11, 2, tzinfo=UTC)
        faq = Faq(1, 2, day, question, answer, ((3, day),), frozenset(), 3, 3, FaqStatus.PUBLISHED, "林晚", now)
        return Told(faq, question or "小明，退款找谁？", ((EntryLine(3, "10:00", "老王", "广场", words), day),))

    text = as_text(
        [told("", "", "找 @老王\n13812345678"), told("小明是谁？", "我们的同事小明", "好")], ("小明", "老王")
    )
    assert text == "## 某人，退款找谁？\n\n> 找 @某人\n> [电话]\n\n## 小明是谁？\n\n我们的同事小明\n\n> 好\n"
