import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.text.redaction import PLACEHOLDERS, Kind, is_card, is_identity, redact


def taken(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind.value) for span in redact(text).spans]


@pytest.mark.parametrize(
    ("text", "piece", "kind"),
    [
        ("打我电话13800138000", "13800138000", Kind.PHONE),
        ("138-0013-8000 找王姐", "138-0013-8000", Kind.PHONE),
        ("138 0013 8000", "138 0013 8000", Kind.PHONE),
        ("１３８００１３８０００", "１３８００１３８０００", Kind.PHONE),
        ("1\u200b3800138000", "1\u200b3800138000", Kind.PHONE),
        ("+86 138 0013 8000", "+86 138 0013 8000", Kind.PHONE),
        ("(010) 6255 1234", "(010) 6255 1234", Kind.PHONE),
        ("0755-86013388", "0755-86013388", Kind.PHONE),
        ("call +1 (415) 555-2671 now", "+1 (415) 555-2671", Kind.PHONE),
        ("+44 20 7946 0958", "+44 20 7946 0958", Kind.PHONE),
        ("电话138-0013-8000", "138-0013-8000", Kind.PHONE),
        ("tel.138-0013-8000", "138-0013-8000", Kind.PHONE),
        ("热线 62551234", "62551234", Kind.PHONE),
        ("身份证 11010519491231002X", "11010519491231002X", Kind.IDENTITY),
        ("440524188001010014", "440524188001010014", Kind.IDENTITY),
        ("卡号 4111 1111 1111 1111", "4111 1111 1111 1111", Kind.CARD),
        ("转到6222021234567890128谢谢", "6222021234567890128", Kind.CARD),
        ("写信到 lin.xiao+1@example.com.cn", "lin.xiao+1@example.com.cn", Kind.MAIL),
        ("lin @ example . com", "lin @ example . com", Kind.MAIL),
        ("加微信 lin_xiao88 聊", "lin_xiao88", Kind.CHAT),
        ("vx：abc12345", "abc12345", Kind.CHAT),
        ("QQ群号：123456", "123456", Kind.CHAT),
        ("加V abc12345", "abc12345", Kind.CHAT),
        ("Telegram @lin_xiao", "@lin_xiao", Kind.CHAT),
        ("key sk-proj-abcdEFGH1234567890abcd ok", "sk-proj-abcdEFGH1234567890abcd", Kind.SECRET),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", Kind.SECRET),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_DEF-123",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_DEF-123",
            Kind.SECRET,
        ),
        ("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e", Kind.SECRET),
        ("https://a.example/x?id=1&token=abcd1234&b=2", "abcd1234", Kind.SECRET),
        ("postgres://lin:geheim99@db.example/x", "lin:geheim99@db.example", Kind.SECRET),
        ("登录密码是 Abc@12345", "Abc@12345", Kind.SECRET),
        ("验证码：482913", "482913", Kind.SECRET),
        ("Authorization: Bearer abcdefghijklmnop1234", "abcdefghijklmnop1234", Kind.SECRET),
        ("服务器 192.168.10.254 挂了", "192.168.10.254", Kind.ADDRESS),
        ("订单 202611210000123456", "202611210000123456", Kind.NUMBER),
    ],
)
def test_this_is_taken_out(text: str, piece: str, kind: Kind) -> None:
    assert taken(text) == [(piece, kind.value)]
    assert piece not in redact(text).text
    assert PLACEHOLDERS[kind] in redact(text).text


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 08:20 开会",
        "20261121",
        "2020-2026 年",
        "版本 3.11.7 和 v1.26.0",
        "价格 12,800 元，打 9 折",
        "第 1 2 3 4 5 6 7 期",
        "1.5 GB / 2.4 GB / 128 GB",
        "比分 3-2-1-0-4-5-6",
        "微信支付打不开",
        "QQ 浏览器 wechat mini program",
        "看 @林晓 说的",
        "def token(self): pass",
        "1234567 次",
        "",
    ],
)
def test_this_stays(text: str) -> None:
    assert redact(text).text == text


def test_several_in_one_line_each_where_it_was() -> None:
    text = "王姐 13800138000，邮箱 w@example.com，微信 wang_jie1"
    done = redact(text)
    assert done.text == "王姐 [电话]，邮箱 [邮箱]，微信 [账号]"
    assert [text[span.start : span.end] for span in done.spans] == ["13800138000", "w@example.com", "wang_jie1"]


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_published_identity_numbers(number: str) -> None:
    """The two examples that GB 11643-1999 prints."""
    assert is_identity(number)
    assert not is_identity(number[:-1] + ("1" if number[-1] != "1" else "2"))


@pytest.mark.parametrize("number", ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"])
def test_published_test_cards(number: str) -> None:
    """Numbers that payment providers publish for tests."""
    assert is_card(number)
    assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))


_PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_AROUND = st.text(alphabet="今天联系我吧,。:: \nabc@#", max_size=12)


@settings(max_examples=300)
@given(_AROUND, _PHONES, st.sampled_from(["", " ", "-", ".", "\u200b", "－", " - "]), _AROUND)
def test_no_run_of_a_planted_phone_is_left(before: str, phone: str, gap: str, after: str) -> None:
    text = f"{before}{gap.join((phone[:3], phone[3:7], phone[7:]))}{after}"
    left = redact(text).text
    assert not re.search(r"\d{3}", left)
    assert phone[7:] not in left


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_spans_are_exact_and_what_is_between_them_stays(text: str) -> None:
    done = redact(text)
    pieces, reach = [], 0
    for span in done.spans:
        assert reach <= span.start < span.end <= len(text)
        pieces.append(text[reach : span.start] + PLACEHOLDERS[span.kind])
        reach = span.end
    assert "".join(pieces) + text[reach:] == done.text


@settings(max_examples=200)
@given(st.text(alphabet="0123456789 -.年:/xX微信a@b.com", max_size=40))
def test_twice_is_once(text: str) -> None:
    once = redact(text).text
    assert len(redact(once).spans) <= len(redact(text).spans)
