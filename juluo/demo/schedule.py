"""When things happen in the simulated community: its days, hours, evenings and planted dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

ZONE = "Asia/Shanghai"
# Shanghai has had no daylight saving since 1991, so the demo needs no zone database.
OFFSET = timezone(timedelta(hours=8))
FIRST_DAY = date(2026, 7, 23)
LAST_DAY = date(2026, 11, 19)
DAYS: tuple[date, ...] = tuple(FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
DAY_SECONDS = 86_400

_WEEKDAY = (1.0, 1.04, 1.02, 1.0, 0.94, 0.62, 0.56)
HOURS = (4, 1, 0, 0, 0, 0, 2, 8, 40, 92, 104, 88, 62, 60, 84, 100, 92, 76, 48, 56, 72, 62, 40, 16)

HOLIDAY = (date(2026, 10, 1), date(2026, 10, 7))
HOLIDAY_PACE = 0.42
MOON_FESTIVAL = date(2026, 9, 25)

DYING_FROM = date(2026, 9, 7)
DIED = date(2026, 9, 28)
SPAM_DAY = date(2026, 10, 21)

# Answers that start after this hour are planted slower.
LATE_HOUR = 21
ANSWER_MINUTES = 17.0
LATE_ANSWER_MINUTES = 62.0


@dataclass(frozen=True, slots=True)
class Evening:
    """One 周四夜答疑: `lift` members speak who would not have spoken that day."""

    number: int
    day: date
    theme: str
    lift: int


EVENINGS: tuple[Evening, ...] = (
    Evening(1, date(2026, 8, 13), "审批流", 22),
    Evening(2, date(2026, 8, 27), "导入导出", 27),
    Evening(3, date(2026, 9, 10), "打印模板", 25),
    Evening(4, date(2026, 9, 24), "子表与关联", 31),
    Evening(5, date(2026, 10, 15), "看板", 29),
    Evening(6, LAST_DAY, "表单权限", 58),
)


def pace(day: date) -> float:
    """How lively the community is that day, 1 on a plain Monday."""
    if HOLIDAY[0] <= day <= HOLIDAY[1]:
        return HOLIDAY_PACE
    if day == MOON_FESTIVAL:
        return 0.7
    return _WEEKDAY[day.weekday()]


def evening_of(day: date) -> Evening | None:
    return next((evening for evening in EVENINGS if evening.day == day), None)


def second_of(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """Seconds since the first day began."""
    return (day - FIRST_DAY).days * DAY_SECONDS + hour * 3600 + minute * 60 + second


def day_of(second: int) -> date:
    return FIRST_DAY + timedelta(days=second // DAY_SECONDS)


def moment_of(second: int) -> datetime:
    start = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=OFFSET)
    return start + timedelta(seconds=second)
