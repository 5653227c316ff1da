"""Which entries of a period hang together: reply > quote > topic > mention > model, each link with how it is known.

Where a platform keeps topics they are the threads, read in one question. Entries that stand in none are linked one by
one; where nothing says what an entry answers with enough certainty, nothing is claimed and it begins a thread.
"""

from collections.abc import Iterator, Sequence

from juluo.insights.threads.asking import Loose, lay, loose, moments, strays, topics
from juluo.insights.threads.joining import Joined
from juluo.insights.threads.quoting import quotes
from juluo.insights.threads.thread import MENTION, SURE, Thread
from juluo.ledger.period import Period
from juluo.store.view import View
from juluo.text.links.line import How, Link

# Who names somebody answers what they said within a day.
_DAY = 24 * 60 * 60 * 1000


def threads(view: View, period: Period) -> list[Thread]:
    """All threads of a period, in the order in which they begin in it; bots are left out as the view leaves them."""
    lay(view, period)
    kept, entries = topics(view), list(loose(view))
    joined = Joined(kept, entries)
    for link in _links(view, entries):
        joined.join(link)
    for entry_id, topic, to, other in strays(view):
        joined.join_topic(entry_id, topic, to, other)
    return joined.threads(moments(view, joined.mixed()))


def linked(view: View, period: Period) -> list[Link]:
    """What each entry outside of topics answers in the period, where that is known or likely enough."""
    lay(view, period)
    return list(_links(view, list(loose(view))))


def answered(view: View, period: Period) -> dict[int, int]:
    """The same by entry, and what in a topic is answered from outside of it."""
    found = {link.id: link.to for link in linked(view, period)}
    return found | {entry_id: to for entry_id, topic, to, _ in strays(view) if topic is None}


def _links(view: View, entries: Sequence[Loose]) -> Iterator[Link]:
    quoted = quotes(view, entries)
    authors = {one.entry_id: one.account for one in entries}
    latest: dict[tuple[int, int], Loose] = {}
    for one in entries:
        link = _by_reply(one, authors) or quoted.get(one.entry_id) or _by_mention(one, authors, latest)
        link = link or _by_model(one, authors)
        if link is not None:
            yield link
        latest[one.channel, one.account] = one


def _by_reply(one: Loose, authors: dict[int, int]) -> Link | None:
    if one.reply_to is None or one.reply_to not in authors or one.reply_to == one.entry_id:
        return None
    return Link(one.entry_id, one.reply_to, 1.0, How.REPLY)


def _by_mention(one: Loose, authors: dict[int, int], latest: dict[tuple[int, int], Loose]) -> Link | None:
    """The line of somebody who is named that the model holds for likeliest; else the latest of theirs."""
    named = [account for account in one.mentions if account != one.account]
    if one.answers in authors and authors[one.answers] in named:
        return Link(one.entry_id, one.answers, max(one.probability, MENTION), How.MENTION)
    before = [latest[one.channel, account] for account in named if (one.channel, account) in latest]
    before = [line for line in before if one.moment - line.moment <= _DAY]
    if not before:
        return None
    return Link(one.entry_id, max(before, key=lambda line: line.moment).entry_id, MENTION, How.MENTION)


def _by_model(one: Loose, authors: dict[int, int]) -> Link | None:
    if one.answers is None or one.answers == one.entry_id or one.answers not in authors or one.probability < SURE:
        return None
    return Link(one.entry_id, one.answers, one.probability, How.MODEL)
