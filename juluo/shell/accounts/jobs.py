"""What accounts forget by themselves."""

from datetime import time, timedelta

from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from juluo.shell.accounts.models import Invitation, Knock, ResetLink
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import job

_A_DAY = timedelta(days=1)


@job("accounts.tidy", called="清掉过期的登录、邀请和链接", schedule=Daily(time(4, 10)))
def tidy(run: Run) -> None:
    """Sessions and links that open nothing any more, failures that lock nothing."""
    run.check()
    Session.objects.filter(expire_date__lt=Now()).delete()
    Invitation.objects.filter(expires_at__lt=Now()).delete()
    ResetLink.objects.filter(expires_at__lt=Now()).delete()
    Knock.objects.filter(last_at__lt=Now() - _A_DAY).delete()
