"""Transcripts don't stay for ever: after the days that were agreed they go, and the quotes stay."""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction

from juluo.desk.interviews.actions.listening import forget_transcript
from juluo.desk.interviews.models import Interview
from juluo.shell.days import day_of
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job


@job("interviews.forget_transcripts", called="删掉到期的访谈文字记录", schedule=Daily(time(4, 50)))
def forget_transcripts(run: Run) -> int:
    """Returns how many went."""
    run.check()
    return forget_old(datetime.now(UTC))


def forget_old(now: datetime) -> int:
    """Let every transcript go whose last day is over."""
    with transaction.atomic():
        # Nowhere is it later than a day after UTC's.
        late = Interview.objects.select_for_update().filter(kept_until__lt=(now + timedelta(days=1)).date())
        rows = [row for row in late if row.kept_until and row.kept_until < day_of(row.community, now)]
        for row in rows:
            forget_transcript(row)
    return len(rows)
