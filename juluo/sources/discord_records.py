"""What DiscordChatExporter writes about one message, only as far as it is read, in the exporter's order of fields.

Empty lists are most of a message; as tuples they all are one and the same object.
"""

from msgspec import Struct


class Person(Struct, gc=False, rename={"is_bot": "isBot"}):
    id: str = ""
    name: str | None = None
    nickname: str | None = None
    is_bot: bool = False

    @property
    def display(self) -> str | None:
        return self.nickname or self.name


class Thing(Struct, gc=False):
    """Something that is only counted."""


class Emoji(Struct, gc=False):
    id: str | None = None
    name: str | None = None
    code: str | None = None


class Reaction(Struct, gc=False):
    emoji: Emoji
    count: int = 0


class Reference(Struct, gc=False, rename={"message_id": "messageId"}):
    type: str | None = None
    message_id: int | None = None


class Forwarded(Struct, gc=False):
    content: str | None = None
    attachments: tuple[Thing, ...] = ()
    stickers: tuple[Thing, ...] = ()


class Message(Struct, gc=False, rename={"edited": "timestampEdited", "forwarded": "forwardedMessage"}):
    id: int | None = None
    type: str = "Default"
    timestamp: str | None = None
    edited: str | None = None
    content: str | None = None
    author: Person | None = None
    attachments: tuple[Thing, ...] | None = None
    stickers: tuple[Thing, ...] | None = None
    reactions: tuple[Reaction, ...] | None = None
    mentions: tuple[Person, ...] | None = None
    reference: Reference | None = None
    forwarded: Forwarded | None = None


class Guild(Struct, gc=False):
    id: str | None = None
    name: str | None = None


class Channel(Struct, gc=False, rename={"category_id": "categoryId"}):
    id: str | None = None
    type: str | None = None
    category_id: str | None = None
    category: str | None = None
    name: str | None = None


class Header(Struct, rename={"exported_at": "exportedAt"}):
    """What stands around the messages."""

    guild: Guild | None = None
    channel: Channel | None = None
    exported_at: str | None = None
