"""Whether a worker looks for changes of the ledger: the age of a file says how long ago it did.

And whether what a page would ask of it broke just now.
"""

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from juluo.shell.jobs.facts import latest_job
from juluo.shell.jobs.models import OVER, Status

# Silent for this long, the worker is gone.
_SILENT = 10.0
# A job that broke is not begun again by itself for so long.
_RESTS = timedelta(minutes=5)


def sign() -> Path:
    """The file that a worker touches whenever it looked."""
    return Path(settings.HOME) / "cache" / "shown" / ".watched"


def is_watched() -> bool:
    try:
        return time.time() - sign().stat().st_mtime < _SILENT
    except FileNotFoundError:
        return False


def broke_lately(job: str, community: str, now: datetime) -> bool:
    """Whether a community's last job of that name broke, so lately that another would, too."""
    last = latest_job(job, community)
    if last is None or last.status not in OVER - {Status.DONE} or last.ended_at is None:
        return False
    return now - last.ended_at < _RESTS
