"""What a source can see. A metric over something unseen answers 未知, never 0."""

from enum import StrEnum


class Sight(StrEnum):
    """One thing that a source's exports show."""

    MESSAGES = "messages"
    REPLIES = "replies"
    THREADS = "threads"
    MENTIONS = "mentions"
    REACTIONS = "reactions"
    EDITS = "edits"
    DELETES = "deletes"
    JOINS = "joins"
    LEAVES = "leaves"
    # IRC: a join is a connection, not a membership.
    PRESENCE = "presence"
    MEMBER_COUNT = "member_count"
    # What the desk keeps a record of; no export of a platform shows it.
    EVENTS = "events"
    FEEDBACK = "feedback"
    SURVEYS = "surveys"
    CASES = "cases"
    DRAWS = "draws"
    # Which accounts are one person, as operators have decided.
    TIES = "ties"


# What only the operator's desk shows.
DESK: frozenset[Sight] = frozenset({Sight.EVENTS, Sight.FEEDBACK, Sight.SURVEYS, Sight.CASES, Sight.DRAWS})
