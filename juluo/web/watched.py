"""Whether a worker looks for changes of the ledger: the age of a file says how long ago it did."""

import time
from pathlib import Path

from django.conf import settings

# Silent for this long, the worker is gone.
_SILENT = 10.0


def sign() -> Path:
    """The file that a worker touches whenever it looked."""
    return Path(settings.HOME) / "cache" / "shown" / ".watched"


def is_watched() -> bool:
    try:
        return time.time() - sign().stat().st_mtime < _SILENT
    except FileNotFoundError:
        return False
