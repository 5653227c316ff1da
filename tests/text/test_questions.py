import pyarrow as pa
import pytest

from juluo.text.questions import asks


@pytest.mark.parametrize(
    "text",
    [
        "报名在哪里？",
        "有人知道吗",
        "你们周末做什么呢～",
        "怎么退款",
        "@林晓 请问几点开始",
        "这样可以吗！～",
        "How do I install it?",
        "Does anyone know a good tutorial? thanks",
        "第一行\n第二行是问题?",
    ],
)
def test_this_asks(text: str) -> None:
    assert asks(pa.array([text])).to_pylist() == [True]


@pytest.mark.parametrize(
    "text", ["大家好", "收到。", "How nice of you.", "我知道怎么做", "链接 a?b=1 打不开了", "", None]
)
def test_this_does_not(text: str | None) -> None:
    assert asks(pa.array([text], pa.string())).to_pylist() == [False]
