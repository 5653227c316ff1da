"""What colleagues said about readings, and the words they look out for, as frozen values."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from juluo.desk.readings.models import Click, WatchedWord
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.shell.titled import Titled
from juluo.text.spelling import folded
from juluo.text.watchwords import Tier, WatchWord, starter

# What was said last weighs most, and a model learns from few at a time.
_LESSONS = 300
Verdicts = Mapping[tuple[int, Reading], bool]


@dataclass(frozen=True, slots=True)
class Clicked:
    """What a colleague said, who it was and when."""

    lesson: Lesson
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Taught:
    """How often colleagues said that a reading is right, that it is wrong, and when last."""

    right: int
    wrong: int
    last: datetime | None

    @property
    def count(self) -> int:
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word of a community's list. `own` of False: it came along. `on` of False: it isn't looked out for."""

    key: str
    word: WatchWord
    own: bool
    on: bool
    made_by: str = ""


def lessons(community: str) -> Lessons:
    """Everything that steers how this community's messages are read."""
    told: list[Lesson] = []
    for reading in Reading:
        rows = Click.objects.filter(community=community, reading=reading).order_by("-made_at", "-pk")[:_LESSONS]
        told.extend(_lesson(row) for row in rows)
    words = tuple(one.word for one in watch_list(community) if one.on)
    return Lessons(tuple(sorted(told, key=lambda one: (one.entry_id, one.reading))), words)


def verdicts(community: str, entries: Iterable[int]) -> Verdicts:
    """What was said of these entries, by entry and reading."""
    rows = Click.objects.filter(community=community, entry_id__in=list(entries))
    return {(row.entry_id, Reading(row.reading)): row.right for row in rows}


def taught(community: str) -> Mapping[Reading, Taught]:
    """How much was said of each reading."""
    counts: Counter[tuple[str, bool]] = Counter()
    last: dict[str, datetime] = {}
    for reading, right, at in Click.objects.filter(community=community).values_list("reading", "right", "made_at"):
        counts[reading, right] += 1
        last[reading] = max(at, last.get(reading, at))
    return {one: Taught(counts[one, True], counts[one, False], last.get(one)) for one in Reading}


def clicks(community: str, most: int, first: int = 0) -> tuple[Clicked, ...]:
    """What was said, the latest first."""
    rows = Click.objects.filter(community=community).order_by("-made_at", "-pk")[first : first + most]
    return tuple(Clicked(_lesson(row), row.made_by, row.made_at) for row in rows)


def every_click(community: str) -> tuple[Clicked, ...]:
    """All that was said, in the order of time."""
    rows = Click.objects.filter(community=community).order_by("made_at", "pk")
    return tuple(Clicked(_lesson(row), row.made_by, row.made_at) for row in rows)


def watch_list(community: str) -> tuple[ListedWord, ...]:
    """The whole list: a community's own words, the latest first, then those that came along."""
    rows = {row.key: row for row in WatchedWord.objects.filter(community=community).order_by("-made_at", "-pk")}
    came = {folded(word.text): word for word in starter()}
    own = [ListedWord(key, _word(row), own=True, on=True, made_by=row.made_by) for key, row in rows.items() if row.on]
    left = [
        ListedWord(key, word, own=False, on=key not in rows)
        for key, word in came.items()
        if key not in rows or not rows[key].on
    ]
    return (*own, *left)


def titles(community: str, entries: Collection[str]) -> Mapping[str, Titled]:
    """The messages on which a colleague's word stands."""
    wanted = [int(entry) for entry in entries if entry.removeprefix("-").isdecimal()]
    rows = Click.objects.filter(community=community, entry_id__in=wanted)
    return {str(entry): Titled("", entry, day) for entry, day in rows.values_list("entry_id", "day")}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Words of the list that name somebody: the word, who wrote it, when."""
    rows = WatchedWord.objects.filter(community=community).order_by("made_at")
    told = ((" / ".join(filter(None, (row.text, row.topic, row.unless))), row) for row in rows)
    return tuple((words, row.made_by, row.made_at) for words, row in told if find.search(words))


def _lesson(row: Click) -> Lesson:
    return Lesson(row.entry_id, row.day, Reading(row.reading), row.right)


def _word(row: WatchedWord) -> WatchWord:
    return WatchWord(row.text, row.topic, Tier(row.tier), tuple(row.unless.splitlines()))
