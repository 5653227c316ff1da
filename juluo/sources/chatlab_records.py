"""What ChatLab's exchange format says, only as far as it is read, and what its message types mean here.

The format: github.com/ChatLab/ChatLab, docs/cn/standard/chatlab-format.md (0.0.1 and 0.0.2).
"""

from msgspec import Struct

from juluo.ledger.kinds import CODES, Kind

Id = str | int | None


class Maker(Struct, gc=False, rename={"exported_at": "exportedAt"}):
    """The file's header."""

    version: str | int | float | None = None
    exported_at: float | None = None


class Meta(Struct, gc=False, rename={"group_id": "groupId"}):
    """Which chat it is."""

    name: str | None = None
    platform: str | None = None
    type: str | None = None
    group_id: Id = None


class Role(Struct, gc=False):
    id: str | None = None


class Member(
    Struct,
    gc=False,
    tag_field="_type",
    tag="member",
    rename={"platform_id": "platformId", "account_name": "accountName", "group_nickname": "groupNickname"},
):
    platform_id: Id = None
    account_name: str | None = None
    group_nickname: str | None = None
    aliases: list[str | None] | None = None
    roles: list[Role] | None = None


class Message(
    Struct,
    gc=False,
    tag_field="_type",
    tag="message",
    rename={
        "native_id": "platformMessageId",
        "account_name": "accountName",
        "group_nickname": "groupNickname",
        "reply_to": "replyToMessageId",
    },
):
    native_id: Id = None
    sender: Id = None
    account_name: str | None = None
    group_nickname: str | None = None
    timestamp: float | None = None
    type: int = 0
    content: str | None = None
    reply_to: Id = None


class Header(Struct, gc=False, tag_field="_type", tag="header"):
    chatlab: Maker
    meta: Meta


Line = Header | Member | Message

TEXT, REPLY, SYSTEM, RECALL = 0, 25, 80, 81
# Pictures, voices, videos, files, stickers: what stands in `content` is a placeholder or a caption.
MEDIA = frozenset({1, 2, 3, 4, 5})
PLAIN = frozenset({TEXT, REPLY})
# Acts with a word of their own; the entry keeps it, for the text alone may not tell.
ACTS = {
    7: "link",
    8: "location",
    20: "red_packet",
    21: "transfer",
    22: "poke",
    24: "share",
    27: "contact",
    99: "other",
}
KINDS_OF_TYPE = {22: CODES[Kind.SYSTEM], 23: CODES[Kind.CALL], 26: CODES[Kind.REPOST]}
