"""One event as a member sees it on the portal: when, where, how many places, and what they can do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from juluo.desk.events.own import own_among
from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import EventFacts, OwnSignUp, Place, State
from juluo.desk.segments.facts import SegmentFacts, segments_by_number
from juluo.shell.guests.facts import agreed
from juluo.shell.guests.values import Purpose
from juluo.shell.visit import Visit
from juluo.web.local_time import zone_of
from juluo.web.segments.shown import day_of, inside_of, readable
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import long_date, short_date, span, weekdays_short


class Can(StrEnum):
    """What a member can do about an event now."""

    SIGN_UP = "sign_up"
    QUEUE = "queue"
    GIVE_BACK = "give_back"
    JOIN = "join"
    BE_KNOWN = "be_known"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Shown:
    """`place` is "" where nobody wrote one down, and `place_later` says that this visitor isn't told it yet.

    `why` is what the visitor is told beside what they can do. `door`: they can check in now. `reminders` are the hours
    before the start at which a reminder is still to come.
    """

    one: EventFacts
    own: OwnSignUp | None
    over: str
    when: str
    place: str
    place_later: bool
    can: Can
    why: str
    door: bool
    reminders: tuple[int, ...]

    @property
    def free(self) -> int | None:
        """How many places are left; None where there is no end of them."""
        capacity = self.one.plan.capacity
        return None if capacity is None else max(0, capacity - self.one.taken)


def shown_event(visit: Visit, one: EventFacts) -> Shown:
    (found,) = shown_events(visit, [one])
    return found


def shown_events(visit: Visit, found: Sequence[EventFacts]) -> tuple[Shown, ...]:
    """Some events, in as many questions however many they are."""
    own = own_among(visit.guest, found) if visit.guest and found else {}
    wanted = {one.plan.segment for one in found if one.plan.segment is not None}
    known = visit.guest is not None and visit.guest.account is not None
    segments = segments_by_number(visit.community, wanted) if known else {}
    return tuple(_shown(visit, one, own.get(one.id), segments) for one in found)


def _shown(visit: Visit, one: EventFacts, own: OwnSignUp | None, segments: Mapping[int, SegmentFacts]) -> Shown:
    zone, starts = zone_of(visit.community), one.plan.starts
    hidden = one.plan.place_later and not (own and own.is_in)
    can, why = _can(visit, one, own, segments)
    running = one.state is State.OPEN and one.plan.door_is_open(visit.scene.now)
    return Shown(
        one,
        own,
        _over(visit, one, zone),
        when_short(visit, one, zone),
        "" if hidden else one.plan.place,
        hidden and bool(one.plan.place),
        can,
        why,
        running and (own is None or own.came_at is None) and (one.plan.walk_ins or (own is not None and own.is_in)),
        tuple(
            hours for hours in one.plan.remind.hours if starts and starts - timedelta(hours=hours) > visit.scene.now
        ),
    )


def without_place(shown: Shown) -> EventFacts:
    """The event with what this visitor may know of its place."""
    return replace(shown.one, plan=replace(shown.one.plan, place=shown.place))


def when_short(visit: Visit, one: EventFacts, zone: ZoneInfo) -> str:
    """11月21日 14:00～17:00; with the year where it isn't this one."""
    starts, ends, lang = one.plan.starts, one.plan.ends, visit.lang
    if starts is None:
        return visit.say("时间没定")
    now = visit.scene.now.astimezone(zone)
    since = _day(starts.astimezone(zone), now, lang)
    if ends is None:
        return since
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    if first.date() != last.date():
        return span(since, _day(last, now, lang), lang)
    hours = span(f"{first:%H:%M}", f"{last:%H:%M}", lang)
    return visit.say("{day} {time}", day=_date(first, now, lang), time=hours)


def reminds(visit: Visit) -> bool:
    """Whether the tick for a reminder stands in the form beforehand: only if they agreed to all reminders."""
    return visit.guest is not None and agreed(visit.guest.id, Purpose.REMIND)


def _can(  # noqa: PLR0911 - one answer a case
    visit: Visit, one: EventFacts, own: OwnSignUp | None, segments: Mapping[int, SegmentFacts]
) -> tuple[Can, str]:
    say, now, zone = visit.say, visit.scene.now, zone_of(visit.community)
    if one.state is State.CANCELLED:
        return Can.NOTHING, say("取消了：{why}", why=one.why)
    if own is not None and own.came_at is not None:
        return Can.NOTHING, say("你签到了。")
    if one.state is State.CLOSED or (one.plan.over_at is not None and one.plan.over_at <= now):
        return Can.NOTHING, say("已经办完了。")
    if own is not None and own.holds:
        waits = own.place is Place.WAITING
        return Can.GIVE_BACK, say("你排在候补第{n}位。", n=own.ahead + 1) if waits else say("你报上了。")
    until = one.plan.signup_until
    if until is not None and now > until:
        return Can.NOTHING, say(
            "报名截止了：{day}。", day=_day(until.astimezone(zone), now.astimezone(zone), visit.lang)
        )
    if visit.guest is None:
        return Can.JOIN, say("从群里的链接加入以后，就能报名。")
    return _may_sign_up(visit, one, segments)


def _may_sign_up(visit: Visit, one: EventFacts, segments: Mapping[int, SegmentFacts]) -> tuple[Can, str]:
    say, account = visit.say, visit.whoever.account
    if account is None and (one.plan.known_only or one.plan.segment is not None):
        words = "这场只收认得出的成员。" if one.plan.segment is None else "这场只给一部分成员，要先认出你是谁。"
        return Can.BE_KNOWN, say(words)
    if one.plan.segment is not None and account is not None:
        inside = _belongs(visit.community, segments.get(one.plan.segment), account)
        if inside is None:
            return Can.NOTHING, say("这场只给一部分成员，现在说不准都有谁：请找运营替你报名。")
        if not inside:
            return Can.NOTHING, say("这场只给一部分成员，这次没有你。")
    return (Can.QUEUE, "") if one.is_full or one.waiting else (Can.SIGN_UP, "")


def _belongs(community: str, kept: SegmentFacts | None, account: int) -> bool | None:
    """Whether an account is in a segment; None where the segment can't be made out any more."""
    day = day_of(community)
    rule = readable(kept.rule) if kept else None
    return None if rule is None or day is None else account in inside_of(community, rule, day)


def _over(visit: Visit, one: EventFacts, zone: ZoneInfo) -> str:
    """周六，线下聚会."""
    form = PATTERNS[one.plan.form].name.words(visit.lang)
    if one.plan.starts is None:
        return form
    day = weekdays_short(visit.lang)[one.plan.starts.astimezone(zone).weekday()]
    return visit.say("{day}，{form}", day=day, form=form)


def _date(moment: datetime, now: datetime, lang: str) -> str:
    return short_date(moment.date(), lang) if moment.year == now.year else long_date(moment.date(), lang)


def _day(moment: datetime, now: datetime, lang: str) -> str:
    return speaker(lang)("{day} {time}", day=_date(moment, now, lang), time=f"{moment:%H:%M}")
