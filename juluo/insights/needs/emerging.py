"""Topics that are new: phrases that many more people take up than in the periods before, told as stories.

Tried are all phrases that enough people say, in two threads at least, and the false among the found are kept below one
in twenty (Benjamini and Hochberg 1995). What was said by many in one thread alone is a hot thread and no topic.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juluo.insights.needs.cleaning import headline, prose
from juluo.insights.needs.course import Counts, at_least, courses, dispersions
from juluo.insights.needs.naming import longest, written
from juluo.insights.needs.need import Course, Quiet, Topic
from juluo.insights.needs.people import NOBODY, Called
from juluo.insights.needs.quoting import Words, quotes
from juluo.insights.needs.reading import FEWEST_PAST, Line, Read, Thread
from juluo.insights.needs.terms import phrases, words
from juluo.metrics.discovery import benjamini_hochberg

# So many people, or threads where people are unknown, make a topic; of fewer in all no topic can be told.
FEWEST, FEWEST_SPEAK = 4, 20
MOST = 8
_Q = 0.05
# Less than so many times as many as usual isn't news, however sure it is.
_TIMES = 2.5
# Phrases that share so many of their lines tell one story.
_SHARED = 0.6
# A topic is a word or two; its name may be longer.
_WORDS = 2


@dataclass(slots=True)
class _Told:
    """Where a phrase stands now: lines and threads by their numbers, voices by thread."""

    lines: set[int]
    threads: dict[int, set[int]]

    @property
    def voices(self) -> set[int]:
        return set().union(*self.threads.values())

    @property
    def beyond_one_thread(self) -> int:
        """How many say it elsewhere than in the thread where most do, and one for that thread."""
        most = max(self.threads, key=lambda thread: (len(self.threads[thread]), -thread))
        return 1 + len(set().union(*(who for thread, who in self.threads.items() if thread != most), set()))


def topics(read: Read, called: Called = NOBODY) -> tuple[tuple[Topic, ...], Quiet | None]:
    """The topics of the period, the surest first, and why there are none; a member's name is none."""
    if len(read.past) < FEWEST_PAST:
        return (), Quiet.NO_PAST
    now = _Now(read)
    if len(now.spoke) < FEWEST_SPEAK:
        return (), Quiet.TOO_FEW
    news = [one for one in _news(read, now) if not called.is_name(one.phrase, now.saying(one.phrase))]
    found = _stories(now, news)
    return found, None if found else Quiet.NOTHING


class _Now:
    """The lines of the period that members wrote, and where each phrase stands in them."""

    def __init__(self, read: Read) -> None:
        self.lines: list[Words] = []
        self.told: dict[str, _Told] = {}
        self.spoke: set[int] = set()
        for thread in read.threads:
            if thread.period == read.now:
                self._take(thread)
        self.candidates = {
            phrase
            for phrase, told in self.told.items()
            if len(told.threads) > 1 and told.beyond_one_thread >= FEWEST - 1 and len(told.voices) >= FEWEST
        }

    def saying(self, phrase: str) -> list[str]:
        """The lines in which a phrase stands."""
        return [self.lines[number].text for number in self.told[phrase].lines]

    def _take(self, thread: Thread) -> None:
        for found, line, text in _said(thread):
            number = len(self.lines)
            self.lines.append(Words(line, thread, text))
            self.spoke.add(line.voice)
            for phrase in set(phrases(found, _WORDS)):
                told = self.told.get(phrase)
                if told is None:
                    told = self.told[phrase] = _Told(set(), {})
                told.lines.add(number)
                told.threads.setdefault(thread.number, set()).add(line.voice)


def _said(thread: Thread) -> Iterator[tuple[list[str], Line, str]]:
    """The words of each member's line; the title is its opener's."""
    for place, line in enumerate(thread.lines):
        if line.member:
            text = prose(line.text)
            found = words(text)
            if not place and thread.title:
                title = headline(thread.title)
                found = [*words(title), "", *found]
            yield found, line, text


@dataclass(frozen=True, slots=True)
class _News:
    phrase: str
    course: Course


def _news(read: Read, now: _Now) -> list[_News]:
    """The phrases that far more people say than before, the surest first."""
    import numpy as np  # noqa: PLC0415 - only where needs are looked for

    before, spoke = _before(read, now.candidates)
    tried = sorted(now.candidates)
    past = np.array([[said[phrase] for said in before] for phrase in tried], dtype=float).reshape(-1, len(before))
    elsewhere = np.array([now.told[phrase].beyond_one_thread for phrase in tried], dtype=float)
    counts = Counts(elsewhere, past, np.array(spoke, dtype=float), float(len(now.spoke)))
    spread = dispersions(counts)
    p = at_least(counts, spread)
    # Phrases that nobody says any more were tried, too.
    ever = sum(before, Counter())
    silent = sum(1 for phrase, people in ever.items() if people >= FEWEST and phrase not in now.candidates)
    q = benjamini_hochberg([*map(float, p), *[1.0] * silent])[: len(tried)]
    people = np.array([len(now.told[phrase].voices) for phrase in tried], dtype=float)
    told = courses(Counts(people, past, counts.spoke, counts.spoke_now), spread, q, p)
    new = [
        _News(phrase, course)
        for row, (phrase, course) in enumerate(zip(tried, told, strict=True))
        if q[row] < _Q and elsewhere[row] >= max(FEWEST - 1, _TIMES * float(counts.expected[row]))
    ]
    return sorted(new, key=lambda one: (one.course.p or 0.0, -one.phrase.count(" "), one.phrase))


def _before(read: Read, candidates: set[str]) -> tuple[list[Counter[str]], list[int]]:
    """How many said what in each of the periods before, and how many spoke in it at all."""
    said: list[dict[int, set[str]]] = [{} for _ in read.past]
    longer = {tuple(phrase.split(" ")): phrase for phrase in candidates if " " in phrase}
    for thread in read.threads:
        if thread.period == read.now:
            continue
        by_voice = said[thread.period]
        for found, line, _ in _said(thread):
            mine = by_voice.setdefault(line.voice, set())
            mine.update(found)
            mine.update(longer[pair] for pair in longer.keys() & pairwise(found))
    return [_counted(by_voice.values()) for by_voice in said], [len(by_voice) for by_voice in said]


def _counted(said: Iterable[set[str]]) -> Counter[str]:
    people = Counter(word for mine in said for word in mine)
    people.pop("", None)
    return people


def _stories(now: _Now, news: Sequence[_News]) -> tuple[Topic, ...]:
    """The phrases as stories: what shares most of its lines with a surer one belongs to it."""
    stories: list[list[_News]] = []
    for one in news:
        mine = now.told[one.phrase]
        for story in stories:
            if any(_one_story(mine, now.told[other.phrase]) for other in story):
                story.append(one)
                break
        else:
            stories.append([one])
    return tuple(_topic(now, story) for story in stories[:MOST])


def _one_story(one: _Told, other: _Told) -> bool:
    lines = len(one.lines & other.lines) >= _SHARED * min(len(one.lines), len(other.lines))
    mine, theirs = one.threads.keys(), other.threads.keys()
    return lines or len(mine & theirs) >= _SHARED * max(len(mine), len(theirs))


def _topic(now: _Now, story: Sequence[_News]) -> Topic:
    lead = story[0]
    told = now.told[lead.phrase]
    here = [now.lines[number] for number in sorted(told.lines)]
    shown = quotes(here, [one.phrase for one in story])
    texts = [quote.searched for quote in shown]
    name = longest(lead.phrase, texts)
    return Topic(
        name=written(name, [f"{one.thread.title}\n{one.text}" for one in here]),
        words=tuple(one.phrase for one in story),
        people=len(told.voices),
        threads=len(told.threads),
        course=lead.course,
        quotes=tuple(quote.quote for quote in shown),
        first=min(one.line.day for one in here),
        last=max(one.line.day for one in here),
        entries=tuple(one.line.entry_id for one in here),
    )
