"""What the form of a draw sends, parsed, and a plan as its fields. What can't be meant is told in a sentence."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from juluo.desk.draws.drand import address, round_from
from juluo.desk.draws.sealed import Mode
from juluo.desk.draws.values import OF_EVENT, Plan, Way, Who
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.local_time import moment_typed, typed
from juluo.wording.sentence import told

FIELDS = (
    "title", "prize", "rule", "winners", "mode", "closes", "entries_until", "kind", "source", "event", "way",
    "segment", "since", "until", "word", "listed", "kept_out", "staff", "known", "won_days", "won_draws",
    "weight_days", "weight_most",
)  # fmt: skip
_DRAND = "api.drand.sh"
Choice = TypeVar("Choice", bound=StrEnum)


class Kind(StrEnum):
    """Which value decides that nobody knows before: drand's, one that the operator names, or none."""

    DRAND = "drand"
    NAMED = "named"
    NONE = "none"


def plan_asked(visit: Visit, zone: ZoneInfo, channels: frozenset[int]) -> Plan:
    """The plan that a form tells. Raises RefusedError with what is wrong."""
    closes = moment_typed(visit.field("closes"), zone)
    if closes is None:
        raise RefusedError(told("什么时候开奖？写一个时刻。"))
    who = Who(
        way=_choice(Way, visit.field("way")),
        segment=number_of(visit.field("segment")),
        event=visit.field("event"),
        since=moment_typed(visit.field("since"), zone),
        until=moment_typed(visit.field("until"), zone),
        channels=tuple(sorted(_channels(visit) & channels)),
        word=" ".join(visit.field("word").split()),
        staff=visit.field("staff") == "yes",
        known=visit.field("known") == "yes",
        won_days=_number(visit, "won_days", 0),
        won_draws=_number(visit, "won_draws", 0),
        weight_days=_number(visit, "weight_days", 0),
        weight_most=_number(visit, "weight_most", 7),
    )
    return Plan(
        title=visit.field("title"),
        prize=visit.field("prize"),
        rule=visit.field("rule"),
        winners=_number(visit, "winners", 0),
        closes=closes,
        who=who,
        mode=_choice(Mode, visit.field("mode")),
        source=_source(visit, closes),
        entries_until=moment_typed(visit.field("entries_until"), zone),
        event=visit.field("event"),
        listed=visit.field("listed"),
        kept_out=visit.field("kept_out"),
    )


def values_of(wanted: Plan, zone: ZoneInfo) -> dict[str, str]:
    """A plan as the form's fields."""
    who = wanted.who
    kind = Kind.DRAND if _DRAND in wanted.source else Kind.NAMED if wanted.source else Kind.NONE
    said = {
        "title": wanted.title,
        "prize": wanted.prize,
        "rule": wanted.rule,
        "winners": wanted.winners,
        "mode": wanted.mode,
        "closes": typed(wanted.closes, zone),
        "entries_until": typed(wanted.entries_until, zone),
        "kind": kind,
        "source": wanted.source if kind is Kind.NAMED else "",
        "event": who.event if who.way in OF_EVENT else wanted.event,
        "way": who.way,
        "segment": who.segment,
        "since": typed(who.since, zone),
        "until": typed(who.until, zone),
        "word": who.word,
        "listed": wanted.listed,
        "kept_out": wanted.kept_out,
        "staff": "yes" if who.staff else "",
        "known": "yes" if who.known else "",
        "won_days": who.won_days or "",
        "won_draws": who.won_draws or "",
        "weight_days": who.weight_days or "",
        "weight_most": who.weight_most,
    }
    return {name: "" if value is None else str(value) for name, value in said.items()}


def _source(visit: Visit, closes: datetime) -> str:
    kind = _choice(Kind, visit.field("kind"))
    if kind is Kind.NONE:
        return ""
    if kind is Kind.DRAND:
        number = round_from(closes)
        return visit.say("drand quicknet 第{number}轮的 randomness：{address}", number=number, address=address(number))
    source = visit.field("source").strip()
    if not source:
        raise RefusedError(told("写明用哪个公开数：哪一期、在哪里公布。"))
    return source


def _choice(choices: type[Choice], words: str) -> Choice:
    try:
        return choices(words)
    except ValueError as error:
        raise RefusedError(told("选一个有的。")) from error


def _number(visit: Visit, name: str, empty: int) -> int:
    words = visit.field(name).strip()
    if not words:
        return empty
    found = number_of(words)
    if found is None:
        raise RefusedError(told("“{words}”不是一个数：只写整数。", words=words[:40]))
    return found


def _channels(visit: Visit) -> set[int]:
    found = (number_of(str(one)) for one in visit.request.POST.getlist("channels"))
    return {one for one in found if one is not None}
