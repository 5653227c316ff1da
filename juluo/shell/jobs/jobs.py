"""What the house does by itself."""

from datetime import time, timedelta

from juluo.shell.jobs.actions import tidy_away
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job

_KEEP = timedelta(days=30)


@job("jobs.tidy", called="清掉一个月前做完的后台工作", schedule=Daily(time(4)))
def tidy(run: Run) -> int:
    """Forget what was done a month ago."""
    run.check()
    return tidy_away(_KEEP)
