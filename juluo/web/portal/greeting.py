"""The first lines of the members' first page: good evening, and what is true of who reads it."""

from bisect import bisect_right
from datetime import date

from juluo.ledger.period import zone_named
from juluo.shell.visit import Visit
from juluo.web.local_time import calendar_of
from juluo.web.portal.day import PortalDay, Told
from juluo.wording.catalogue import capital, in_a_row
from juluo.wording.numbers import long_date, short_date, whole

# From these hours on; before the first of them it is still the evening before.
_HOURS = (5, 11, 13, 18)
# Of an older day the year is told, too.
_HALF_A_YEAR = 183


def greeting(visit: Visit, name: str) -> str:
    """By the community's clock."""
    say = visit.say
    hour = visit.scene.now.astimezone(zone_named(calendar_of(visit.community).zone)).hour
    evening = say("{name}，晚上好", name=name)
    words = (
        evening,
        say("{name}，早上好", name=name),
        say("{name}，中午好", name=name),
        say("{name}，下午好", name=name),
        evening,
    )
    return words[bisect_right(_HOURS, hour)]


def lead(visit: Visit, found: PortalDay | None) -> str:
    """What is told of the guest; nothing of whom the group's records don't know."""
    account = visit.guest.account if visit.guest else None
    told = found.told.get(account) if found is not None and account is not None else None
    if found is None or told is None:
        return ""
    return in_a_row(visit.lang, _since(visit, told), _said(visit, told, found.day))


def day_words(visit: Visit, day: date) -> str:
    """Yesterday, or which day it was: the last whole day of the records may lie further back."""
    ago = (calendar_of(visit.community).day_of(visit.scene.now) - day).days
    if ago == 1:
        return visit.say("昨天")
    return short_date(day, visit.lang) if ago < _HALF_A_YEAR else long_date(day, visit.lang)


def _since(visit: Visit, told: Told) -> str:
    if told.came is None:
        return ""
    days = (calendar_of(visit.community).day_of(visit.scene.now) - told.came).days
    return visit.say("你来了{n}天。", n=whole(days)) if days > 0 else visit.say("你今天刚来。")


def _said(visit: Visit, told: Told, day: date) -> str:
    """Their first words, or that somebody replied; of who only spoke, nothing is told that they don't know."""
    when = capital(day_words(visit, day))
    answered = whole(told.answered_by) if told.answered_by else ""
    if told.first_words:
        if answered:
            return visit.say("{day}第一次开口，有{n}个人接了话。", day=when, n=answered)
        return visit.say("{day}第一次开口。", day=when)
    return visit.say("{day}你说的，有{n}个人接了话。", day=when, n=answered) if answered else ""
