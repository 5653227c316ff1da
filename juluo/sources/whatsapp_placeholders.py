"""What WhatsApp puts in place of someone's words: files left out or attached, messages taken back or edited, polls."""

import re
from collections.abc import Sequence

from juluo.sources.system_lines import in_simplified

# The stem of "media" and "file" in the languages of the app: its placeholder is <… omitted> in all of them.
_MEDIA_STEMS = "medi|médi|mídi|медиа|медіа|多媒|媒体|メディア|미디어|multim|file|fichier|archivo|файл"
_CHINESE_FILES = "图[像片]|[视影]频|影片|影像|视讯|音[频讯]|语音|贴[图纸]|gif|文[件档]|联络人|联系人名片|名片"
_OMITTED = "省略|忽略|略去"
_LEFT_OUT = re.compile(
    rf"<[^<>\n]{{0,20}}(?:{_MEDIA_STEMS})[^<>\n]{{0,30}}>"
    r"|<?(?:image|video|video note|audio|sticker|gif|document|contact card) omitted>?"
    r"|<?(?:imagen|sticker|gif|audio|video|documento) omitid[oa]>?"
    rf"|<?已?(?:{_OMITTED}) ?(?:{_CHINESE_FILES})>?"
    rf"|<?(?:{_CHINESE_FILES}) ?已?被?(?:{_OMITTED})>?"
    rf"|[^\n]{{1,200}} • [^\n]{{1,30}}(?:document omitted|文[件档]已?(?:{_OMITTED}))",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"[ \u200e]*<(?:attached|附件|adjunto|Anhang|allegato)[:：][^<>\n]+>"
    r"|^[ \u200e]*[^\n]{1,200}\.\w{2,5} \((?:file attached|文件附件|附件|已附加文件|檔案附件|已附加檔案)\)\n?",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(?:This message was deleted(?: by .+)?"
    r"|You deleted this message(?: as admin)?"
    r"|(?:此|[这该][条则]?)[消讯]息已(?:被.{0,40})?删除"
    r"|[您你]已?删除了?(?:此|这[条则]|一[条则])?[消讯]息)[.。]?",
)
_EDITED = re.compile(r"[ \u200e]*<(?:This message was edited|(?:此|这[条则])?(?:[消讯]息)?已编辑)>$")
_POLL = re.compile(r"(?:POLL|投票)[:：].*\n\u200e?(?:OPTION|选项)[:：]", re.DOTALL)

# What gives away a file or an edit anywhere in a message: searched once a block, for few blocks have any.
_RARE_MARKS = ("attached", "附件", "附加", "edited>", "编辑>", "編輯>")
# The first letters of every placeholder: a message that happens to start so is only looked at longer.
_FOUR = frozenset(
    words[:4]
    for word in ("image", "video", "audio", "sticker", "gif ", "document", "contact card", "imagen", "documento")
    for words in (word, word.capitalize(), word.upper())
) | {"This", "You ", "POLL", "Mess"}
_TWO = frozenset(
    re.findall(
        r"\S+",
        "此消 此讯 此訊 这条 这则 這條 這則 该消 該訊 消息 讯息 訊息 您发 您發 您删 您刪 您已 你删 你刪 你已 "
        "图片 图像 圖片 圖像 视频 視頻 影片 影像 视讯 視訊 音频 音訊 语音 語音 贴图 貼圖 贴纸 貼紙 文档 文件 文檔 "
        "名片 联络 聯絡 联系 忽略 省略 已忽 已省 已略 略去 投票",
    ),
)
_FIRST = frozenset("<\u200e")


def may_hold_placeholders(bodies: Sequence[str], block: str) -> list[int]:
    """The rows worth a closer look; `block` is the text they come from."""
    marks = [mark for mark in _RARE_MARKS if mark in block]
    rows = [row for row, body in enumerate(bodies) if body[:4] in _FOUR or body[:2] in _TWO or body[:1] in _FIRST]
    if not marks:
        return rows
    return sorted({row for row, body in enumerate(bodies) if any(mark in body for mark in marks)}.union(rows))


def is_left_out(words: str) -> bool:
    """Whether the words stand for a file that was not exported."""
    return _LEFT_OUT.fullmatch(in_simplified(words)) is not None


def is_deleted(words: str) -> bool:
    return _DELETED.fullmatch(in_simplified(words)) is not None


def is_poll(words: str) -> bool:
    return _POLL.match(in_simplified(words)) is not None


def without_attachments(words: str) -> tuple[str, int]:
    """The words beside attached files, and how many files there are."""
    return _ATTACHED.subn("", words)


def without_edit_mark(words: str) -> str:
    found = _EDITED.search(in_simplified(words))
    return words[: found.start()] if found else words
