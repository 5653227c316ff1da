"""Who asks back waits for the one they asked, and for nobody else."""

import pytest

from juluo.text.asking_back import asks_back


@pytest.mark.parametrize(
    "text",
    [
        "Which version of it are you running?",
        "@ann can you post the whole error?",
        "<ann>: do you mean the other one?",
        "So you think it is broken?",
        "Are you sure it does?",
        "你用的什么版本？",
        "贴个日志看看？",
        "你是说导出那一页吗",
    ],
)
def test_what_only_the_other_can_answer(text: str) -> None:
    assert asks_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "How do I export a table?",
        "Oh, could you please have a look at my change?",
        "Is there a way to change what you see first?",
        "导出的版本不对，怎么办？",
        "你们用什么记账？",
        "So " + "it goes on and on " * 12 + "and what do you do then?",
    ],
)
def test_what_anybody_may_answer(text: str) -> None:
    assert not asks_back(text)
