"""Takes out of a text what points to a person or opens a door, before it leaves the house.

Numbers are taken for what their own check digits say they are: identity cards (GB 11643-1999), bank cards (Luhn 1954).
A chat id is one only where the words beside it say so. Too much is taken rather than too little: any long run of
digits that is no date and no list of small numbers goes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"
    MAIL = "mail"
    CHAT = "chat"
    """An id at WeChat, QQ or their like."""
    SECRET = "secret"  # noqa: S105 - the name of a kind
    ADDRESS = "address"
    """Of a machine: IPv4, IPv6."""
    NUMBER = "number"
    """A long number of which nothing says what it is."""


PLACEHOLDERS = {
    Kind.PHONE: "[电话]",
    Kind.IDENTITY: "[证件号]",
    Kind.CARD: "[卡号]",
    Kind.MAIL: "[邮箱]",
    Kind.CHAT: "[账号]",
    Kind.SECRET: "[密钥]",
    Kind.ADDRESS: "[IP]",
    Kind.NUMBER: "[号码]",
}


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    """text[start:end] of what was given is what was taken out."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Redacted:
    text: str
    spans: tuple[Span, ...]


def redact(text: str) -> Redacted:
    """The text with every find as [its kind], and where they stood."""
    spans = found(text)
    pieces, reach = [], 0
    for span in spans:
        pieces += [text[reach : span.start], PLACEHOLDERS[span.kind]]
        reach = span.end
    return Redacted("".join([*pieces, text[reach:]]), tuple(spans))


def found(text: str) -> list[Span]:
    """What is to be taken out, in order and apart; finds that overlap go as one, called as the longest of them."""
    kept: list[Span] = []
    for span in sorted(_all(text), key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
        elif kept[-1].end < span.end or span.kind is Kind.SECRET:
            last = kept.pop()
            longest = max(last, span, key=lambda one: (one.kind is Kind.SECRET, one.end - one.start))
            kept.append(Span(last.start, max(last.end, span.end), longest.kind))
    return kept


# Digits of any script; people set spaces, dots and lines between them, and signs that cannot be seen.
_GAP = r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff.\-－—_·()（）/]"
_NUMBER = re.compile(
    rf"(?<!\d)[+＋]?(?:[(（])?\d(?:{_GAP}{{0,3}}\d){{6,63}}(?:{_GAP}?[xXｘＸ](?![A-Za-z0-9]))?|\d{{7,}}"
)
_MAIL = re.compile(
    r"[\w.+\-]{1,64}\s?[@＠]\s?[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\s?[.。．]\s?[A-Za-z0-9\-]+)*"
    r"\s?[.。．]\s?[A-Za-z]{2,}"
)
_CHAT_NAME = (
    r"微信号?|薇信|威信|wechat|weixin|企业微信|微博|vx|wx|v信|(?:扣扣|企鹅|qq)(?:号|群|群号)?|telegram|电报|tg|line|whatsapp"
    r"|skype|discord|支付宝|抖音号?|小红书号?"
)
_CHAT = re.compile(
    rf"(?i)(?:(?<![A-Za-z])(?:{_CHAT_NAME})(?![A-Za-z])|(?<=[加➕+])[vVqQ])"
    r"[ \t]*(?:id|号码?|账号|帐号|群|是|为)?[ \t]*[:：=＝]?[ \t]*[(（「【]?(@?[A-Za-z0-9][A-Za-z0-9_\-]{4,31})"
)
_SECRET = re.compile(
    r"sk-[A-Za-z0-9_\-]{16,}"
    r"|(?:gh[pousr]|github_pat|glpat|xox[abpors]|hf|npm|pypi|dop_v1|sq0[a-z]{3})[_\-][A-Za-z0-9_\-]{16,}"
    r"|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_\-]{30,}|LTAI[0-9A-Za-z]{12,}|AKID[0-9A-Za-z]{13,}"
    r"|eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)?"
    r"|\b\d{8,10}:AA[A-Za-z0-9_\-]{30,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|(?<![A-Za-z0-9])(?:[0-9a-f]{32,}|[0-9A-F]{32,})(?![A-Za-z0-9])"
)
# What is named a secret is one, in a link as in a sentence.
_NAMED_SECRET = re.compile(
    r"(?i)(?:\b|_)(?:api[_\- ]?key|access[_\-]?key(?:[_\-]?(?:id|secret))?|secret(?:[_\-]?key)?|client[_\-]?secret"
    r"|auth[_\-]?token|access[_\-]?token|refresh[_\-]?token|token|passw(?:or)?d|passwd|pwd|signature|sig|session(?:id)?"
    r"|auth|authorization|cookie|(?:登录|支付|银行卡)?密码|口令|密钥|验证码)\s*(?:[=＝:：]|是|为)\s*[\"'“]?"
    r"(?:bearer\s+|basic\s+)?([^\s\"'“”&,，。;；#<>]{4,})"
)
_IN_A_LINK = re.compile(r"(?i)[a-z][a-z0-9+.\-]*://([^\s/@:]+:[^\s/@]+)@")
_BEARER = re.compile(r"(?i)\bbearer\s+([A-Za-z0-9_\-.=+/]{16,})")
_MACHINE = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)"
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])"
)


def _all(text: str) -> Iterator[Span]:
    for pattern, kind in ((_MAIL, Kind.MAIL), (_SECRET, Kind.SECRET), (_MACHINE, Kind.ADDRESS)):
        yield from (Span(*match.span(), kind) for match in pattern.finditer(text))
    for pattern in (_NAMED_SECRET, _IN_A_LINK, _BEARER):
        yield from (Span(*match.span(1), Kind.SECRET) for match in pattern.finditer(text))
    for match in _CHAT.finditer(text):
        if any(map(str.isdigit, match[1])) or "_" in match[1] or "-" in match[1] or match[1][0] == "@":
            yield Span(*match.span(1), Kind.CHAT)
    for match in _NUMBER.finditer(text):
        told = _kind(match[0], text[max(0, match.start() - 12) : match.start()])
        if told is not None:
            yield Span(*match.span(), told)


_DATED = re.compile(
    r"(?:19|20)\d\d[-./年 ]?(?:0?[1-9]|1[0-2])[-./月 ]?(?:0?[1-9]|[12]\d|3[01])日?(?:[ T]?[0-2]?\d(?:[.]?[0-5]\d)?)?"
)
_YEARS = re.compile(r"(?:19|20)\d\d ?[-–—/] ?(?:19|20)\d\d")
_PARTED = re.compile(r"(?:\d{1,3}[ .,/\-]+)+\d{1,3}")
_CALLED = re.compile(r"(?i)(?:电话|手机|号码|tel|phone|call|mobile|联系|致电|拨打|热线|传真|短信|☎|📞|📱)[^\d]{0,6}$")
_CARD_CALLED = re.compile(r"(?i)(?:卡号|银行卡|信用卡|card|账户|账号|帐号|iban)[^\d]{0,6}$")


def _kind(written: str, before: str) -> Kind | None:
    """What a run of digits is; None where it is a date, a list of small numbers, a short number."""
    digits = "".join(str(int(sign)) for sign in written if sign.isdecimal())
    check = "X" if written[-1] in "xXｘＸ" else ""
    called = _CALLED.search(before) is not None
    dated = _DATED.fullmatch(written) or _YEARS.fullmatch(written)
    told: tuple[tuple[object, Kind | None], ...] = (
        (is_identity(digits + check), Kind.IDENTITY),
        (is_phone(digits, plus=written[0] in "+＋"), Kind.PHONE),
        (dated and not called, None),
        (is_card(digits) or (_CARD_CALLED.search(before) and len(digits) >= 10), Kind.CARD),
        (called or _LANDLINE.fullmatch(written), Kind.PHONE),
        (_PARTED.fullmatch(written) or len(digits) < 9, None),
    )
    return next((kind for holds, kind in told if holds), Kind.NUMBER)


_LANDLINE = re.compile(r"[(（]?0\d{2,3}[)） \-－]{1,2}\d{7,8}|[48]00[ \-]\d{3,4}[ \-]\d{3,4}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity(number: str) -> bool:
    """An identity card's number: a birthday in its middle and ISO 7064's check sign at its end (GB 11643-1999)."""
    if len(number) != 18 or not number[:17].isdecimal() or number[0] not in "12345689":
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return born.year >= 1880 and "10X98765432"[total % 11] == number[17]


def is_card(number: str) -> bool:
    """A bank card's: 13 to 19 digits of which Luhn's sum ends in 0, not all the same."""
    if not 13 <= len(number) <= 19 or number[0] not in "23456789" or len(set(number)) < 2:
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (doubled + sum(map(int, number[-1::-2]))) % 10 == 0


def is_phone(digits: str, *, plus: bool = False) -> bool:
    """A mobile of China with or without its country, a landline with its area, or any number written with +."""
    for country in ("0086", "86", ""):
        if digits.startswith(country) and re.fullmatch(r"1[3-9]\d{9}", digits[len(country) :]):
            return True
    if re.fullmatch(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}|[48]00\d{7}", digits):
        return True
    return (plus or digits.startswith("00")) and 8 <= len(digits) <= 17
