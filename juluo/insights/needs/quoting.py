"""Which of many lines are shown: three that say it best, by different people, each cut to the words around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juluo.insights.needs.cleaning import as_written
from juluo.insights.needs.need import Quote
from juluo.insights.needs.reading import Line, Thread
from juluo.insights.needs.terms import literally

SHOWN = 3
_LONGEST = 120
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Words:
    """A line in its thread, and its prose."""

    line: Line
    thread: Thread
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote, and the whole text that names may be looked for in."""

    quote: Quote
    searched: str


def quotes(lines: Iterable[Words], said: Sequence[str]) -> list[Shown]:
    """Three lines by different people in different threads; those that say most of the phrases come first."""
    patterns = [literally(phrase) for phrase in said]
    ranked = []
    for place, one in enumerate(lines):
        opens = one.line is one.thread.opening
        whole = f"{one.thread.title}\n{one.text}" if opens else one.text
        hits = sum(1 for pattern in patterns if pattern.search(whole))
        in_title = opens and patterns[0].search(one.thread.title) is not None
        fits = 12 <= len(one.text) <= 4 * _LONGEST
        ranked.append((-in_title, -hits, not fits, place, one, whole))
    chosen: list[Shown] = []
    voices: set[int] = set()
    threads: set[int] = set()
    for fresh in (True, False):
        for *_, one, whole in sorted(ranked, key=lambda row: row[:4]):
            if len(chosen) == SHOWN or one.thread.number in threads or (fresh and one.line.voice in voices):
                continue
            voices.add(one.line.voice)
            threads.add(one.thread.number)
            chosen.append(Shown(quote(one, said), whole))
    return chosen


def quote(one: Words, said: Sequence[str]) -> Quote:
    """The line's words around the first of the phrases that stands in it."""
    line, thread = one.line, one.thread
    return Quote(
        entry_id=line.entry_id,
        day=line.day,
        text=excerpt(as_written(line.text), said),
        title=thread.title,
        account=line.account,
        channel=line.channel,
        thread=thread.code,
    )


def excerpt(line: str, said: Sequence[str]) -> str:
    """A text on one line, cut to the words around the first phrase found in it."""
    if len(line) <= _LONGEST:
        return line
    found = next((match for match in (literally(phrase).search(line) for phrase in said) if match), None)
    start = max(0, found.start() - _BEFORE) if found else 0
    # Not in the middle of a word, where there are spaces to stop at.
    space = line.find(" ", start) if start else -1
    start = space + 1 if 0 <= space < start + 15 else start
    cut = line[start : start + _LONGEST]
    return f"{'…' if start else ''}{cut.rstrip()}{'…' if start + _LONGEST < len(line) else ''}"
