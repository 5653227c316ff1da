"""How numbers, shares, waits and days are written in each language."""

from datetime import date, timedelta

from juluo.wording.catalogue import speaker

MINUS = "−"
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_SHORT = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LAST = ("上周一", "上周二", "上周三", "上周四", "上周五", "上周六", "上周日")
_LAST_FOUR = ("前4个周一", "前4个周二", "前4个周三", "前4个周四", "前4个周五", "前4个周六", "前4个周日")
_MONTHS = ("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月")


def whole(value: float) -> str:
    """1842 → 1,842; −3 with a real minus."""
    return f"{round(value):,}".replace("-", MINUS)


def rounded(value: float) -> str:
    """One decimal where it says something: 19.5, 8, 1,412."""
    value = round(float(value), 1)
    return whole(value) if abs(value) >= 100 or value.is_integer() else f"{value:,.1f}".replace("-", MINUS)


def signed(value: float) -> str:
    """+75, −9, 0."""
    words = rounded(value)
    return f"+{words}" if value > 0 and words != "0" else words


def plain(value: float) -> str:
    """A score, a ratio, a mean: 0.35, 1.7, 25, −12."""
    decimals = 2 if abs(value) < 0.995 else 1 if abs(value) < 9.95 else 0
    words = f"{value:,.{decimals}f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words == "-0" else words.replace("-", MINUS)


def signed_plain(value: float) -> str:
    words = plain(value)
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
    if round(value) < 60:
        return say("{n}分钟", n=round(value))
    hours, rest = divmod(round(value), 60)
    if hours < 24:
        return say("{hours}小时{minutes}分", hours=hours, minutes=rest) if rest else say("{n}小时", n=hours)
    days, hours = divmod(hours, 24)
    return say("{days}天{hours}小时", days=days, hours=hours) if hours else say("{n}天", n=days)


def signed_minutes(value: float, lang: str) -> str:
    """A difference of waits: +1小时12分, −38分钟, 0."""
    if abs(value) < 1:
        return "0"
    return ("+" if value > 0 else MINUS) + minutes(abs(value), lang)


def waited(time: timedelta, lang: str) -> str:
    return minutes(time.total_seconds() / 60, lang)


def span(low: str, high: str, lang: str) -> str:
    """An interval's two ends: +30～+120 / +30 to +120."""
    return speaker(lang)("{low}～{high}", low=low, high=high)


def weekday(day: date, lang: str) -> str:
    """星期四 / Thursday."""
    return speaker(lang)(_WEEKDAYS[day.weekday()])


def weekdays(lang: str) -> tuple[str, ...]:
    """Monday to Sunday."""
    return tuple(speaker(lang)(name) for name in _WEEKDAYS)


def weekdays_short(lang: str) -> tuple[str, ...]:
    """周一 … 周日 / Mon … Sun."""
    return tuple(speaker(lang)(name) for name in _SHORT)


def last_weekday(day: date, lang: str) -> str:
    """The same weekday a week before: 上周四 / last Thursday."""
    return speaker(lang)(_LAST[day.weekday()])


def last_four_weekdays(day: date, lang: str) -> str:
    """What the mean of four is called: 前4个周四 / mean of 4 Thursdays."""
    return speaker(lang)(_LAST_FOUR[day.weekday()])


def long_date(day: date, lang: str) -> str:
    """2026年11月19日 / 19 Nov 2026."""
    say = speaker(lang)
    return say("{year}年{month}{day}日", year=day.year, month=say(_MONTHS[day.month - 1]), day=day.day)


def long_range(first: date, last: date, lang: str) -> str:
    """2026年11月9日～15日 / 9–15 Nov 2026; a whole month goes by its name."""
    say = speaker(lang)
    month = say(_MONTHS[first.month - 1])
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return say("{year}年{month}", year=first.year, month=month)
    if (first.year, first.month) == (last.year, last.month):
        return say("{year}年{month}{day}日～{end}日", year=first.year, month=month, day=first.day, end=last.day)
    if first.year == last.year:
        return say(
            "{year}年{start}～{end}", year=first.year, start=short_date(first, lang), end=short_date(last, lang)
        )
    return say("{first}～{last}", first=long_date(first, lang), last=long_date(last, lang))


def short_date(day: date, lang: str) -> str:
    """11月19日 / 19 Nov."""
    say = speaker(lang)
    return say("{month}{day}日", month=say(_MONTHS[day.month - 1]), day=day.day)
