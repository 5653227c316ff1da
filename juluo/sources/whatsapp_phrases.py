"""The lines WhatsApp itself writes into a chat, in English and Chinese: who came and went, what the group is called.

Chinese wordings are matched in simplified characters; `system_lines` folds the traditional ones.
"""

import re

from juluo.ledger.kinds import Kind
from juluo.sources.system_lines import SPELT_OUT, Phrase, SystemLine, first_said, in_simplified, phrases

_NAME = r"[\"“「](?P<name>.+)[\"”」]"
_FORMER = r"[\"“「](?P<former>.+?)[\"”」]"
_BY = r"(?P<by>.+?)"
_WHO = r"(?P<who>.+?)"
_GROUP = r"(?:此|本|该)?群(?:组|聊)"
_SUBJECT = r"(?:主题|主旨|名称)"
_CHANGED = r"(?:更改|变更|改)"

CREATED = phrases(
    Kind.SYSTEM,
    (
        rf"{_BY} created (?:the |this )?group {_NAME}",
        rf"{_BY} ?已?(?:创建|建立)了?{_GROUP} ?{_NAME}",
    ),
    SPELT_OUT,
)
_RENAMED = phrases(
    Kind.RENAME,
    (
        rf"{_BY} changed the (?:subject|group name) from {_FORMER} to {_NAME}",
        rf"{_BY} changed the (?:subject|group name) to {_NAME}",
        rf"{_BY} ?已?将{_GROUP}的?{_SUBJECT}(?:从|由) ?{_FORMER} ?{_CHANGED}[为成] ?{_NAME}",
        rf"{_BY} ?已?(?:{_CHANGED}了?|将){_GROUP}的?{_SUBJECT}{_CHANGED}?[为成] ?{_NAME}",
    ),
    SPELT_OUT,
)
_JOINED = phrases(
    Kind.JOIN,
    (
        rf"{_WHO} joined (?:using|via|from|through) .*",
        rf"{_WHO} joined(?: this group| the group| the community)?\.?",
        rf"{_WHO} (?:was|were) added",
        rf"{_BY} added (?P<who>.+)",
        rf"{_WHO} ?已?(?:使用|通过|透过|经由|以).*?(?:邀请|链接|连结|社群|社区).*?加入了?(?:{_GROUP})?",
        rf"{_WHO} ?已?加入了?{_GROUP}",
        rf"{_WHO} ?已?被(?:{_BY} ?)?(?:添加|加入|新增)(?:(?:到|至|了)?{_GROUP})?",
        rf"{_BY} ?已?[将把] ?{_WHO} ?(?:添加|加入|新增)(?:到|至|了)?{_GROUP}",
        rf"{_BY} ?(?:添加了|已添加|新增了|已新增|加入了) ?{_WHO}",
    ),
    SPELT_OUT,
)
_LEFT = phrases(
    Kind.LEAVE,
    (
        rf"{_WHO} left(?: the group| this group)?\.?",
        rf"{_WHO} ?已?(?:退出|离开)了?(?:{_GROUP})?",
    ),
    SPELT_OUT,
)
_REMOVED = phrases(
    Kind.KICK,
    (
        rf"{_WHO} (?:was|were) removed(?: from the group)?",
        rf"{_BY} removed (?P<who>.+)",
        rf"{_WHO} ?已?被(?:{_BY} ?)?移(?:除|出)(?:了?{_GROUP})?",
        rf"{_BY} ?已?[将把] ?{_WHO} ?移(?:除|出)了?(?:{_GROUP})?",
        rf"{_BY} ?(?:移除了|已移除) ?{_WHO}",
    ),
    SPELT_OUT,
)
_PINNED = phrases(Kind.PIN, (rf"{_BY} pinned a message", rf"{_BY} ?已?置顶了?(?:一[条则])?[消讯]息"), SPELT_OUT)
_CALLED = phrases(
    Kind.CALL,
    (
        r"(?:Missed |Silenced )?(?:group )?[Vv](?:oice|ideo) call.*",
        r"(?:未接(?:听|来电)?的?)?(?:语音|视[频讯])通话.*",
    ),
    SPELT_OUT,
)
_OTHER = phrases(
    Kind.SYSTEM,
    (
        r"Messages .{0,40}end-to-end.*",
        rf"{_BY} created (?:a |the |this )?group\.?",
        rf"{_BY} changed (?:this group's|the group) (?:icon|description|settings|avatar).*",
        rf"{_BY} (?:deleted|removed) (?:this group's|the group) (?:icon|description).*",
        rf"{_BY} changed (?:their|your) phone number.*",
        rf"{_BY} changed to \+?[\d ()\-]+",
        r"Your security code with .*",
        rf"{_BY}['’]s security code changed.*",
        rf"{_BY} (?:turned o(?:n|ff)|updated|changed) (?:the )?(?:disappearing message|message timer|admin approv).*",
        rf"{_BY} (?:is|are) (?:now|no longer) an admin",
        r"You['’]re (?:now|no longer) an admin",
        rf"{_BY} (?:changed|reset) (?:the|this) group(?:'s)? (?:invite )?link.*",
        rf"{_BY} (?:requested|asked) to join.*",
        r"(?:消息|讯息|您发送到).{0,40}端[到对]端.*",
        rf"{_BY} ?已?(?:创建|建立)了?{_GROUP}",
        rf"{_BY} ?已?(?:更改|变更|删除|移除)了?{_GROUP}的?(?:图标|图示|头像|图片|说明|描述|设置|设定).*",
        rf"{_BY} ?的?安全(?:码|代码)已?(?:更改|变更).*",
        rf"{_BY} ?已?(?:开启|关闭)了?(?:限时|自动删除|阅后即焚)[消讯]息.*",
        rf"{_BY} ?(?:现在是|已成为|不再是)(?:群组?)?管理员",
    ),
    SPELT_OUT,
)
# Group matters before people: "removed this group's icon" is no kick, and a subject may hold any words.
_ALL: list[Phrase] = [*CREATED, *_RENAMED, *_OTHER, *_PINNED, *_CALLED, *_REMOVED, *_JOINED, *_LEFT]

# A subject with ": " makes WhatsApp's line look like a person's; what comes before the colon gives it away.
_SUBJECT_AHEAD = re.compile(
    r".+? (?:created (?:the |this )?group|changed the (?:subject|group name) (?:from|to)) [\"“].*"
    rf"|.+?(?:创建|建立)了?{_GROUP} ?[\"“「].*"
    rf"|.+?{_GROUP}的?{_SUBJECT}.{{0,6}}[\"“「].*",
    re.DOTALL,
)
_ENCRYPTED = re.compile(
    r"Messages (?:and calls|you send|to this) .{0,40}end-to-end|(?:消息|讯息|您发送到).{0,40}端[到对]端加密"
)


def system_line(line: str) -> SystemLine | None:
    """What a line of WhatsApp's own says, or None if no known phrase fits."""
    return first_said(line, _ALL)


def hides_subject(author: str) -> bool:
    """Whether what stands before ": " is the start of a line about the group's subject."""
    return _SUBJECT_AHEAD.fullmatch(in_simplified(author)) is not None


def is_encryption_notice(words: str) -> bool:
    return _ENCRYPTED.match(in_simplified(words[:80])) is not None
