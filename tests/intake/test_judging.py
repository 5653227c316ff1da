"""What is said of texts, in the columns that are kept: one row a text, nothing of the text itself."""

from juluo.intake.judging import judged, version
from juluo.store.findings import LAYERS

TEXTS = [
    "导入失败了，怎么办？",
    "太好用了，谢谢大家！",
    "加微信 abc12345 代开发票，先到先得，价格优惠 1380013800",
    "",
    "👍",
    "x" * 100_000,
]


def test_a_row_a_text_in_the_columns_that_are_kept() -> None:
    found = judged(TEXTS)
    assert list(found) == list(LAYERS["content"].columns)
    assert {len(column) for column in found.values()} == {len(TEXTS)}


def test_each_column_tells_its_own() -> None:
    found = {name: column.to_pylist() for name, column in judged(TEXTS).items()}
    assert found["language"][0] == "zh"
    assert found["question"][0] > 0.7 > found["question"][1]
    assert found["praise"][1] > 0.5 > found["praise"][0]
    assert found["mood"][1] > 0.5
    assert found["advertising"][2] > max(found["advertising"][0], found["advertising"][1])
    assert None not in found["question"]


def test_no_texts_are_no_rows_and_a_text_is_judged_by_itself() -> None:
    assert {len(column) for column in judged([]).values()} == {0}
    alone = {name: column.to_pylist()[0] for name, column in judged(TEXTS[:1]).items()}
    assert alone == {name: column.to_pylist()[0] for name, column in judged(TEXTS).items()}


def test_every_model_is_named_in_the_version() -> None:
    assert all(name in version() for name in ("acts", "moods", "advertising"))
