"""What is done for draws in the background: how winners are reached isn't kept for ever, and the ledger catches up."""

from datetime import UTC, datetime, time

from juluo.desk.draws.actions.forgetting import forget_old_words
from juluo.desk.draws.actions.telling import tell_older
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job


@job("draws.tell_older", called="把以前封存的抽奖补记进账本", schedule=Daily(time(4, 55)))
def tell_older_lists(run: Run) -> int:
    """Tell the ledger of lists that were sealed before it was told of any. Returns of how many."""
    run.check()
    return tell_older()


@job("draws.forget_words", called="忘掉旧的领奖联系办法", schedule=Daily(time(4, 50)))
def forget_words(run: Run) -> int:
    """Returns of how many it was."""
    run.check()
    return forget_old_words(datetime.now(UTC))
