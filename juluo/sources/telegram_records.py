"""What Telegram Desktop writes about one message or act, only as far as it is read.

The fields stand in the exporter's order, which the decoder follows fastest. Both shapes have the same names for who
and what, so that columns are built without asking which is which.
"""

from typing import Final

from msgspec import UNSET, Struct, UnsetType

# No export has this key: the field is ours, for a wall clock's words that a moment was read from.
_OURS: Final = {"naive": "juluo:naive"}


class Part(Struct, gc=False):
    """A piece of a text that is more than plain: a link, a mention, bold words."""

    type: str = ""
    text: str = ""
    user_id: int | None = None


Text = str | list[str | Part] | None


class Reaction(Struct, gc=False):
    type: str = ""
    count: int = 0
    emoji: str | None = None
    document_id: str | None = None


class Answer(Struct, gc=False):
    text: Text = None
    voters: int | None = None


class Poll(Struct, gc=False):
    question: Text = None
    total_voters: int | None = None
    answers: list[Answer] = []


class Message(Struct, gc=False, tag_field="type", tag="message", rename={"who": "from", "who_id": "from_id", **_OURS}):
    id: int | None = None
    date: str | None = None
    date_unixtime: int | None = None
    edited: str | None = None
    edited_unixtime: int | None = None
    who: str | None = None
    who_id: str | int | None = None
    forwarded_from: str | UnsetType | None = UNSET
    reply_to_message_id: int | None = None
    photo: str | None = None
    file: str | None = None
    media_type: str | None = None
    via_bot: str | None = None
    text: Text = None
    reactions: list[Reaction] | None = None
    naive: str | None = None
    poll: Poll | None = None
    location_information: dict[str, float] | None = None
    contact_information: dict[str, str | int | None] | None = None


class Service(
    Struct, gc=False, tag_field="type", tag="service", rename={"who": "actor", "who_id": "actor_id", **_OURS}
):
    id: int | None = None
    date: str | None = None
    date_unixtime: int | None = None
    edited: str | None = None
    edited_unixtime: int | None = None
    who: str | None = None
    who_id: str | int | None = None
    action: str = ""
    title: str | None = None
    new_title: str | None = None
    message_id: int | None = None
    inviter: str | None = None
    members: list[str | None] | None = None
    duration: int | float | None = None
    duration_seconds: int | float | None = None
    discard_reason: str | None = None
    reply_to_message_id: int | None = None
    text: Text = None
    naive: str | None = None


class Unsupported(Struct, gc=False, tag_field="type", tag="unsupported"):
    id: int | None = None
    date_unixtime: None = None


Record = Message | Service | Unsupported


def plain(text: Text) -> str | None:
    """The words of a text; None where it has none."""
    if text is None or text.__class__ is str:
        return text or None
    return "".join(part if isinstance(part, str) else part.text for part in text) or None
