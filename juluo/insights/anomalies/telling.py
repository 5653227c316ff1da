"""Alarms in words: what happened, and what likely made it. One sentence each, in either language."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from juluo.insights.anomalies.alarm import Alarm, Cause, Sign, Why
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.metrics.channels import channel_names
from juluo.metrics.events.held import held
from juluo.metrics.metric import Unit, metrics
from juluo.store.view import View
from juluo.wording.catalogue import Say, capital, in_a_row, speaker
from juluo.wording.numbers import percent, rounded, short_date, whole

_NAMED = 3

_WHAT = {
    Sign.HIGH: "{day}{metric}{value}条，比平常多：这样的日子一般在{low}～{high}条。",
    Sign.LOW: "{day}{metric}{value}条，比平常少：这样的日子一般在{low}～{high}条。",
    Sign.SHIFT: "从{since}起，{metric}到了另一个水平：一天{value}条左右，之前{middle}条左右。",
    Sign.DEAD_CHANNEL: "#{channel}安静了：从{since}到{day}，{n}天没有人说话。",
}
_WHAT_PEOPLE = {
    Sign.HIGH: "{day}{metric}{value}人，比平常多：这样的日子一般在{low}～{high}人。",
    Sign.LOW: "{day}{metric}{value}人，比平常少：这样的日子一般在{low}～{high}人。",
    Sign.SHIFT: "从{since}起，{metric}到了另一个水平：一天{value}人左右，之前{middle}人左右。",
}
# By how many accounts, and whether the export tells of the hours.
_FLOOD = {
    True: "{day}有一个账号说得特别多：{n}条，占那天的{share}。",
    False: "{day}有{accounts}个账号说得特别多：{n}条，占那天的{share}。",
}
_MISSING = {
    True: "{day}{first}点到{until}点一条记录也没有，平常这段时间有{usual}条左右。",
    False: "{day}{first}点到{until}点没有导入记录，平常这段时间有{usual}条左右。",
}

_WHY = {
    Why.ONE_PERSON: "主要是{name}一个人：{n}条，平常这样的日子{usual}条左右。",
    Why.ABSENT: "主要是{name}说得少：{n}条，平常这样的日子{usual}条左右。",
    Why.EVENT: "那天有{call}，多半和它有关。",
    Why.THREAD: "主要是话题“{thread}”：一个话题就有{n}，平常最热的话题{usual}左右。",
    Why.CHANNEL: "主要在#{channel}：{n}，平常{usual}左右。",
    Why.REMOVED: "其中{n}人是被移出的。",
    Why.MISSING_IMPORT: "前后都和平常一样，多半是少导了一段，不是真的安静：请重新导出这天。",
    Why.EVERYONE: "整个社群一起变，不是哪个频道、哪个人，记录里看不出原因。放假、大事都会这样。",
    Why.UNKNOWN: "从人、话题、频道和活动里都没找到原因：打开那天的消息看看。",
}
_CALLS = {
    Kind.ANNOUNCE: "公告（#{channel}）",
    Kind.PIN: "置顶（#{channel}）",
    Kind.POLL: "投票（#{channel}）",
    Kind.CALL: "通话（#{channel}）",
    Kind.EVENT_OPENED: "活动开放报名",
    Kind.EVENT_SIGNED_UP: "活动报名",
    Kind.EVENT_ATTENDED: "活动",
    Kind.EVENT_CLOSED: "活动结束",
}


def what(view: View, alarm: Alarm, lang: str) -> str:
    """What happened, in one sentence."""
    say, cause = speaker(lang), alarm.cause
    day = short_date(alarm.day, lang)
    if alarm.sign is Sign.MISSING:
        first, until = cause.hours or (0, 24)
        return say(_MISSING[cause.told], day=day, first=first, until=until, usual=whole(cause.usual))
    if alarm.sign is Sign.FLOOD:
        share = percent(cause.n / alarm.value) if alarm.value else ""
        one = len(cause.accounts) == 1
        return capital(say(_FLOOD[one], day=day, accounts=len(cause.accounts), n=whole(cause.n), share=share))
    metric = metrics()[alarm.metric]
    told = (_WHAT_PEOPLE if metric.unit is Unit.PEOPLE else _WHAT).get(alarm.sign, _WHAT[alarm.sign])
    return capital(
        say(
            told,
            day=day,
            since=short_date(_since(alarm), lang),
            metric=metric.title if lang == "zh" else metric.title_en,
            value=rounded(alarm.value),
            middle=rounded(alarm.middle or 0),
            low=whole(alarm.low or 0),
            high=whole(alarm.high or 0),
            channel=_channel(view, cause),
            n=whole(cause.n),
        )
    )


def why(view: View, alarm: Alarm, lang: str) -> str:
    """Its likely cause, in a sentence or two."""
    say, cause = speaker(lang), alarm.cause
    special: Mapping[Why, Callable[[View, Alarm, Say], str]] = {Why.NEWCOMERS: _newcomers, Why.DEAD_CHANNEL: _died}
    if alarm.sign is Sign.FLOOD and cause.why is Why.ONE_PERSON:
        loudest = "是{name}：平常一天说得最多的人，也就{usual}条左右。"
        told = say(loudest, name=_names(view, cause, say), usual=whole(cause.usual))
    elif cause.why in special:
        told = special[cause.why](view, alarm, say)
    else:
        told = say(
            _WHY[cause.why],
            name=_names(view, cause, say),
            n=rounded(cause.n),
            usual=rounded(cause.usual),
            channel=_channel(view, cause),
            thread=_thread(view, cause),
            call=_call(view, alarm, say),
        )
    alike = say("其中{n}条几乎一模一样。", n=whole(cause.copies)) if cause.copies else ""
    return in_a_row(lang, told, alike)


def _call(view: View, alarm: Alarm, say: Say) -> str:
    """What was called out that day: an event that was held by its name, for the desk tells of it, and no channel."""
    kind = alarm.cause.kind
    if kind in {Kind.EVENT_ATTENDED, Kind.EVENT_CLOSED}:
        titles = [one.title for one in held(view, [Period(alarm.day, alarm.day)])[0] if one.title]
        if titles:
            return say("活动“{title}”", title=say("、").join(titles))
    return say(_CALLS[kind], channel=_channel(view, alarm.cause)) if kind in _CALLS else ""


def _newcomers(view: View, alarm: Alarm, say: Say) -> str:
    cause = alarm.cause
    if alarm.metric == "active_members":
        return say(
            "主要是新人：{n}人第一次开口，平常一天{usual}人左右。", n=whole(cause.n), usual=rounded(cause.usual)
        )
    names = _names(view, cause, say)
    if len(cause.accounts) == 1:
        return say("{name}那天第一次开口，就发了{n}条。", name=names, n=whole(cause.n))
    return say("{accounts}个账号都是那天第一次开口：{names}。", accounts=len(cause.accounts), names=names)


def _died(view: View, alarm: Alarm, say: Say) -> str:
    cause, channel = alarm.cause, _channel(view, alarm.cause)
    if alarm.sign is not Sign.DEAD_CHANNEL:
        return say("#{channel}没有人说话了，平常一天{usual}左右。", channel=channel, usual=rounded(cause.usual))
    return say("这个频道之前8周最多只静过{usual}天；是冷掉了、换了地方，还是导出里少了它？", usual=whole(cause.usual))


def _since(alarm: Alarm) -> date:
    """The first day of what goes on: of a channel's silence it is the day after its last words."""
    if alarm.since is None:
        return alarm.day
    return alarm.since + timedelta(days=1) if alarm.sign is Sign.DEAD_CHANNEL else alarm.since


def _names(view: View, cause: Cause, say: Say) -> str:
    """The accounts' names, the first few of many; erased people have none."""
    found = view.accounts(list(cause.accounts[:_NAMED])) if cause.accounts else {}
    names = [say("已抹去的成员") if account.erased else account.name for account in found.values()]
    listed = say("、").join(names)
    if len(cause.accounts) > _NAMED:
        return say("{names}等{n}个", names=listed, n=len(cause.accounts))
    return listed


def _channel(view: View, cause: Cause) -> str:
    """The channel by a name unlike all others'."""
    return "" if cause.channel is None else channel_names(view).get(cause.channel, "")


def _thread(view: View, cause: Cause) -> str:
    if cause.thread is None:
        return ""
    return view.register.thread_titles([cause.thread]).get(cause.thread, "")


def facts(view: View, alarm: Alarm, lang: str) -> dict[str, object]:
    """An alarm as JSON values, with both sentences."""
    cause = alarm.cause
    accounts = view.accounts(list(cause.accounts)) if cause.accounts else {}
    return {
        "date": alarm.day.isoformat(),
        "kind": str(alarm.sign),
        "metric": alarm.metric,
        "value": alarm.value,
        "expected": {"middle": alarm.middle, "low": alarm.low, "high": alarm.high},
        "since": alarm.since.isoformat() if alarm.since is not None else None,
        "what": what(view, alarm, lang),
        "why": why(view, alarm, lang),
        "cause": {
            "kind": str(cause.why),
            "n": cause.n,
            "usual": cause.usual,
            "accounts": [None if account.erased else account.account_id for account in accounts.values()],
            "channel": _channel(view, cause) or None,
            "thread": _thread(view, cause) or None,
            "entry_kind": str(cause.kind) if cause.kind is not None else None,
            "hours": list(cause.hours) if cause.hours is not None else None,
            "copies": cause.copies,
        },
        "entries": view.count(alarm.evidence),
    }
