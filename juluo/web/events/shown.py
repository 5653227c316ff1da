"""What the pages of events show beside the records: words, months, goals met or not, reminders to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from juluo.desk.events.values import EventFacts, Goal, How, Place, Remind, Why
from juluo.ledger.period import Calendar, Grain, Period
from juluo.metrics.events.held import days_of
from juluo.metrics.metric import Good, Metric, Unit, metrics
from juluo.metrics.reading import read
from juluo.report.figures import reading_reason, value_words
from juluo.report.scene import Scene
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.members.everybody import everybody
from juluo.web.seen import seen
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import long_date, short_date

PLACE_WORDS: Mapping[Place, str] = {
    Place.IN: "报上了",
    Place.WAITING: "候补",
    Place.OUT: "退出了",
    Place.WALKED_IN: "没报名就来了",
}
HOW_WORDS: Mapping[How, str] = {
    How.HAND: "手工记的",
    How.LIST: "从名单导入",
    How.WORDS: "从消息里认出",
    How.CODE: "扫码签到",
}
ASK_WORDS: Mapping[Why, str] = {
    Why.UNKNOWN: "{time}扫了这个码，名单上没有：可能是别场活动的",
    Why.WAITING: "{time}来了，还在候补：让进来吗？",
    Why.WITHDRAWN: "{time}来了，可是已经退出了：算到场吗？",
    Why.CLOSED: "{time}来的，交上时活动已经结束：重新打开活动才能补记",
    Why.SAME_NAME: "{time}来的，名单上有一位同名的客人：是另一位吗？",
}
# Nobody comes by a code that is nobody's.
YES_WORDS: Mapping[Why, str] = {
    Why.WAITING: "让进来",
    Why.WITHDRAWN: "算到场",
    Why.CLOSED: "补记",
    Why.SAME_NAME: "是另一位",
}
REMIND_WORDS: Mapping[Remind, str] = {
    Remind.BOTH: "开始前一天和2小时",
    Remind.A_DAY: "开始前一天",
    Remind.TWO_HOURS: "开始前2小时",
    Remind.NONE: "不提醒",
}
_COUNTED: Mapping[Unit, str] = {
    Unit.PEOPLE: "{n}人",
    Unit.MESSAGES: "{n}条消息",
    Unit.QUESTIONS: "{n}个提问",
    Unit.MINUTES: "{n}分钟",
}
SPAN_WORDS: Mapping[int, str] = {0: "活动当天", 7: "活动后7天", 14: "活动后14天"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was to be reached and what was: `met` None while that isn't known, and `reason` why."""

    title: str
    span: str
    line: str
    value: str
    met: bool | None
    reason: str


def clock(moment: datetime, zone: ZoneInfo, lang: str) -> str:
    """A moment as the community's day and clock tell it."""
    local = moment.astimezone(zone)
    return speaker(lang)("{day} {time}", day=long_date(local.date(), lang), time=f"{local:%H:%M}")


def near_clock(moment: datetime, now: datetime, zone: ZoneInfo, lang: str) -> str:
    """The same without the year, where it is this one's."""
    local, here = moment.astimezone(zone), now.astimezone(zone)
    day = short_date(local.date(), lang) if local.year == here.year else long_date(local.date(), lang)
    return speaker(lang)("{day} {time}", day=day, time=f"{local:%H:%M}")


def when(one: EventFacts, zone: ZoneInfo, lang: str) -> str:
    """From when to when."""
    starts, ends = one.plan.starts, one.plan.ends
    if starts is None:
        return speaker(lang)("时间没定")
    if ends is None:
        return clock(starts, zone, lang)
    same = starts.astimezone(zone).date() == ends.astimezone(zone).date()
    until = f"{ends.astimezone(zone):%H:%M}" if same else clock(ends, zone, lang)
    return speaker(lang)("{since}到{until}", since=clock(starts, zone, lang), until=until)


def by_day(found: Sequence[EventFacts], zone: ZoneInfo, month: Period) -> dict[date, list[EventFacts]]:
    """The events of each day of a month; one of several days stands in each."""
    days: dict[date, list[EventFacts]] = {}
    for one in found:
        for day in span_of(one, zone).days if one.plan.starts else ():
            if month.first <= day <= month.last:
                days.setdefault(day, []).append(one)
    return days


def held_on(one: EventFacts, calendar: Calendar) -> Period:
    """The community's days on which it is held: those that numbers are measured of."""
    return days_of(calendar, one.plan.starts or one.made_at, one.plan.ends)


def span_of(one: EventFacts, zone: ZoneInfo) -> Period:
    """The dates of a wall calendar on which it is held; an end at midnight belongs to the day before."""
    starts = one.plan.starts or one.made_at
    first = starts.astimezone(zone).date()
    ends = (one.plan.ends or starts).astimezone(zone)
    last = (ends - timedelta(microseconds=1)).date() if one.plan.ends else first
    return Period(first, max(first, last))


def line_words(goal: Goal, metric: Metric, lang: str) -> str:
    """Where the line is drawn: at least so much, or at most where less is better."""
    is_share = metric.unit is Unit.SHARE
    value = f"{line_typed(goal.line, is_share=is_share):,f}{'%' if is_share else ''}"
    words = "不超过{value}" if metric.good is Good.LOWER else "至少{value}"
    return speaker(lang)(words, value=counted(value, metric, lang))


def counted(value: str, metric: Metric, lang: str) -> str:
    """A number with what it counts; one that is told with it already, or counts nothing, as it is."""
    words = _COUNTED.get(metric.unit, "")
    return speaker(lang)(words, n=value) if words and value.replace(",", "").replace(".", "").isdigit() else value


def line_typed(line: float, *, is_share: bool) -> Decimal:
    """The line as it was typed, a share in percent; written out, never rounded."""
    typed = Decimal(repr(line)) * (100 if is_share else 1)
    return typed.quantize(Decimal(1)) if typed == typed.to_integral_value() else typed.normalize()


def outcome(visit: Visit, one: EventFacts, calendar: Calendar) -> Outcome | None:
    """What became of what was to be reached; None where nothing was set."""
    goal = one.plan.goal
    metric = metrics().get(goal.metric) if goal else None
    if goal is None or metric is None:
        return None
    held, say = held_on(one, calendar), visit.say
    first = held.last + timedelta(days=1)
    period = Period(first, first + timedelta(days=goal.days - 1)) if goal.days else held
    lang, now = visit.lang, visit.scene.now

    def measured(view: View) -> tuple[float | None, str, str]:
        scene = Scene(view, period, Grain.DAY, lang, now)
        reading = read(view, metric, [period])[0]
        if not reading.complete:
            return None, "", scene.say("这段日子的记录还不完整：等过完、导入齐了再看。")
        return reading.value, value_words(scene, reading), reading_reason(scene, reading)

    value, words, reason = seen(visit.community, ("event-goal", goal.metric, period, lang), measured)
    reached = None if value is None else value <= goal.line if metric.good is Good.LOWER else value >= goal.line
    return Outcome(
        metric.title if lang == "zh" else metric.title_en,
        say(SPAN_WORDS[goal.days]),
        line_words(goal, metric, lang),
        counted(words, metric, lang) if value is not None else "",
        reached,
        "" if value is not None else reason,
    )


def reminder(one: EventFacts, zone: ZoneInfo, zone_name: str, lang: str, address: str = "") -> str:
    """What is pasted into the group, in one language: what, when, where, how many places are left.

    `address` is where members sign up themselves, "" while their pages are closed.
    """
    say, plan = speaker(lang), one.plan
    lines = [say("【活动提醒】{title}", title=plan.title)]
    lines.append(say("时间：{when}（{zone}）", when=when(one, zone, lang), zone=zone_name))
    if plan.place:
        lines.append(say("地点：报上名以后告诉你") if plan.place_later else say("地点：{place}", place=plan.place))
    if plan.capacity is None:
        lines.append(say("已经有{n}人报名，还可以报。", n=one.signed_up))
    elif one.is_full:
        lines.append(say("名额满了，还想来可以排候补；来不了请早点退出，把位子让给候补的人。"))
    else:
        lines.append(say("已经有{n}人报名，还剩{free}个名额。", n=one.signed_up, free=plan.capacity - one.taken))
    if address:
        lines.append(say("报名、取消：{address}", address=address))
    if plan.content:
        lines += ["", plan.content]
    return "\n".join(lines)


def channels_of(community: str) -> dict[int, str]:
    """Channels by their codes, in the order of their names."""
    table = everybody(community)
    named = {} if table is None else {code: " ".join(name.split()) for code, name in table.channel_names.items()}
    return dict(sorted(((code, name) for code, name in named.items() if name), key=lambda one: one[1]))
