"""What the forms of events send, parsed: a plan, a run sheet, amounts. What can't be meant is told in one sentence."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from juluo.desk.events.actions.planning import MOST_PLACES
from juluo.desk.events.values import Form, Goal, Plan, Remind
from juluo.metrics.metric import Metric, Unit, metrics
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.local_time import moment_typed
from juluo.wording.sentence import told

# Over which days what is to be reached is looked at: the event's own, or so many after.
SPANS = (0, 7, 14)
_DECIMALS = 6
_WHOLE = 100
# A whole number, but below 0 or longer than any.
_BEYOND = re.compile(r"[-−－]?[0-9]+$")
_RUN = re.compile(r"([+-]?\d{1,5})(?:\s+|\s*[|｜]\s*)([^|｜]+)(?:[|｜](.*))?$")


def plan_asked(visit: Visit, zone: ZoneInfo, channels: frozenset[int]) -> Plan:
    """The plan that a form tells. Raises RefusedError with what is wrong."""
    return Plan(
        form=_form(visit.field("form")),
        title=visit.field("title"),
        content=visit.field("content"),
        lessons=visit.field("lessons"),
        starts=moment_typed(visit.field("starts"), zone),
        ends=moment_typed(visit.field("ends"), zone),
        signup_until=moment_typed(visit.field("signup_until"), zone),
        place=visit.field("place"),
        channel=_among(visit.field("channel"), channels),
        controls=tuple(sorted({int(one) for one in _told(visit, "controls") if _is_of(one, channels)})),
        segment=_number(visit.field("segment")),
        budget=amount_asked(visit.field("budget")),
        partners=visit.field("partners"),
        capacity=_capacity(visit.field("capacity")),
        goal=_goal(visit),
        owner=_number(visit.field("owner")),
        place_later=visit.field("place_later") == "yes",
        known_only=visit.field("known_only") == "yes",
        walk_ins=visit.field("walk_ins") == "yes",
        one_network=visit.field("one_network") == "yes",
        remind=_remind(visit.field("remind")),
    )


def goals() -> dict[str, Metric]:
    """What an event can be for: every number that one line can be drawn for."""
    return {name: one for name, one in sorted(metrics().items()) if one.unit is not Unit.TABLE}


def amount_asked(words: str) -> Decimal | None:
    """An amount of money, to the cent; None for none. Raises RefusedError for what is no number."""
    found = _decimal(words)
    return None if found is None else found.quantize(Decimal("0.01"))


def line_asked(words: str) -> Decimal | None:
    """Where a line is drawn, as it is typed: nothing is rounded. None for none."""
    found = _decimal(words)
    if found is not None and found != round(found, _DECIMALS):
        raise RefusedError(told("成功线最多写{n}位小数。", n=_DECIMALS))
    return found


def _decimal(words: str) -> Decimal | None:
    plain = words.strip().replace(",", "").replace("，", "").lstrip("¥￥$€ ")
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation as error:
        raise RefusedError(told("“{words}”不是一个数：只写数字，例如 88.5。", words=words[:40])) from error
    if not found.is_finite() or abs(found) >= 10**9:
        raise RefusedError(told("“{words}”不是一个数：只写数字，例如 88.5。", words=words[:40]))
    return found


def run_asked(words: str) -> list[tuple[int, str, str]]:
    """A run sheet as it is typed, a line each: minutes from the start, what happens, and after a bar who does it."""
    found = []
    for line in (one.strip() for one in words.splitlines()):
        if not line:
            continue
        parts = _RUN.match(line)
        if parts is None:
            raise RefusedError(
                told(
                    "流程里这一行读不懂：“{line}”。每行先写开始后第几分钟，例如“10 抛出第一个问题 | 林”。",
                    line=line[:60],
                )
            )
        found.append((int(parts[1]), parts[2].strip(), (parts[3] or "").strip()))
    return sorted(found, key=lambda one: one[0])


def day_typed(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip()) if words.strip() else None
    except ValueError as error:
        raise RefusedError(told("日期读不懂：“{words}”。", words=words[:40])) from error


def hours_asked(words: str) -> float | None:
    found = amount_asked(words)
    return None if found is None else float(found)


def owner_asked(visit: Visit) -> int | None:
    return _number(visit.field("owner"))


def _form(words: str) -> Form:
    try:
        return Form(words)
    except ValueError as error:
        raise RefusedError(told("选一种活动的形式。")) from error


def _remind(words: str) -> Remind:
    return Remind(words) if words in set(Remind) else Remind.BOTH


def _goal(visit: Visit) -> Goal | None:
    name, line = visit.field("goal_metric"), visit.field("goal_line").strip()
    if not name:
        return None
    metric = goals().get(name)
    if metric is None:
        raise RefusedError(told("没有这个指标，选一个有的。"))
    value = line_asked(line.rstrip("%％"))
    if value is None:
        raise RefusedError(told("选了看哪个数，还要写成功线：到多少算成。"))
    is_share = metric.unit is Unit.SHARE
    if is_share and not 0 <= value <= _WHOLE:
        raise RefusedError(told("占比写0到100之间的百分数。"))
    days = _number(visit.field("goal_days")) or 0
    return Goal(name, float(value / _WHOLE if is_share else value), days if days in SPANS else 0)


def _capacity(words: str) -> int | None:
    if not words.strip():
        return None
    found = _number(words.strip())
    if found is None and _BEYOND.match(words.strip()):
        raise RefusedError(told("名额要在1到{n}之间；不限名额就空着。", n=MOST_PLACES))
    if found is None:
        raise RefusedError(told("名额写一个整数；不限名额就空着。"))
    return found


def _told(visit: Visit, name: str) -> list[str]:
    return [str(one) for one in visit.request.POST.getlist(name)]


def _number(words: str) -> int | None:
    return number_of(words.strip())


def _is_of(words: str, channels: frozenset[int]) -> bool:
    found = _number(words)
    return found is not None and found in channels


def _among(words: str, channels: frozenset[int]) -> int | None:
    return _number(words) if _is_of(words, channels) else None
