"""Answers of an open anonymous survey join its results, some at a time and in no order."""

from secrets import SystemRandom

from juluo.desk.surveys.models import Answering, Survey
from juluo.desk.surveys.stepping import next_step


def show_more(row: Survey) -> int:
    """Within a transaction that holds the survey: let those join whose turn it is. Returns how many."""
    waiting = list(Answering.objects.filter(survey=row, shown__isnull=True).exclude(finished_at=None))
    chosen = SystemRandom().sample(waiting, next_step(len(waiting)))
    for one in chosen:
        one.shown = one.answers
    Answering.objects.bulk_update(chosen, ["shown"])
    return len(chosen)
