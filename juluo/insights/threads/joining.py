"""Links laid together to threads: what is linked, over however many links, is one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from juluo.insights.threads.asking import Loose, Topic
from juluo.insights.threads.thread import Thread
from juluo.text.links.line import How, Link

_ORDER = {how: place for place, how in enumerate(How)}


class Joined:
    """Topics and loose entries, and which of them are one. A topic's node is its code below zero."""

    def __init__(self, topics: Sequence[Topic], entries: Sequence[Loose]) -> None:
        self.topics = {_node(topic.code): topic for topic in topics}
        self.entries = {one.entry_id: one for one in entries}
        self.above: dict[int, int] = {}
        self.how: dict[int, How] = {}
        self.chance: dict[int, float] = {}

    def join(self, link: Link) -> None:
        """Let an entry and what it answers be one, unless that would lay two topics together."""
        self._join(link.id, link.to, link.how, link.probability)

    def join_topic(self, entry_id: int, topic: int | None, to: int, other: int | None) -> None:
        """The same of a reply that crosses a topic's border."""
        ends = (entry_id if topic is None else _node(topic), to if other is None else _node(other))
        self._join(*ends, How.REPLY, 1.0)

    def _join(self, one: int, other: int, how: How, chance: float) -> None:
        low, high = self._root(one), self._root(other)
        if low in self.topics:
            low, high = high, low
        if low == high or low in self.topics:
            return
        self.above[low] = high
        known = [self.how[node] for node in (low, high) if node in self.how]
        self.how[high] = max(how, *known, key=_ORDER.__getitem__) if known else how
        self.chance[high] = min(chance, self.chance.get(low, 1.0), self.chance.get(high, 1.0))

    def _root(self, node: int) -> int:
        root = node
        while root in self.above:
            root = self.above[root]
        while node != root:
            self.above[node], node = root, self.above[node]
        return root

    def mixed(self) -> list[int]:
        """The codes of topics on which loose entries hang."""
        roots = {self._root(entry_id) for entry_id in self.entries}
        return [self.topics[node].code for node in sorted(roots & self.topics.keys())]

    def threads(self, moments: Mapping[int, int]) -> list[Thread]:
        """All threads, in the order in which they begin; `moments` tells when mixed topics' entries were written."""
        held: defaultdict[int, list[Loose]] = defaultdict(list)
        for one in self.entries.values():
            held[self._root(one.entry_id)].append(one)
        begun = [self._of_topic(node, held.pop(node, []), moments) for node in self.topics]
        begun += [(entries[0].moment, self._of_entries(node, entries)) for node, entries in held.items()]
        return [thread for _, thread in sorted(begun, key=lambda pair: (pair[0], pair[1].id))]

    def _of_topic(self, node: int, more: Sequence[Loose], moments: Mapping[int, int]) -> tuple[int, Thread]:
        """A topic with what hangs on it or what it hangs on, and when it begins."""
        topic = self.topics[node]
        how = max(How.TOPIC, self.how.get(node, How.TOPIC), key=_ORDER.__getitem__)
        ids, starter, begins = topic.entries, topic.starter, topic.moment
        if more:
            every = {**{entry_id: moments[entry_id] for entry_id in ids}, **{one.entry_id: one.moment for one in more}}
            ids = tuple(sorted(every, key=lambda entry_id: (every[entry_id], entry_id)))
            first = self.entries.get(ids[0])
            starter, begins = first.account if first else starter, every[ids[0]]
        people = topic.people | {one.account for one in more}
        chance = self.chance.get(node, 1.0)
        return begins, Thread(ids[0], ids, topic.channel, starter, people, topic.code, how, chance)

    def _of_entries(self, node: int, entries: Sequence[Loose]) -> Thread:
        first = entries[0]
        return Thread(
            first.entry_id,
            tuple(one.entry_id for one in entries),
            first.channel,
            first.account,
            frozenset(one.account for one in entries),
            None,
            self.how.get(node),
            self.chance.get(node, 1.0),
        )


def _node(code: int) -> int:
    return -code - 1
