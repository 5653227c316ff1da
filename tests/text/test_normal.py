import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.normal import bare, plain


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ＡＢＣ１２３，全形：！", "ABC123,全形:!"),
        ("加\u200b我\u2060微\ufe0f信\u00ad", "加我微信"),
        ("這個軟體怎麼安裝？", "这个软体怎么安装?"),
        ("  a \t b\u3000c  ", "a b c"),
        ("一行\r\n\r\n  二行 \u2028三行", "一行\n二行\n三行"),
        ("\u202e反\u202c", "反"),
        ("", ""),
        ("\ud83d 半个", "半个"),
    ],
)
def test_one_spelling(text: str, read: str) -> None:
    assert plain(text) == read


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_plain_again_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(max_examples=200)
@given(st.text(alphabet="乾坤著瞭解後裡麼雲台臺於髮發\u200bＡａ \n", max_size=30))
def test_nor_does_it_where_characters_have_several_simple_forms(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("看这个https：//example.com/a?b=1然后试试", "看这个 然后试试"),
        ("www.example.com 打不开", "打不开"),
        ("文档在docs.example.com/guide里", "文档在 里"),
        ("@林晓 报名在哪", "报名在哪"),
        ("@**林 晓** 在吗", "在吗"),
        ("<@U12345> hi there", "hi there"),
        ("mail a@example.com", "mail a@example.com"),
        ("「林晓：几点开始？」\n- - - - - - - -\n七点", "七点"),
        ("> 几点开始\n七点", "七点"),
        ("@_**林晓|12** [said](https://z.example/#narrow/1):\n```quote\n几点\n```\n七点", "七点"),
        ('[quote="lin, post:1"]几点[/quote] 七点', "七点"),
        ("报错 `IndexError` 了\n```\nTraceback\n```\n怎么办", "报错 了\n怎么办"),
        ("[图片]", ""),
        ("[文件：报名表.xlsx] 填一下", "填一下"),
        ("<Media omitted>", ""),
        ("好的\n发自我的iPhone", "好的"),
        ("看[这里](https://example.com)", "看这里"),
        ("他说「好」就走了", "他说「好」就走了"),
        ("a<b 且 c>d", "a<b 且 c>d"),
        ("[微笑] 早", "[微笑] 早"),
    ],
)
def test_only_what_the_author_said_stays(text: str, said: str) -> None:
    assert bare(text) == said
