"""What a language model may be told of a thread: a summary of what was said, or an answer to who asked first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.insights.drafting.facts import Brief, Fact, Task
from juluo.insights.drafting.setup import Setup
from juluo.insights.members.table import whole_record
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.web.drafts.material import Material, sendable
from juluo.wording.catalogue import speaker

# Entries of a thread are taken from so many days about the one that is meant.
_DAYS = timedelta(days=14)
# How many of them at most, and how many of these from before it: an answer needs less than a summary.
_MOST, _BEFORE = {Task.SUMMARY: 30, Task.ANSWER: 8}, {Task.SUMMARY: 14, Task.ANSWER: 2}


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as it may be sent, and what it is called."""

    entry_id: int
    day: date
    title: str
    channel: str
    material: Material


def thread(
    view: View, meant: int, day: date | None, task: Task, setup: Setup, everybody: Iterable[str]
) -> Thread | None:
    """The thread of an entry; None where there is no such entry."""
    record = whole_record(view)
    if record is None:
        return None
    found = view.lines(EntryQuery(record if day is None else Period(day, day), ids=(meant,)))
    if not found:
        return None
    one = found[0]
    channel = view.channels.get(one.channel)
    titles = view.register.thread_titles([one.thread]) if one.thread is not None else {}
    entries = _entries(view, one, task)
    told = sendable(view, entries, setup, (), everybody, _MOST[task])
    return Thread(meant, one.day, titles.get(one.thread or -1, ""), channel.name if channel else "", told)


def _entries(view: View, one: Entry, task: Task) -> list[Entry]:
    """What was said from a little before the entry on; without a thread, only on its day and in its channel."""
    days = Period(one.day - _DAYS, one.day + _DAYS) if one.thread is not None else Period(one.day, one.day)
    ids = view.ids(EntryQuery(days, channel=one.channel, thread=one.thread))
    first = max(0, ids.index(one.entry_id) - _BEFORE[task]) if one.entry_id in ids else 0
    return view.lines(EntryQuery(days, ids=ids[first : first + _MOST[task]]))


def brief(task: Task, found: Thread, lang: str) -> Brief:
    say, told = speaker(lang), found.material
    n, people = len(told.messages), len(told.people)
    messages, members = say("{n}条消息", n=n), say("{n}人", n=people)
    facts = (
        Fact("F1", messages, say("条"), value=float(n), about=(say("消息"),)),
        Fact("F2", members, say("人"), value=float(people), people=tuple(told.people)),
    )
    ours = say("这里有{messages}，{members}发言。", messages=messages, members=members)
    if task is Task.ANSWER:
        ours = say("谢谢你的提问，我们看到了，弄清楚以后在这里答。")
    return Brief(task, lang, (ours,), facts, told.cited, told.people, told.others)
