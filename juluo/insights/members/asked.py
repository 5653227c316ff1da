"""What a member asked, and whether somebody answered."""

from dataclasses import dataclass
from datetime import timedelta

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS, Asked, answers_to_own, is_estimated, ripened
from juluo.store.view import View

# The latest are shown; older ones stand in the timeline.
MOST = 8


@dataclass(frozen=True, slots=True)
class Questions:
    """`answered` of `ripe`: within a week, of those that are a week old; `young` are not. `latest`: newest first."""

    ripe: int
    answered: int
    young: int
    latest: tuple[Asked, ...]
    estimated: bool


def own_questions(view: View, record: Period, person: int) -> Questions | None:
    """None where no source shows who answers whom."""
    if not ANSWERABLE & view.coverage.sights:
        return None
    query = EntryQuery(record, tuple(sorted(ORIGINAL)), accounts=(person,), asks=True, people_only=False)
    asked = answers_to_own(view, record, view.ids(query))
    ripe = ripened(view, asked, timedelta(days=FOLLOW_DAYS))
    answered = sum(one.answered_at is not None for one in ripe)
    latest = tuple(sorted(asked, key=lambda one: (one.at, one.entry_id), reverse=True)[:MOST])
    return Questions(len(ripe), answered, len(asked) - len(ripe), latest, is_estimated(view))
