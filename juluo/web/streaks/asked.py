"""What the form of a check-in programme sends, parsed; what can't be meant is told in one sentence."""

from collections.abc import Collection, Mapping
from datetime import date

from juluo.desk.streaks.values import Plan
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.events.asked import day_typed
from juluo.wording.sentence import told

FIELDS = ("title", "first", "last", "about", "words", "channel", "grace", "repairs", "within", "event")


def plan_asked(visit: Visit, channels: frozenset[int], events: Collection[str]) -> Plan:
    """The plan that a form tells. Raises RefusedError with what is wrong."""
    first = day_typed(visit.field("first"))
    if first is None:
        raise RefusedError(told("从哪天开始？选一天。"))
    channel = visit.field("channel")
    return Plan(
        title=visit.field("title"),
        first=first,
        last=day_typed(visit.field("last")),
        about=visit.field("about"),
        weekdays=frozenset(int(one) for one in days_sent(visit)),
        words=tuple(visit.field("words").splitlines()),
        channel=int(channel) if channel.isascii() and channel.isdigit() and int(channel) in channels else None,
        grace=_whole(visit.field("grace")),
        repairs=_whole(visit.field("repairs")),
        within=_whole(visit.field("within")),
        event=visit.field("event") if visit.field("event") in events else "",
    )


def days_sent(visit: Visit) -> set[str]:
    """The days of the week that were ticked, Monday as 0."""
    return {str(one) for one in visit.request.POST.getlist("weekdays")} & set("0123456")


def sent(visit: Visit) -> Mapping[str, object]:
    """What was sent, to be shown again."""
    return {**{name: visit.field(name) for name in FIELDS}, "weekdays": days_sent(visit)}


def values_of(plan: Plan) -> Mapping[str, object]:
    """A plan as the form shows it."""
    return {
        "title": plan.title,
        "first": plan.first.isoformat(),
        "last": plan.last.isoformat() if plan.last else "",
        "about": plan.about,
        "words": "\n".join(plan.words),
        "channel": "" if plan.channel is None else str(plan.channel),
        "grace": str(plan.grace),
        "repairs": str(plan.repairs),
        "within": str(plan.within),
        "event": plan.event,
        "weekdays": {str(one) for one in plan.weekdays},
    }


def usual(today: date) -> Plan:
    """What the form begins with."""
    return Plan("", today, grace=3)


def _whole(words: str) -> int:
    words = words.strip()
    if not words:
        return 0
    if not (words.isascii() and words.isdigit() and len(words) < 6):
        raise RefusedError(told("“{words}”不是一个整数。", words=words[:40]))
    return int(words)
