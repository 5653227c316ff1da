"""A line of the simulated export while it is being written, and as it is written out."""

from dataclasses import dataclass

from juluo.demo.people import Person
from juluo.demo.places import Place
from juluo.demo.schedule import Season
from juluo.ledger.kinds import Kind

PLATFORM = "qinghe"


@dataclass(slots=True, eq=False)
class Line:
    """One act at `second` of the simulation. `answer` is the first reply of another person, bots left out.

    `nth` says which of its subject's questions it is, so that the answer fits.
    """

    second: int
    place: Place
    author: Person | None
    text: str | None
    kind: Kind = Kind.MESSAGE
    asks: bool = False
    reply_to: "Line | None" = None
    topic: str | None = None
    mentions: tuple[Person, ...] = ()
    reactions: tuple[tuple[str, int], ...] = ()
    media: int = 0
    edited: int | None = None
    deleted: bool = False
    peer: Person | None = None
    members: int | None = None
    detail: dict[str, str] | None = None
    answer: "Line | None" = None
    nth: int = -1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the generic table; the fields are its columns."""

    platform: str
    channel_id: str
    channel: str
    topic: str | None
    id: str
    ts: str
    author: str | None
    author_name: str | None
    is_bot: bool
    is_staff: bool
    kind: str
    text: str | None
    reply_to: str | None
    mentions: tuple[str, ...]
    reactions: tuple[dict[str, str | int], ...]
    media: int
    edited_ts: str | None
    deleted: bool
    peer: str | None
    members: int | None
    detail: dict[str, str] | None


def row_of(line: Line, season: Season) -> Row:
    author = line.author
    return Row(
        platform=PLATFORM,
        channel_id=line.place.id,
        channel=line.place.name,
        topic=line.topic,
        id=line.id,
        ts=season.moment_of(line.second).isoformat(),
        author=author.id if author else None,
        author_name=author.name if author else None,
        is_bot=author.is_bot if author else False,
        is_staff=author.is_staff if author else False,
        kind=line.kind.value,
        text=line.text,
        reply_to=line.reply_to.id if line.reply_to else None,
        mentions=tuple(person.id for person in line.mentions),
        reactions=tuple({"emoji": emoji, "count": count} for emoji, count in line.reactions),
        media=line.media,
        edited_ts=None if line.edited is None else season.moment_of(line.edited).isoformat(),
        deleted=line.deleted,
        peer=line.peer.id if line.peer else None,
        members=line.members,
        detail=line.detail,
    )
