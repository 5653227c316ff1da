"""A thread, and how surely what is in it belongs together."""

from dataclasses import dataclass

from juluo.text.links.line import How

# What a platform or a person says outright. Whatever else a thread rests on makes it 推测: a model's probabilities
# were calibrated on English IRC, not on this community's talk.
EXACT = frozenset({How.REPLY, How.TOPIC, How.QUOTE})
# Links that a model holds for less likely than this are not claimed at all.
SURE = 0.6
# How often who names somebody belongs to the conversation of their latest line: 90 % of 27,537 such lines of the
# annotated IRC talk.
MENTION = 0.9


@dataclass(frozen=True, slots=True)
class Thread:
    """Entries of a period that belong together, in order of time; `id` is the first of them.

    `topic` is the register's code where the platform itself keeps the thread. `starter` is the first one's author.
    `how` is the weakest kind of link that holds it together and `probability` that of its least sure link; a thread
    of one entry is held by nothing. `estimated`: it is 推测, and must say so.
    """

    id: int
    entries: tuple[int, ...]
    channel: int
    starter: int
    people: frozenset[int]
    topic: int | None = None
    how: How | None = None
    probability: float = 1.0

    @property
    def estimated(self) -> bool:
        return self.how is not None and self.how not in EXACT
