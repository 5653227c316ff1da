"""Floods: near the same text again and again within minutes, by one person or by many.

One person's counts however short it is: ten times "顶" is a flood. Of many people only longer texts count, since a
hundred people who say "收到" or "恭喜" within a minute are a community, and copy nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from juluo.text.near import key, near_groups

_WITHIN = timedelta(minutes=10)
_ALONE, _TOGETHER = 5, 6
_TELLING = 12


@dataclass(frozen=True, slots=True)
class Post:
    text: str
    author: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Flood:
    places: tuple[int, ...]
    """Which of the posts are of it, by time."""
    authors: int
    first: datetime
    last: datetime


def floods(posts: Sequence[Post], within: timedelta = _WITHIN, same: Sequence[int] | None = None) -> list[Flood]:
    """The floods among posts, by when they began. A post is part of one at most.

    `same` numbers posts of nearly the same text alike, where that is known already.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(near_groups([post.text for post in posts]) if same is None else same):
        groups[group].append(at)
    found: list[Flood] = []
    for members in groups.values():
        if len(members) < _ALONE or not key(posts[members[0]].text):
            continue
        ordered = sorted(members, key=lambda at: (posts[at].moment, at))
        if len(key(posts[members[0]].text)) >= _TELLING:
            found.extend(_dense(posts, ordered, _TOGETHER, within))
        taken = {at for flood in found for at in flood.places}
        by_author: dict[str, list[int]] = defaultdict(list)
        for at in ordered:
            if at not in taken:
                by_author[posts[at].author].append(at)
        for own in by_author.values():
            found.extend(_dense(posts, own, _ALONE, within))
    return sorted(found, key=lambda flood: (flood.first, flood.places))


def _dense(posts: Sequence[Post], places: list[int], enough: int, within: timedelta) -> Iterator[Flood]:
    """Stretches in which any `enough` posts that follow each other lie within the time."""
    start = 0
    while start + enough <= len(places):
        end = start + enough
        if posts[places[end - 1]].moment - posts[places[start]].moment > within:
            start += 1
            continue
        while end < len(places) and posts[places[end]].moment - posts[places[end - enough + 1]].moment <= within:
            end += 1
        some = tuple(places[start:end])
        authors = len({posts[at].author for at in some})
        yield Flood(some, authors, posts[some[0]].moment, posts[some[-1]].moment)
        start = end
