"""Whether two texts mean the same: by their telling words, or as copies of one another. All texts are invented."""

from hashlib import sha256
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.text.alike import RULE, SAME, SHOWN, Alike, Enough, Told, telling

LABELLED = Path(__file__).parents[2] / "bench" / "text"
OTHERS = [
    "活动报名在哪里报？",
    "表单怎么导出成 Excel 文件？",
    "下次线下聚会在哪个城市办？",
    "会员过期了数据还在吗",
]


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("表单怎样导出成Excel？", [1]),
        ("表单怎么导出成 Excel 文件!!", [1]),
        ("线下聚会下次办在哪个城市", [2]),
        ("会员过期以后数据还会在吗？", [3]),
        ("怎么退款", []),
        ("表单能不能加签名？", []),
        ("什么时候有安卓版", []),
    ],
)
def test_what_was_asked_before_is_found_and_nothing_else(words: str, before: list[int]) -> None:
    assert [at for at, _ in Alike(OTHERS).likest(words, 3, SAME)] == before
    assert Alike([]).likest(words, 3, SAME) == []


def labelled(language: str) -> list[tuple[str, str]]:
    rows = (LABELLED / f"alike_{language}.tsv").read_text("utf-8").splitlines()
    return [(label, text) for label, _, text in (row.partition("\t") for row in rows)]


def test_english_feedback_is_found_as_chinese_is() -> None:
    """Of every pair that means the same the other is among the first five: it never was while English had no words."""
    rows = labelled("en")
    alike = Alike(text for _, text in rows)
    for at, (label, text) in enumerate(rows):
        likest = [rows[other][0] for other, _ in alike.likest(text, 6, SHOWN) if other != at]
        assert (label in likest) == (label.endswith("a")), text


def test_copies_with_small_changes_are_the_same_whatever_their_words() -> None:
    copies = Alike(["加我领取限时的全套资料名额只剩十个", "好的好的"])
    assert copies.likest("加我领取限时的全套资料，名额只剩九个！", 3, SAME) == [(0, 1.0)]
    assert copies.likest("好的，好的", 3, SAME) == [(1, 1.0)]
    assert copies.likest("", 3, SAME) == []


subjects = st.lists(st.sampled_from("表单 导出 会员 聚会 城市 数据 excel linux".split()), max_size=5).map(" ".join)  # noqa: SIM905 - as it is read


@given(st.lists(subjects, min_size=1, max_size=8), subjects)
def test_one_against_a_list_is_what_many_against_many_are(texts: list[str], one: str) -> None:
    alike = Alike(texts)
    rows = alike.likeness([one]).toarray()[0]
    found = dict(alike.likest(one, 99, Enough(0.2, 1)))
    for at in range(len(texts)):
        if found.get(at) != 1.0 and abs(rows[at] - 0.2) > 1e-6:
            assert (at in found) == (rows[at] > 0.2)
            assert found.get(at, rows[at]) == pytest.approx(rows[at], abs=1e-5)


def test_rarer_words_weigh_more() -> None:
    """By hand: of three texts two hold 导出, so ln(4/3)+1 and ln(4/2)+1 (Spärck Jones 1972, smoothed)."""
    common, rare = 1.287682, 1.693147
    ((_, cosine),) = Alike(["导出 表单", "导出 数据", "聚会 城市"]).likest("导出 表单 会员", 1, SAME)
    both = common**2 + rare**2
    assert cosine == pytest.approx(both / sqrt(both) / sqrt(both + rare**2), abs=1e-5)


def test_what_is_kept_says_by_which_rule() -> None:
    told = Told.of("表单怎么导出成 Excel 文件？")
    assert told == ("表单怎么导出成excel文件", f"{RULE} 表单 导出 excel 文件 ")
    assert told.words == ["表单", "导出", "excel", "文件"]
    assert Told.of("") == ("", f"{RULE} ")


def test_who_changes_what_texts_are_compared_by_raises_the_rule() -> None:
    """Otherwise questions that are kept would be compared by two rules: raise `RULE`, then write both here."""
    lines = "\n".join(" ".join(telling(text)) for language in ("zh", "en") for _, text in labelled(language))
    assert (RULE, sha256(lines.encode()).hexdigest()[:16]) == (1, "4e1ea674c68280b3")


def test_signs_that_stand_for_many_letters_make_nobody_wait() -> None:
    """U+FDFA is eighteen letters once it is written plainly: of a thousand of them no more is read than of others."""
    assert {"报表", "导出"} & {*telling("\ufdfa" * 20 + " 报表导出")}
    assert telling("\ufdfa" * 200 + " 报表导出") == telling("\ufdfa" * 200)
