"""Threads that many people are in: one thread, many voices; whether it is a need or news is another matter."""

from juluo.insights.needs.cleaning import as_written, prose
from juluo.insights.needs.need import HotThread
from juluo.insights.needs.quoting import Words, quote
from juluo.insights.needs.reading import Read, Thread

MOST = 8
FEWEST = 6
# A thread is hot with so many times as many people as nine in ten threads stay below.
_TIMES = 2


def hot_threads(read: Read) -> tuple[HotThread, ...]:
    """The period's hot threads, those with most people first."""
    sizes = sorted(len(thread.voices) for thread in read.threads if thread.voices)
    if not sizes or not read.by_people:
        return ()
    usual = sizes[int(0.9 * (len(sizes) - 1))]
    many = max(FEWEST, _TIMES * usual)
    now = [thread for thread in read.threads if thread.period == read.now and thread.code is not None]
    hot = [thread for thread in now if len(thread.voices) >= many]
    hot.sort(key=lambda thread: (-len(thread.voices), thread.opening.entry_id))
    return tuple(_told(thread, usual) for thread in hot[:MOST])


def _told(thread: Thread, usual: int) -> HotThread:
    opening = thread.opening
    members = [line for line in thread.lines if line.member]
    return HotThread(
        thread=thread.code if thread.code is not None else -1,
        title=thread.title or as_written(opening.text)[:60],
        channel=opening.channel,
        people=len(thread.voices),
        messages=len(members),
        usual=usual,
        first=members[0].day,
        last=members[-1].day,
        quotes=(quote(Words(opening, thread, prose(opening.text)), ()),),
    )
