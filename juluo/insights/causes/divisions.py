"""Which metric is taken apart in which way, and why the others aren't."""

from collections.abc import Callable, Mapping

from juluo.insights.causes import portions, products
from juluo.insights.causes.counted import Count
from juluo.insights.causes.counts import marked
from juluo.insights.causes.part import By, Causes, Shape
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.sight import Sight
from juluo.metrics.newcomers import CAME, WENT
from juluo.metrics.reading import Reading
from juluo.store.view import View

Division = Callable[[View, Reading], Causes]
_SPOKEN, _WRITTEN = tuple(sorted(SPOKE)), tuple(sorted(ORIGINAL))
_PEOPLE = Count(_SPOKEN)


def _told_by_export(count: Count, sight: Sight) -> Division:
    """A count of people that an export may show; what the operator stated is one number."""

    def divided(view: View, reading: Reading) -> Causes:
        if reading.measured.stated or sight not in view.coverage.sights:
            change = reading.change.amount
            return Causes(
                reading, Shape.INDIVISIBLE, change, reason="这个数是报上来的，或是按第一次出现推的，不能再分。"
            )
        return count(view, reading)

    return divided


DIVISIONS: Mapping[str, Division] = {
    "active_members": _PEOPLE,
    "active_members_7d": _PEOPLE,
    "active_members_28d": _PEOPLE,
    "messages": products.messages,
    "questions_asked": Count(_WRITTEN, marked, asks=True),
    "joined": _told_by_export(Count(CAME, by=(By.CHANNEL, By.HOUR)), Sight.JOINS),
    "left": _told_by_export(Count(WENT, by=(By.CHANNEL, By.HOUR)), Sight.LEAVES),
    "net_growth": products.net_growth,
    "participation_rate": products.participation,
    "stickiness": products.stickiness,
    "reply_rate": portions.replies,
    "newcomers_answered": portions.first_replies,
    "top10_share": portions.top(10),
    "top1_share": portions.top(100),
}

WHY_NOT: Mapping[str, str] = {
    "members": "成员总数是报上来的一个数，不能再分；看进群和退群。",
    "time_to_first_response": "中位数不是加出来的，不能再分；看24小时内有人答的比例。",
}
