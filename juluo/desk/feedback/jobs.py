"""What is done for feedback in the background: by what an address was counted doesn't stay."""

from datetime import UTC, datetime, time

from juluo.desk.feedback.actions.forgetting import forget_senders
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job


@job("feedback.forget_senders", called="忘掉反馈是从哪里发来的", schedule=Daily(time(4, 50)))
def forget_sent_from(run: Run) -> int:
    """Returns of how many."""
    run.check()
    return forget_senders(datetime.now(UTC))
