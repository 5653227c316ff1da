"""A page of what messages were read as, with the lines to read and the words that show why; made once a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.insights.readings.flooded import Flooded, flooded
from juluo.insights.readings.listed import Order, ReadAs, busiest, by_rule, counted, hits, lay_readings, listed, unsure
from juluo.intake.lessons import Reading
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.report.daily import EntryLine
from juluo.report.whole_day import last_whole_day
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.text.watchwords import Tier, Trick, WatchWord
from juluo.web.members.timeline import dated_lines
from juluo.web.questions.found import entries_of, mark
from juluo.web.seen import seen

ROWS = 20
# So many messages of a flood are told one by one; so many words of a list.
_COPIES, _BUSIEST = 40, 8
_LONGEST = 2_000


class Show(StrEnum):
    """Which list is looked at."""

    QUESTION = "question"
    PROBLEM = "problem"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    ADVERTISING = "advertising"
    FLOODS = "floods"
    WATCH = "watch"
    CLICKED = "clicked"

    @property
    def reading(self) -> Reading | None:
        """What its messages were read as, where a colleague may say that they are."""
        return Reading(str(self)) if str(self) in {str(one) for one in Reading} else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which list."""

    show: Show
    order: Order
    days: int
    day: date | None
    number: int
    alarms: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list, how likely it is what it was read as, and the words that show it (`why`).

    `signs` are those of an advertisement, by their names; `word` is one of the list, `trick` how it was written.
    `times` is how many messages say the same, where they stand in the list once.
    """

    line: EntryLine
    day: date
    chance: float = 0.0
    why: str = ""
    signs: tuple[tuple[str, str], ...] = ()
    word: str = ""
    trick: Trick = Trick.NONE
    times: int = 1


@dataclass(frozen=True, slots=True)
class FloodLine:
    """Nearly the same again and again: how often, by how many, from when to when, and the first of the messages."""

    line: EntryLine
    day: date
    count: int
    people: int
    until: str
    copies: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, how many each list holds, and how much of the days' messages was read at all.

    `ruled` are the questions of these days by the rule that the metrics and 待答 go by, `agreed` those of them that
    the model takes for questions, too.
    """

    period: Period
    counts: Mapping[Show, int]
    unsure: int
    read: int
    messages: int
    watched: bool
    taught: str
    pages: int
    lines: tuple[Line, ...] = ()
    floods: tuple[FloodLine, ...] = ()
    busiest: tuple[tuple[str, int], ...] = ()
    ruled: int = 0
    agreed: int = 0


def found(visit: Visit, asked: Asked, words: Sequence[WatchWord]) -> Found | None:
    """A page of a list; None where there is no record."""
    alarms = tuple(sorted(word.text for word in words if word.tier is Tier.ALARM)) if asked.alarms else None
    key = ("readings", visit.lang, asked, alarms, mark(visit.community))
    return seen(visit.community, key, lambda view: _found(visit, view, asked, alarms))


def _found(visit: Visit, view: View, asked: Asked, alarms: Sequence[str] | None) -> Found | None:
    last = asked.day or last_whole_day(view)
    if last is None:
        return None
    period = Period.trailing(last, asked.days)
    lay_readings(view, period)
    told, repeated = counted(view), flooded(view)
    counts = {Show(one): n for one, n in told.readings.items()} | {Show.FLOODS: len(repeated), Show.WATCH: told.hits}
    reading, first = asked.show.reading, ROWS * (asked.number - 1)
    doubtful = unsure(view, reading) if reading is not None else 0
    some = tuple(busiest(view, _BUSIEST, alarms)) if asked.show is Show.WATCH else ()
    lines: tuple[Line, ...] = ()
    if reading is not None:
        lines = _lines(visit, view, reading, listed(view, reading, asked.order, ROWS, first))
    elif asked.show is Show.WATCH:
        lines = _hits(visit, view, first, alarms)
    many = doubtful if asked.order is Order.UNSURE and reading is not None else counts.get(asked.show, 0)
    return Found(
        period,
        counts,
        doubtful,
        told.read,
        told.messages,
        told.watched,
        told.taught,
        max(1, -(-many // ROWS)),
        lines,
        _floods(visit, view, repeated[first : first + ROWS]) if asked.show is Show.FLOODS else (),
        some,
        *(by_rule(view) if reading is Reading.QUESTION else (0, 0)),
    )


def _lines(visit: Visit, view: View, reading: Reading, some: Sequence[ReadAs]) -> tuple[Line, ...]:
    entries = {one.entry_id: one for one in entries_of(view, [(one.entry_id, one.day) for one in some])}
    there = [one for one in some if one.entry_id in entries]
    texts = [(entries[one.entry_id].text or "")[:_LONGEST] for one in there]
    shown = _shown(visit, view, [entries[one.entry_id] for one in there])
    return tuple(
        Line(shown[one.entry_id], one.day, one.chance, why, signs, times=one.times)
        for one, (why, signs) in zip(there, _why(reading, texts), strict=True)
    )


def _shown(visit: Visit, view: View, entries: Sequence[Entry]) -> dict[int, EntryLine]:
    return {line.entry_id: line for line in dated_lines(visit, view, entries)}


def _why(reading: Reading, texts: Sequence[str]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The words that show it, as the shipped models see them: where a colleague taught otherwise there may be none."""
    if not texts:
        return []
    if reading is Reading.ADVERTISING:
        from juluo.text.advertising import Advertising  # noqa: PLC0415 - tables of words: only where a list is made

        judged = Advertising.shipped().judge(texts)
        return [("", tuple((sign.name, sign.words) for sign in one.signs if sign.points > 0)) for one in judged]
    from juluo.text.acts import Acts  # noqa: PLC0415 - numpy and tables of weights: the same

    reasons = [{reason.act: reason.words for reason in one.reasons} for one in Acts.shipped().judge(texts)]
    return [(next((words for act, words in one.items() if str(act) == str(reading)), ""), ()) for one in reasons]


def _hits(visit: Visit, view: View, first: int, alarms: Sequence[str] | None) -> tuple[Line, ...]:
    some = hits(view, ROWS, first, alarms)
    entries = {one.entry_id: one for one in entries_of(view, [(one.entry_id, one.day) for one in some])}
    shown = _shown(visit, view, list(entries.values()))
    return tuple(
        Line(
            shown[one.entry_id],
            one.day,
            why=(entries[one.entry_id].text or "")[one.start : one.end],
            word=one.word,
            trick=one.trick,
        )
        for one in some
        if one.entry_id in shown
    )


def _floods(visit: Visit, view: View, some: Sequence[Flooded]) -> tuple[FloodLine, ...]:
    wanted = [pair for one in some for pair in (*one.entries[:_COPIES], one.entries[-1])]
    shown = _shown(visit, view, entries_of(view, wanted))
    told = []
    for one in some:
        (head, day), (tail, _) = one.entries[0], one.entries[-1]
        if head in shown and tail in shown:
            copies = tuple(shown[entry] for entry, _ in one.entries[:_COPIES] if entry in shown)
            told.append(FloodLine(shown[head], day, len(one.entries), one.people, shown[tail].when, copies))
    return tuple(told)
