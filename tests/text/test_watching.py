import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.watching import Watch
from juluo.text.watchwords import Tier, Trick, WatchWord, preview, read_list, starter

WORDS = ("加微信", "微信", "刷单返利", "代开发票", "银行卡", "earn daily")
WATCH = Watch(WatchWord(text) for text in WORDS)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(hit.word.text, text[hit.start : hit.end], hit.trick.value) for hit in WATCH.find(text)]


@pytest.mark.parametrize(
    ("text", "word", "piece", "trick"),
    [
        ("有意请加微信abc", "加微信", "加微信", Trick.NONE),
        ("請加微信", "加微信", "加微信", Trick.NONE),
        ("代開發票找我", "代开发票", "代開發票", Trick.SPELLING),
        ("请加*微-信", "加微信", "加*微-信", Trick.SIGNS),
        ("请加\u200b微\u2060信", "加微信", "加\u200b微\u2060信", Trick.SIGNS),
        ("刷🔥单🔥返🔥利", "刷单返利", "刷🔥单🔥返🔥利", Trick.SIGNS),
        ("刷 单 返 利", "刷单返利", "刷 单 返 利", Trick.SIGNS),
        ("刷丨单丨返利", "刷单返利", "刷丨单丨返利", Trick.SIGNS),
        ("请力口微亻言", "加微信", "力口微亻言", Trick.APART),
        ("请力*口微 人言", "加微信", "力*口微 人言", Trick.APART),
        ("钅艮行卡出租", "银行卡", "钅艮行卡", Trick.APART),
        ("金艮行卡出租", "银行卡", "金艮行卡", Trick.APART),
        ("刷旦返力来", "刷单返利", "刷旦返力", Trick.SOUND),
        ("请加威信", "加微信", "加威信", Trick.SOUND),
        ("薇信", "微信", "薇信", Trick.SOUND),
        ("请加薇❤", "加微信", "加薇❤", Trick.SOUND),
        ("请➕薇信", "加微信", "➕薇信", Trick.SOUND),
        ("请+薇信", "加微信", "+薇信", Trick.SOUND),
        ("加wei信", "加微信", "加wei信", Trick.PINYIN),
        ("jia wei xin", "加微信", "jia wei xin", Trick.PINYIN),
        ("jiaweixin", "加微信", "jiaweixin", Trick.PINYIN),
        ("J.i.a.W.e.i.X.i.n", "加微信", "J.i.a.W.e.i.X.i.n", Trick.PINYIN),
        ("赶紧加V信", "加微信", "加V信", Trick.SPELLING),
        ("赶紧加vx", "加微信", "加vx", Trick.SPELLING),
        ("办银航卡", "银行卡", "银航卡", Trick.SOUND),
        ("just еаrn dаily now", "earn daily", "еаrn dаily", Trick.SPELLING),
    ],
)
def test_no_trick_hides_a_word(text: str, word: str, piece: str, trick: Trick) -> None:
    hits = found(text)
    assert [(said, wrote) for said, wrote, _ in hits] == [(word, piece)]
    assert trick is Trick.SPELLING or hits[0][2] == trick.value


@pytest.mark.parametrize(
    "text",
    [
        "卫星发射成功",
        "戊戌维新",
        "他很有威信",
        "要不要加班",
        "C++ vs Rust",
        "I like C++ very much",
        "learn daily",
        "earn dailyish",
        "这个人微，信用好",
        "we xin",
        "",
    ],
)
def test_ordinary_lines_hold_none(text: str) -> None:
    assert found(text) == []


def test_letters_of_a_longer_word_are_not_it() -> None:
    watch = Watch([WatchWord("加v"), WatchWord("百家乐")])
    assert [hit.word.text for hit in watch.find("加v领取")] == ["加v"]
    assert watch.find("加vip") == []
    assert watch.find("the xbaijialex thing") == []


def test_what_is_meant_well_is_left_out() -> None:
    watch = Watch([WatchWord("加微信", unless=("加微信支付",))])
    assert watch.find("后台怎么加微信支付？") == []
    assert len(watch.find("加微信")) == 1


def test_of_words_in_one_place_the_longest_counts() -> None:
    assert [said for said, _, _ in found("加微信")] == ["加微信"]


@settings(max_examples=150)
@given(
    st.text(alphabet="今天开会吃饭 abc。", max_size=8),
    st.sampled_from(WORDS[:5]),
    st.text(alphabet="*-_ ~🔥\u200b", min_size=1, max_size=3),
)
def test_a_find_is_exactly_what_was_written(before: str, word: str, between: str) -> None:
    hidden = between.join(word)
    text = f"{before}|{hidden}|"
    hits = WATCH.find(text)
    assert [(hit.word.text, text[hit.start : hit.end]) for hit in hits] == [(word, hidden)]


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_finds_lie_in_the_text_and_apart(text: str) -> None:
    reach = 0
    for hit in WATCH.find(text):
        assert reach <= hit.start < hit.end <= len(text)
        reach = hit.end


def test_the_list_that_comes_along_is_sound() -> None:
    words = starter()
    assert len({word.text for word in words}) == len(words) > 150
    assert {word.tier for word in words} == set(Tier)
    watch = Watch(words)
    assert [word.text for word in words if all(hit.word != word for hit in watch.find(word.text))] == []


def test_a_list_of_an_operators_own() -> None:
    words, refused = read_list(
        "# 我们的\n拼车\n拼車\n\n一\n代课 # 只看不管\n" + "长" * 31, topic="own", tier=Tier.ALARM
    )
    assert [(word.text, word.topic, word.tier) for word in words] == [
        ("拼车", "own", "alarm"),
        ("代课", "own", "alarm"),
    ]
    assert [(one.line, one.reason) for one in refused] == [(3, "again"), (5, "single"), (7, "long")]


def test_what_a_list_would_have_marked() -> None:
    texts = ["加微信", "早", "刷单返利加微信", "午安", "加*微信"]
    shown = preview(map(WATCH.find, texts))
    assert (shown.texts, shown.hit, shown.share, shown.examples) == (5, 3, 0.6, (0, 2, 4))
    assert [(word.text, count) for word, count in shown.words] == [("加微信", 3), ("刷单返利", 1)]
    assert preview([]).share is None
    assert len(preview(map(WATCH.find, ["加微信"] * 90)).examples) == 20
