"""What each condition answers: who meets it, and of whom it can't be told."""

from juluo.insights.segments.answer import Answers
from juluo.insights.segments.deeds import active, counted, did
from juluo.insights.segments.known import Known
from juluo.insights.segments.rule import ActiveDays, Band, Came, Condition, Count, Did, FirstSeen, InState
from juluo.insights.segments.standing import came_by, first_seen, in_band, in_state


def answers(known: Known, asked: Condition) -> Answers:  # noqa: PLR0911 - one answer a kind of condition
    """One answer for each day that is asked about."""
    match asked:
        case ActiveDays():
            return active(known, asked)
        case Count():
            return counted(known, asked)
        case Did():
            return did(known, asked)
        case FirstSeen():
            return first_seen(known, asked)
        case Came():
            return came_by(known, asked)
        case InState():
            return in_state(known, asked)
        case Band():
            return in_band(known, asked)
