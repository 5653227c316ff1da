"""What a text does, on made-up lines that no training line equals."""

import pytest

from juluo.text.acts import Acts, Judged
from juluo.text.cues import Act

SAID = [
    ("请问导出的表格在哪里下载", Act.QUESTION),
    ("周六的徒步还有没有空位", Act.QUESTION),
    ("anyone know how to resize a partition", Act.QUESTION),
    ("升级完以后相册一直打不开，重装也没用", Act.PROBLEM),
    ("the uploader crashes every time i pick a photo", Act.PROBLEM),
    ("建议给相册增加一个批量删除", Act.SUGGESTION),
    ("it would be nice to have a keyboard shortcut for that", Act.SUGGESTION),
    ("新的相册太好用了，辛苦了！", Act.PRAISE),
    ("thank you so much, that worked!", Act.PRAISE),
]


@pytest.mark.parametrize(("text", "act"), SAID)
def test_a_plain_act_is_likely_and_has_its_reason(text: str, act: Act) -> None:
    judged = Acts.shipped().judge([text])[0]
    assert judged.chance(act) > 0.5
    assert [reason.words for reason in judged.reasons if reason.act == act][0] in text  # noqa: RUF015 - says it is there


def test_nothing_said_is_no_act() -> None:
    quiet = Acts.shipped().judge(["ok see you there", "周五下午三点在二号会议室"])
    assert all(max(judged[:4]) < 0.5 and not judged.reasons for judged in quiet)
    assert Acts.shipped().judge([]) == []


def test_a_message_does_what_its_strongest_sentence_does() -> None:
    told: Judged = Acts.shipped().judge(["谢谢版主！上次那个已经好了。不过请问证书在哪里下载？"])[0]
    assert told.question > 0.5
    assert told.praise > 0.5
