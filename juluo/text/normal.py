"""One way of writing for what is written in many, so that whatever reads texts reads the same thing.

`plain` keeps every word: full width becomes half, what cannot be seen goes out, traditional characters become
simplified.
`bare` keeps what its author said, and leaves out what only came along: links, code, quoted words, names called, and
what an exporter puts where a picture was.
"""

import re
from functools import cache
from unicodedata import category, normalize

from opencc import OpenCC

# Marks, fillers and selectors that take no room, beside the categories Cf (format), Cc (control) and Cs (half a pair).
_NO_ROOM = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])\s*")
_SPACES = re.compile(r"[^\S\n]+")


@cache
def _invisible() -> re.Pattern[str]:
    unseen = "".join(
        re.escape(sign)
        for sign in map(chr, range(0x110000))
        if category(sign) in {"Cf", "Cc", "Cs"} and not sign.isspace()
    )
    return re.compile(f"[{unseen}{_NO_ROOM}]+")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str) -> str:
    """The same words in one spelling: NFKC, nothing invisible, simplified characters, single spaces. Twice is once."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    wide = _invisible().sub("", normalize("NFKC", _invisible().sub("", text)))
    spaced: str = _SPACES.sub(" ", _LINE_ENDS.sub("\n", wide)).strip()
    simple: str = _simplifier().convert(spaced)
    while simple != spaced:  # made simple, a phrase can be part of another
        spaced, simple = simple, _simplifier().convert(simple)
    return simple


_CODE = r"(?s:```.*?(?:```|\Z))|`[^`\n]+`|(?s:<(code|pre)\b.*?(?:</\1>|\Z))|(?s:\[code\].*?(?:\[/code\]|\Z))"
# WeChat's 「甲：…」 with its rule of dashes, Discourse's and Zulip's quotes, the > of mails.
_QUOTED = (
    r"(?s:\[quote\b.*?(?:\[/quote\]|\Z))|^[「\"“][^\n]{1,40}?:.*?[」\"”]\n(?:- ?){3,}\n?|^「[^」\n]{1,40}:[^」]*」"
    r"|^ ?>[^\n]*$|^@_?\*\*[^*\n]+\*\* \[[^\]\n]*\]\([^)\n]*\):?"
)
_URL = (
    r"(?:https?|ftp)://[!-~]+|(?<![a-z0-9])www\.[!-~]+"
    r"|(?<![a-z0-9@.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io|me|cc)/[!-~]*"
)
_NAMED = r"@_?\*\*[^*\n]+\*\*|<[@#!&]+[\w|.-]+>|(?<![\w.])@[\w.\-]+:?"
_LEFT_BY_MACHINES = (
    r"\[(?:图片|照片|表情|动画表情|语音|语音通话|视频|视频通话|文件|链接|位置|名片|红包|转账|小程序|聊天记录|合并转发|分享|音乐"
    r"|image|photo|picture|sticker|gif|video|voice|audio|file|link|attachment)(?:[: ][^\]\n]{0,60})?\]"
    r"|<(?:media|image|video|audio|sticker|gif|document) omitted>"
    r"|^(?:image|video|audio|sticker|gif|document) omitted$|^(?:sent|get outlook) (?:from|for) [^\n]{2,30}$"
    r"|^(?:发自|来自)我的[^\n]{2,20}$|^[^\n]{0,40}撤回了一条消息$|^this message was deleted\.?$"
    r"|\[/?(?:b|i|u|url|img|color|size|list)\b[^\]\n]*\]"
    r"|</?(?:p|br|div|span|a|b|i|u|em|strong|code|img|ul|ol|li|h[1-6]|blockquote|table|t[rdh])"
    r"(?: ?/| [a-z-]+=[^>\n]{0,200})?>"
)
_BLOCKS = re.compile(f"(?im){_QUOTED}|{_CODE}")
_MARKED_LINK = re.compile(r"(?i)!?\[([^\]\n]*)\]\((?:https?|ftp|/|#)[^)\s]*\)")
_ALONG = re.compile(f"(?im){_URL}|{_NAMED}|{_LEFT_BY_MACHINES}")
_MAY_HOLD = re.compile(r"[@/>`\[<」]|www\.|omitted|deleted|撤回|我的|(?i:sent from|get outlook)")


def bare(text: str) -> str:
    """What the author said, plain: no links, code, quoted words, names called, or what machines put in."""
    said = plain(text)
    if not _MAY_HOLD.search(said):
        return said
    said = _MARKED_LINK.sub(r"\1", _BLOCKS.sub(" ", said))
    return plain(_ALONG.sub(" ", said))
