"""The kinds of entry, and what each kind counts as."""

from enum import StrEnum


class Kind(StrEnum):
    """What an entry says happened. Order is the storage code: append only."""

    MESSAGE = "message"
    REPOST = "repost"
    REACTION = "reaction"
    JOIN = "join"
    LEAVE = "leave"
    INVITE = "invite"
    KICK = "kick"
    EDIT = "edit"
    DELETE = "delete"
    PIN = "pin"
    POLL = "poll"
    CALL = "call"
    RENAME = "rename"
    TOPIC = "topic"
    ANNOUNCE = "announce"
    SYSTEM = "system"
    MEMBER_COUNT = "member_count"
    COMMUNITY = "community"
    # What the operator's desk appends: detail names the record ("event", "feedback", "survey", "case", "draw").
    EVENT_OPENED = "event.opened"
    EVENT_SIGNED_UP = "event.signed_up"
    EVENT_ATTENDED = "event.attended"
    EVENT_CLOSED = "event.closed"
    FEEDBACK_RECEIVED = "feedback.received"
    FEEDBACK_ANSWERED = "feedback.answered"
    FEEDBACK_TOLD = "feedback.told"
    SURVEY_ASKED = "survey.asked"
    SURVEY_ANSWERED = "survey.answered"
    CASE_OPENED = "case.opened"
    CASE_DECIDED = "case.decided"
    # Which accounts are one person; the entry's mentions are the accounts. No other name sorts before these two, so
    # that the files' own statistics tell where none is.
    ACCOUNT_TIED = "account.tied"
    ACCOUNT_UNTIED = "account.untied"
    DRAW_OPENED = "draw.opened"
    DRAW_ENTERED = "draw.entered"
    DRAW_WON = "draw.won"


KINDS: tuple[Kind, ...] = tuple(Kind)
CODES: dict[Kind, int] = {kind: code for code, kind in enumerate(KINDS)}

# Whoever makes one of these has spoken that day.
SPOKE: frozenset[Kind] = frozenset({Kind.MESSAGE, Kind.REPOST, Kind.POLL})
# These were written by the member, not passed on.
ORIGINAL: frozenset[Kind] = frozenset({Kind.MESSAGE, Kind.POLL})
# What the desk appends by itself: no sign of what an export brought.
OWN: frozenset[Kind] = frozenset(kind for kind in KINDS if "." in kind)
# What was done with an account, not by it: whoever a rule put on a list wasn't there for that.
PUT_DOWN: frozenset[Kind] = frozenset({Kind.DRAW_ENTERED, Kind.DRAW_WON})
# Lines a platform or the operator writes, not a member: counted as "system" in a receipt.
SERVICE: frozenset[Kind] = frozenset(KINDS) - SPOKE - {Kind.REACTION}
