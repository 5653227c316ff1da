import pyarrow as pa
import pytest

from juluo.text.thanks import thanks


def says_thanks(text: str | None) -> bool:
    (found,) = thanks(pa.array([text], pa.string())).to_pylist()
    return bool(found)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "好的，多谢大佬！",
        "搞定了",
        "可以了",
        "原来如此，懂了",
        "Thanks a lot!",
        "oh I see, thx",
        "thank you both, which version should I take?",
        "That works!",
        "ok, solved",
        "ty",
    ],
)
def test_these_thank_or_say_that_it_works(text: str) -> None:
    assert says_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "好的",
        "先谢谢各位了",
        "提前感谢",
        "Thanks in advance",
        "不用谢",
        "no thanks",
        "还是不行，谢谢",
        "没搞定",
        "可以了吗？",
        "it still does not work, thanks anyway",
        "thanks, but that didn't work",
        "That works for finite groups only, but the lemma wants something about all of them",
        "a beauty contest",
        "is this solved?",
    ],
)
def test_these_do_not(text: str | None) -> None:
    assert not says_thanks(text)


def test_a_whole_column_at_once() -> None:
    assert thanks(pa.array(["谢谢", None, "早"])).to_pylist() == [True, False, False]
