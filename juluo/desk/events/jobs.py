"""What is done for events in the background: reminders on the portal; and guests' names don't stay for ever."""

from datetime import UTC, datetime, time, timedelta

from juluo.desk.events.actions.guests import forget_old_guests
from juluo.desk.events.actions.reminding import remind
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily, Every
from juluo.shell.jobs.work import job


@job("events.forget_guests", called="抹掉旧活动里客人的名字", schedule=Daily(time(4, 40)))
def forget_guests(run: Run) -> int:
    """Returns how many names were taken out."""
    run.check()
    return forget_old_guests(datetime.now(UTC))


@job("events.remind", called="提醒报了名的人", schedule=Every(timedelta(minutes=5)))
def send_reminders(run: Run) -> int:
    """Returns how many sign-ups were reminded."""
    run.check()
    return remind(datetime.now(UTC))
