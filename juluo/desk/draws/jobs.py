"""What is done for draws in the background: how winners are reached isn't kept for ever."""

from datetime import UTC, datetime, time

from juluo.desk.draws.actions.forgetting import forget_old_words
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job


@job("draws.forget_words", schedule=Daily(time(4, 50)))
def forget_words(run: Run) -> int:
    """Returns of how many it was."""
    run.check()
    return forget_old_words(datetime.now(UTC))
