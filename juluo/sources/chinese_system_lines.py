"""The lines that QQ and WeChat write into a group, which QQ's own export and ChatLab's files both carry.

Wordings are in simplified characters; `system_lines` folds the traditional ones.
"""

from juluo.ledger.kinds import Kind
from juluo.sources.system_lines import ENUMERATED, Phrase, SystemLine, first_said, phrases

_BY = r"(?P<by>.+?)"
_WHO = r"(?P<who>.+?)"
_GROUP = r"(?:了|到|至)?(?:此|本|该|当前)?群(?:聊|组)?"
_SELF_NAMED = r"(?:此|本|该)?群(?:聊|组)?的?(?:名称|名字|名)"
_END = r"[。！!.]?"

_RENAMED = phrases(
    Kind.RENAME,
    (rf"{_BY} ?(?:已?修改了?|更改了?|将){_SELF_NAMED}(?:修改|更改|改)?[为成] ?(?P<name>.+?){_END}",),
    ENUMERATED,
)
_KICKED = phrases(
    Kind.KICK,
    (
        rf"{_BY} ?[将把] ?{_WHO} ?(?:移出|移除|踢出)(?:{_GROUP})?{_END}",
        rf"{_WHO} ?已?被 ?(?:{_BY} ?)?(?:移出|移除|踢出)(?:{_GROUP})?{_END}",
    ),
    ENUMERATED,
)
_JOINED = phrases(
    Kind.JOIN,
    (
        rf"(?:欢迎)?{_WHO} ?(?:已经?|成功)?通过(?!扫描).{{1,30}}? ?(?:加入|进入){_GROUP}{_END}",
        rf"{_BY} ?邀请 ?{_WHO} ?(?:加入|进入){_GROUP}(?:[,，。].*)?",
        rf"{_WHO} ?(?:通过)?扫描 ?{_BY} ?分享的二维码 ?(?:加入|进入){_GROUP}{_END}",
        rf"{_BY} ?[将把] ?{_WHO} ?(?:拉入|加入|添加到){_GROUP}{_END}",
        rf"{_WHO} ?(?:经|由|受)?(?:{_BY} ?)?邀请 ?(?:加入|进入){_GROUP}{_END}",
        rf"(?:欢迎)?(?:新成员|新人)? ?{_WHO} ?(?:已经?|成功)?(?:加入|进入){_GROUP}(?:[,，。！].*)?{_END}",
    ),
    ENUMERATED,
)
_LEFT = phrases(
    Kind.LEAVE,
    (rf"{_WHO} ?(?:已经?|主动)?(?:退出|离开)(?:{_GROUP})?{_END}", rf"{_WHO} ?(?:已经?)?退群(?:了)?{_END}"),
    ENUMERATED,
)
_RECALLED = phrases(
    Kind.DELETE,
    (
        rf"{_BY} ?撤回了(?:成员)? ?(?:(?P<who>[^一1].*?) ?的)?(?:一条|1条)?(?:群?成员)?的?消息{_END}.{{0,12}}",
        rf"{_WHO} ?的(?:一条)?消息已?被 ?{_BY} ?撤回{_END}",
    ),
    ENUMERATED,
)
_OTHER = phrases(
    Kind.SYSTEM,
    (
        rf"{_BY} ?(?:已成为|成为|被设为|被取消|不再是).*(?:管理员|群主).*",
        rf"{_BY} ?(?:开启|关闭|解除)了?(?:全员|全体)?(?:禁言|匿名).*",
        r".+ ?被 ?.*?禁言.*",
    ),
    ENUMERATED,
)
# A recall names a message, not a departure, and an invitation holds "加入"; the narrow wordings come first.
_ALL: list[Phrase] = [*_RECALLED, *_RENAMED, *_KICKED, *_OTHER, *_JOINED, *_LEFT]
_LONGEST = 400


def chinese_system_line(line: str) -> SystemLine | None:
    """What a QQ or WeChat system line says, or None if no known wording fits."""
    words = line.strip()
    return first_said(words, _ALL) if len(words) <= _LONGEST else None
