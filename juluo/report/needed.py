"""What members need and what is new, in a report: found before, by a worker or on the command line.

Finding it takes longer than everything else in a report, so a report only tells what was found, and says so where
nobody has looked yet.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from juluo.insights.needs.ailments import parted
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Course, Need, Needs, Quiet, Quote, Topic
from juluo.insights.needs.telling import course_words, kind_words, quiet_words
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.report.daily import Block, EntryLine, Heading, Line, NeedRow, NeedRows, Paragraph, Report, Span, ToWrite
from juluo.report.scene import Scene
from juluo.wording.numbers import long_range, whole

NEEDS, TOPICS = 6, 5
# Whoever was told of a need is written below this heading, and what was found stands above it.
_SECTION, _BEFORE = "feedback", "told"
# So many letters before and after a name in a quote; a text that is hardly longer is shown whole.
_BACK, _ON, _SHORT = 40, 100, 160


@dataclass(frozen=True, slots=True)
class NeedsKnown:
    """What is known of the needs of a period. `found` None: nobody has looked; `stale`: the ledger changed since."""

    period: Period
    found: Found | None = None
    stale: bool = False


def with_needs(report: Report, blocks: tuple[Block, ...]) -> Report:
    """The report with what members need in its section on feedback."""
    sections = (
        replace(section, blocks=_inserted(section.blocks, blocks)) if section.key == _SECTION else section
        for section in report.sections
    )
    return replace(report, sections=tuple(sections))


def _inserted(blocks: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[Block, ...]:
    place = next(at for at, one in enumerate(blocks) if isinstance(one, ToWrite) and one.key == _BEFORE)
    return (*blocks[: place - 1], *new, *blocks[place - 1 :])


def need_blocks(scene: Scene, known: NeedsKnown) -> tuple[Block, ...]:
    """What members need and what is new in the period, or why that isn't told."""
    heading = Heading(scene.say("成员需要什么"))
    if known.found is None:
        return heading, Paragraph((Span(_unknown(scene, known.period)),))
    telling = _Telling(scene, known.found.needs)
    return heading, *telling.needs(stale=known.stale), Heading(scene.say("新冒头的话题")), *telling.topics()


def _unknown(scene: Scene, period: Period) -> str:
    when = long_range(period.first, period.last, scene.lang)
    if not scene.view.coverage.overlaps(period):
        return scene.say("{when}没有记录，说不出成员需要什么。", when=when)
    if scene.view.as_of is not None:
        return scene.say("成员需要什么只按最新的账本找，这里是以前的账本，所以没有。")
    told = "{when}还没算出来：打开网页的“需求”看这一段，或运行 juluo report {slug} --needs，算好了这里就有。"
    return scene.say(told, when=when, slug=scene.view.community.slug)


class _Telling:
    """What was found, in a report's words."""

    def __init__(self, scene: Scene, found: Needs) -> None:
        self.scene, self.found = scene, found
        self.wanted = [one for one in found.needs if one.pinned or one.kind.wants]
        shown: list[Need | Topic] = [*self.wanted[:NEEDS], *found.topics[:TOPICS]]
        self.entries = _entries(scene, [quote for one in shown for quote in one.quotes])

    @property
    def when(self) -> str:
        return long_range(self.found.period.first, self.found.period.last, self.scene.lang)

    def needs(self, *, stale: bool) -> tuple[Block, ...]:
        say = self.scene.say
        told = say("{when}没有三个人以上提同一件事。", when=self.when)
        if self.wanted:
            n, most = whole(len(self.wanted)), self._counted(max(self.wanted, key=lambda one: one.people))
            told = say("{when}有{n}件事至少三个人提，最多的一件有{most}提。", when=self.when, n=n, most=most)
        if stale:
            told = self.scene.in_a_row(told, say("这之后账本变过，还没有重找。"))
        rows = tuple(self._row(one, one.need_id, kind_words(one.kind, say)) for one in self.wanted[:NEEDS])
        return Paragraph((Span(told),)), *self._listed(rows)

    def topics(self) -> tuple[Block, ...]:
        say, quiet = self.scene.say, self.found.quiet
        if quiet is not None and quiet is not Quiet.NOTHING:
            return (Paragraph((Span(quiet_words(quiet, say)),)),)
        if not self.found.topics:
            return (Paragraph((Span(say("{when}无异常话题。", when=self.when)),)),)
        told = say("{when}有{n}个话题比往常多人说。", when=self.when, n=whole(len(self.found.topics)))
        return Paragraph((Span(told),)), *self._listed(self._row(one) for one in self.found.topics[:TOPICS])

    def _listed(self, rows: Iterable[NeedRow]) -> tuple[Block, ...]:
        found = tuple(rows)
        return (NeedRows(self.found.period.first, self.found.period.last, found),) if found else ()

    def _row(self, one: Need | Topic, need_id: str = "", kind: str = "") -> NeedRow:
        # What ails people is our own word, and the name is theirs.
        ailment, bare = parted(one.name)
        name, quoted = self._named(replace(one, name=bare))
        return NeedRow(need_id, ailment + name, self._facts(one, one.course, kind), quoted)

    def _facts(self, one: Need | Topic, course: Course, kind: str) -> Line:
        told = "{people} · {kind} · {course}" if kind else "{people} · {course}"
        people = Span(self._counted(one), strong=True)
        return self.scene.line(told, people=people, kind=kind, course=course_words(course, self.scene.say))

    def _counted(self, one: Need | Topic) -> str:
        if self.found.by_people:
            return self.scene.say("{n}人", n=whole(one.people))
        return self.scene.say("{n}串对话", n=whole(one.threads))

    def _named(self, one: Need | Topic) -> tuple[str, EntryLine | None]:
        """What it is called, as it stands in something said, and one quote; a name that stands nowhere is not told."""
        known = [quote for quote in one.quotes if quote.entry_id in self.entries]
        if not known:
            return one.name, None
        said = (quote for quote in known if place_of(one.name, self.entries[quote.entry_id].text or ""))
        first = next(said, known[0])
        entry = self.entries[first.entry_id]
        [line] = self.scene.lines([entry], lambda _: self._title(first))
        line = replace(line, words=self._around(entry, place_of(one.name, entry.text or "")))
        return self._spelled(one, first), line

    def _title(self, quote: Quote) -> str:
        if not quote.title or quote.thread is None:
            return ""
        return self.scene.part_of_title(quote.thread, quote.title, 0, len(quote.title))

    def _spelled(self, one: Need | Topic, first: Quote) -> str:
        for quote in one.quotes:
            titled = place_of(one.name, quote.title)
            if titled is not None and quote.thread is not None:
                return self.scene.part_of_title(quote.thread, quote.title, *titled)
            entry = self.entries.get(quote.entry_id)
            said = place_of(one.name, entry.text or "") if entry is not None else None
            if entry is not None and said is not None:
                return self.scene.part_of(entry, *said)
        return self.scene.called(one.name, self.entries[first.entry_id], first.title, first.thread)

    def _around(self, entry: Entry, at: tuple[int, int] | None) -> str:
        text = entry.text or ""
        if len(text) <= _SHORT:
            return self.scene.words_of(entry)
        start = max(0, at[0] - _BACK) if at else 0
        end = min(len(text), start + _BACK + _ON)
        words = self.scene.part_of(entry, start, end)
        return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def place_of(name: str, text: str) -> tuple[int, int] | None:
    """Where a name stands in a text, however its words are spaced there."""
    found = re.search(r"[\s\-·]*".join(map(re.escape, name.split())), text, re.IGNORECASE) if name.split() else None
    return found.span() if found else None


def _entries(scene: Scene, quotes: Sequence[Quote]) -> Mapping[int, Entry]:
    """The quoted entries as the ledger has them now: whoever is gone from it is quoted no more."""
    if not quotes:
        return {}
    days = [quote.day for quote in quotes]
    query = EntryQuery(Period(min(days), max(days)), ids=tuple(sorted({quote.entry_id for quote in quotes})))
    return {one.entry_id: one for one in scene.view.lines(query) if (one.text or "").strip()}
