"""What is done for surveys in the background: closed in time, anonymous scores told at night, one answer a person."""

from datetime import UTC, datetime, time, timedelta

from juluo.desk.surveys.actions.asking import close_due
from juluo.desk.surveys.actions.closing import tell_open_ones
from juluo.desk.surveys.actions.following import weigh_everywhere
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily, Every
from juluo.shell.jobs.work import job


@job("surveys.close", called="收起到期的问卷", schedule=Every(timedelta(minutes=10)))
def close_surveys(run: Run) -> int:
    """Returns how many were closed."""
    run.check()
    return close_due(datetime.now(UTC))


@job("surveys.tell", called="把问卷的分数记进账本", schedule=Daily(time(3, 50)))
def tell_scores(run: Run) -> int:
    """Returns of how many people scores were sent."""
    run.check()
    return tell_open_ones()


@job("surveys.weigh", called="核对问卷一个人只算一份", schedule=Every(timedelta(minutes=10)))
def weigh_answers(run: Run) -> int:
    """Returns how many answers count now that didn't, or the other way round."""
    run.check()
    return weigh_everywhere()
