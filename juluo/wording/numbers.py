"""How numbers, shares, waits and days are written in each language."""

from datetime import date, timedelta

from juluo.wording.catalogue import speaker

MINUS = "−"
_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT = {"zh": tuple("一二三四五六日"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def whole(value: float) -> str:
    """1842 → 1,842; −3 with a real minus."""
    return f"{value:,.0f}".replace("-", MINUS)


def rounded(value: float) -> str:
    """One decimal where it says something: 19.5, 8, 1,412."""
    return whole(value) if abs(value) >= 100 or float(value).is_integer() else f"{value:,.1f}".replace("-", MINUS)


def signed(value: float) -> str:
    """+75, −9, 0."""
    words = rounded(value)
    return f"+{words}" if value > 0 and words != "0" else words


def percent(share: float) -> str:
    """8.5%, 46%: a decimal below 10 %."""
    value = share * 100
    return f"{value:.1f}%" if 0 < value < 9.95 else f"{value:.0f}%"


def signed_points(share: float) -> str:
    """A difference of shares in percentage points, without the unit: +2.0, −13."""
    number = f"{abs(share) * 100:.1f}" if abs(share) < 0.0995 else f"{abs(share) * 100:.0f}"
    sign = "" if float(number) == 0 else "+" if share > 0 else MINUS
    return sign + number


def points(share: float, lang: str) -> str:
    """A difference of shares: +2.0个点 / +2.0 pts."""
    return speaker(lang)("{points}个点", points=signed_points(share))


def minutes(value: float, lang: str) -> str:
    """38分钟, 1小时12分, 2天3小时; under a minute: 不到1分钟."""
    say = speaker(lang)
    if value < 1:
        return say("不到1分钟")
    if value < 60:
        return say("{n}分钟", n=round(value))
    hours, rest = divmod(round(value), 60)
    if hours < 24:
        return say("{hours}小时{minutes}分", hours=hours, minutes=rest) if rest else say("{n}小时", n=hours)
    days, hours = divmod(hours, 24)
    return say("{days}天{hours}小时", days=days, hours=hours) if hours else say("{n}天", n=days)


def waited(time: timedelta, lang: str) -> str:
    return minutes(time.total_seconds() / 60, lang)


def span(low: str, high: str, lang: str) -> str:
    """An interval's two ends: +30～+120 / +30 to +120."""
    return speaker(lang)("{low}～{high}", low=low, high=high)


def weekday(day: date, lang: str) -> str:
    return _WEEKDAYS[lang][day.weekday()]


def weekday_short(day: date, lang: str) -> str:
    return _SHORT[lang][day.weekday()]


def weekdays_short(lang: str) -> tuple[str, ...]:
    return _SHORT[lang]


def long_date(day: date, lang: str) -> str:
    """2026年11月19日 / 19 November 2026 in short month."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, lang: str) -> str:
    """11月19日 / 19 Nov."""
    return f"{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"
