"""What is agreed for a community, as frozen values."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from juluo.desk.communities.models import NoticeVersion


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The parts of a notice to members."""

    why: str
    what: str
    who_sees: str
    how_long: str
    whom_to_ask: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of a notice; `no` counts from 1."""

    no: int
    words: NoticeWords
    by: str
    at: datetime


def notices(community: str) -> tuple[Notice, ...]:
    """Every version, the one that holds first."""
    rows = NoticeVersion.objects.filter(community=community).order_by("-no")
    return tuple(
        Notice(
            row.no,
            NoticeWords(row.why, row.what, row.who_sees, row.how_long, row.whom_to_ask),
            row.by_name,
            row.at,
        )
        for row in rows
    )


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """What members are told, where it names somebody: the words, by whom, when."""
    every = ((part, one) for one in reversed(notices(community)) for part in asdict(one.words).values())
    return tuple((part, one.by, one.at) for part, one in every if find.search(part))
