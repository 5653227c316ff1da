"""What a line is compared with: the stretch before, the same weekday, a year ago, days of one's own choice."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from juluo.ledger.period import Grain, Period
from juluo.report.scene import Scene
from juluo.wording.numbers import short_date


class Against(StrEnum):
    """What a line is compared with."""

    BEFORE = "before"
    WEEK = "week"
    YEAR = "year"
    OWN = "own"
    NOTHING = "none"


def compared(against: Against, periods: Sequence[Period], grain: Grain, own: date | None) -> tuple[Period, ...]:
    """For each period of a line the one that it is compared with; weekdays meet weekdays, months meet months."""
    if not periods or against is Against.NOTHING or (against is Against.OWN and own is None):
        return ()
    if grain is Grain.MONTH:
        return tuple(period.before(_months(against, periods, own)) for period in periods)
    return tuple(period.shifted(-_days(against, periods, grain, own)) for period in periods)


def _months(against: Against, periods: Sequence[Period], own: date | None) -> int:
    if against is Against.OWN and own is not None:
        first = periods[0].first
        return max(0, (first.year - own.year) * 12 + first.month - own.month)
    return 12 if against is Against.YEAR else len(periods)


def _days(against: Against, periods: Sequence[Period], grain: Grain, own: date | None) -> int:
    if against is Against.OWN and own is not None:
        return (periods[0].first - Period.of(own, grain).first).days
    if against is Against.YEAR:
        return 364
    if against is Against.WEEK and grain is Grain.DAY:
        return 7
    return 7 * -(-Period.over(periods).length // 7)


def against_name(scene: Scene, against: Against, earlier: Sequence[Period]) -> str:
    """What the dashed line is called at its end."""
    if against is Against.OWN and earlier:
        return scene.say("{day}起", day=short_date(earlier[0].first, scene.lang))
    words = {Against.WEEK: "上周同一天", Against.YEAR: "去年同期"}
    if against is Against.WEEK and scene.grain is not Grain.DAY:
        return scene.say("之前一段")
    return scene.say(words.get(against, "之前一段"))


def against_words(scene: Scene, against: Against, earlier: Sequence[Period]) -> str:
    """The days of the dashed line, said under the picture; empty where there is none."""
    if not earlier:
        return ""
    whole = Period.over(earlier)
    return scene.say(
        "虚线是{name}：{first}～{last}。",
        name=against_name(scene, against, earlier),
        first=whole.first.isoformat(),
        last=whole.last.isoformat(),
    )
