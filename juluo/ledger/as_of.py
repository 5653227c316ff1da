"""Which earlier state of the ledger is meant."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AsOf:
    """The ledger as it stood at a version; `moment` if it was asked for by one."""

    version: int
    moment: datetime | None = None
