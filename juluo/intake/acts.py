"""The desk's acts on their way into the ledger: what happened at events, to feedback, in surveys, cases, draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from juluo.intake.statements import Statement, append_statements
from juluo.ledger.acts import (
    AccountsTied,
    AccountsUntied,
    CaseDecided,
    CaseOpened,
    DrawEntered,
    DrawOpened,
    DrawWon,
    EventAttended,
    EventClosed,
    EventOpened,
    EventSignedUp,
    FeedbackAnswered,
    FeedbackReceived,
    FeedbackTold,
    Record,
    SurveyAnswered,
    SurveyAsked,
    detail_of,
)
from juluo.ledger.identity import name_hash
from juluo.ledger.sight import Sight
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community

_SHOWN: Mapping[str, Sight] = {
    "event": Sight.EVENTS,
    "feedback": Sight.FEEDBACK,
    "survey": Sight.SURVEYS,
    "case": Sight.CASES,
    "draw": Sight.DRAWS,
    "account": Sight.TIES,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One record of the desk, when it happened, and whose act it was, as (platform, account id) of the ledger."""

    at: datetime
    record: Record
    by: tuple[str, str] | None = None


def append_acts(store: EmbeddedStore, community: Community, acts: Sequence[Act]) -> int:
    """Append acts as one import. The same act again adds nothing; returns the import's number.

    Raises ValueError if there are none, or a member's act names nobody; KeyError for an account nobody has.
    """
    sights = {_SHOWN[_family(act.record)] for act in acts}
    known = store.register.accounts(community.slug, sorted({code for act in acts for code in _codes(act.record)}))
    ids = {code: (one.platform, one.account_id) for code, one in known.items()}
    return append_statements(store, community, [_statement(act, ids) for act in acts], sights)


def _statement(act: Act, ids: Mapping[int, tuple[str, str]]) -> Statement:
    """The act as it is appended. Accounts that it names stand in a column of their own, which erasing leaves whole."""
    codes = _codes(act.record)
    detail = {} if codes else detail_of(act.record)
    return Statement(act.record.kind, act_name(act), act.at, detail, act.by, tuple(ids[code] for code in codes))


def _codes(record: Record) -> tuple[int, ...]:
    """The accounts that a record names by their codes."""
    return tuple(sorted(set(record.accounts))) if isinstance(record, AccountsTied | AccountsUntied) else ()


def act_name(act: Act) -> str:
    """The act's own name: the same act always has the same. Accounts stand in it as numbers, never by their ids."""
    return "/".join([str(act.record.kind), *_named(act)])


def _named(act: Act) -> tuple[str, ...]:
    """What tells this act from others of its kind."""
    match act.record:
        case EventOpened(event=name) | EventClosed(event=name) | DrawOpened(draw=name):
            return (name,)
        case FeedbackReceived(feedback=name) | FeedbackAnswered(feedback=name) | FeedbackTold(feedback=name):
            return (name,)
        case EventSignedUp(name, guest) | EventAttended(name, guest) | CaseOpened(name, guest):
            return name, _who(act, guest)
        case DrawEntered(name, guest) | DrawWon(name, guest):
            return name, _who(act, guest)
        case SurveyAnswered(survey=name, scale=scale, guest=guest):
            return name, scale, _who(act, guest)
        case _:
            return _named_by_moment(act)


def _named_by_moment(act: Act) -> tuple[str, ...]:
    """The same of acts that may come again: the later one takes no earlier one's place."""
    second = f"{act.at.timestamp():.0f}"
    match act.record:
        case SurveyAsked(survey=name, scale=scale):
            return name, scale, second
        case CaseDecided(case=name):
            # A decision after an appeal doesn't undo that there was one before.
            return name, second
        case AccountsTied() | AccountsUntied():
            return "-".join(map(str, _codes(act.record))), f"{act.at.timestamp():.6f}"
        case _:
            raise TypeError(act.record)


def _who(act: Act, guest: str) -> str:
    if act.by is not None:
        return f"{name_hash('/'.join(act.by)):x}"
    if not guest:
        msg = f"who made the act {act.record.kind}?"
        raise ValueError(msg)
    return f"guest/{guest}"


def _family(record: Record) -> str:
    return record.kind.partition(".")[0]
