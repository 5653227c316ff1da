"""When things happen in the simulated community: its days, hours, evenings and planted dates.

Everything is laid out from the last day, so many days before it; weekdays are true. The same last day gives the same
community, and last days whole weeks apart give the same one so many weeks later. No holidays of the calendar are
played, for they would fall on other days of it each time: it has one quiet week of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

ZONE = "Asia/Shanghai"
# Shanghai has had no daylight saving since 1991, so the demo needs no zone database.
OFFSET = timezone(timedelta(hours=8))
DAYS = 120
DAY_SECONDS = 86_400

_WEEKDAY = (1.0, 1.04, 1.02, 1.0, 0.94, 0.62, 0.56)
_WEEKDAYS = "一二三四五六日"
HOURS = (4, 1, 0, 0, 0, 0, 2, 8, 40, 92, 104, 88, 62, 60, 84, 100, 92, 76, 48, 56, 72, 62, 40, 16)

QUIET_PACE = 0.42
_SLOW_PACE = 0.7

# Answers that start after this hour are planted slower.
LATE_HOUR = 21
ANSWER_MINUTES = 17.0
LATE_ANSWER_MINUTES = 62.0


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening of questions, on the last day's weekday: `lift` members speak who would not have spoken that day."""

    number: int
    day: date
    theme: str
    lift: int

    @property
    def title(self) -> str:
        return evening_title(self.day)


# How many days before the last one, the theme, and how many it draws in.
_EVENINGS = (
    (98, "审批流", 22),
    (84, "导入导出", 27),
    (70, "打印模板", 25),
    (56, "子表与关联", 31),
    (35, "看板", 29),
    (0, "表单权限", 58),
)


class Season:
    """The simulated days, by the last of them."""

    def __init__(self, last: date) -> None:
        self.last = last
        self.first = self.before(DAYS - 1)
        self.days = tuple(self.first + timedelta(days=nth) for nth in range(DAYS))
        self.quiet = (self.before(49), self.before(43))
        self.slow = self.before(55)
        self.dying_from, self.died = self.before(73), self.before(52)
        self.spam = self.before(29)
        self.evenings = tuple(
            Evening(nth, self.before(back), theme, lift) for nth, (back, theme, lift) in enumerate(_EVENINGS, start=1)
        )
        self._evenings = {evening.day: evening for evening in self.evenings}

    def before(self, days: int) -> date:
        """So many days before the last one."""
        return self.last - timedelta(days=days)

    def pace(self, day: date) -> float:
        """How lively the community is that day, 1 on a plain Monday."""
        if self.quiet[0] <= day <= self.quiet[1]:
            return QUIET_PACE
        if day == self.slow:
            return _SLOW_PACE
        return _WEEKDAY[day.weekday()]

    def evening_of(self, day: date) -> Evening | None:
        return self._evenings.get(day)

    def second_of(self, day: date, hour: int = 0, minute: int = 0, second: int = 0) -> int:
        """Seconds since the first day began."""
        return (day - self.first).days * DAY_SECONDS + hour * 3600 + minute * 60 + second

    def day_of(self, second: int) -> date:
        return self.first + timedelta(days=second // DAY_SECONDS)

    def moment_of(self, second: int) -> datetime:
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=OFFSET)
        return start + timedelta(seconds=second)


def evening_title(day: date) -> str:
    """What the evenings are called, by their weekday."""
    return f"周{_WEEKDAYS[day.weekday()]}夜答疑"


def yesterday(now: datetime) -> date:
    """The last whole day of the community at a moment: what a simulated community made then ends with."""
    return now.astimezone(OFFSET).date() - timedelta(days=1)
