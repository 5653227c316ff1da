"""The desk's acts on their way into the ledger: what happened at events, to feedback, in surveys and in cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from juluo.intake.statements import Statement, append_statements
from juluo.ledger.acts import (
    CaseDecided,
    CaseOpened,
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
}


@dataclass(frozen=True, slots=True)
class Act:
    """One record of the desk, when it happened, and whose act it was, as (platform, account id) of the ledger."""

    at: datetime
    record: Record
    by: tuple[str, str] | None = None


def append_acts(store: EmbeddedStore, community: Community, acts: Sequence[Act]) -> int:
    """Append acts as one import. The same act again adds nothing; returns the import's number.

    Raises ValueError if there are none, or a member's act names nobody.
    """
    sights = {_SHOWN[_family(act.record)] for act in acts}
    statements = [Statement(act.record.kind, act_name(act), act.at, detail_of(act.record), act.by) for act in acts]
    return append_statements(store, community, statements, sights)


def act_name(act: Act) -> str:
    """The act's own name: the same act always has the same. Accounts stand in it as numbers, never by their ids."""
    return "/".join([str(act.record.kind), *_named(act)])


def _named(act: Act) -> tuple[str, ...]:
    """What tells this act from others of its kind."""
    match act.record:
        case EventOpened(event=name) | EventClosed(event=name):
            return (name,)
        case FeedbackReceived(name) | FeedbackAnswered(name) | FeedbackTold(name):
            return (name,)
        case CaseDecided(case=name):
            # A decision after an appeal doesn't undo that there was one before.
            return name, _moment(act)
        case EventSignedUp(name, guest) | EventAttended(name, guest) | CaseOpened(name, guest):
            return name, _who(act, guest)
        case SurveyAnswered(survey=name, scale=scale, guest=guest):
            return name, scale, _who(act, guest)
        case SurveyAsked(survey=name, scale=scale):
            return name, scale, _moment(act)


def _moment(act: Act) -> str:
    return f"{act.at.timestamp():.0f}"


def _who(act: Act, guest: str) -> str:
    if act.by is not None:
        return f"{name_hash('/'.join(act.by)):x}"
    if not guest:
        msg = f"who made the act {act.record.kind}?"
        raise ValueError(msg)
    return f"guest/{guest}"


def _family(record: Record) -> str:
    return record.kind.partition(".")[0]
