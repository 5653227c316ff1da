"""When scheduled jobs run. A slot is a name for one turn; a turn that has a job already gets no second one."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Every:
    """Once in so much time, counted from 1970, so that all workers mean the same turns."""

    period: timedelta

    def slot(self, now: datetime) -> str:
        """The turn under way."""
        seconds = int(self.period.total_seconds())
        start = int(now.timestamp()) // seconds * seconds
        return datetime.fromtimestamp(start, UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a local day. Where the clock skips the hour, as soon as it has; where it runs twice, at the first."""

    at: time
    zone: str = "Asia/Shanghai"

    def slot(self, now: datetime) -> str:
        """The latest day whose time has come."""
        day = now.astimezone(ZoneInfo(self.zone)).date()
        comes = datetime.combine(day, self.at, ZoneInfo(self.zone))
        if comes.astimezone(UTC) > now:
            day -= timedelta(days=1)
        return day.isoformat()


Schedule = Every | Daily
