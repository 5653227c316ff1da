"""How long a post lives: when half of the replies it will get have come."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.means import grouped_median_interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.replies.answers import told_until
from juluo.metrics.replies.links import linked
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28
LIFE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Post:
    """A post that drew replies: who wrote it when, its kind, and after how many minutes half of them had come."""

    author: int
    at: datetime
    kind: str
    half: float


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, WINDOW) for period in periods]
    posts: list[list[Post]] = [[] for _ in periods]
    for place, author, at, kind, half in ask_entries(view, half_lives, windows, follow=LIFE_DAYS + 1):
        posts[place].append(Post(author, at.astimezone(UTC), kind, float(half) / 60))
    return [_measured(view, window, found) for window, found in zip(windows, posts, strict=True)]


@question
def half_lives(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Members' posts that were replied to within 14 days, and after how many seconds half of the replies had come."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    found = linked(tables)
    found = found.filter(found.to_member & (found.at <= found.asked + ibis.interval(hours=24 * LIFE_DAYS)))
    each = ibis.window(group_by="entry_id", order_by=["at", "reply"])
    whole = ibis.window(group_by="entry_id")
    found = found.mutate(place=ibis.row_number().over(each), replies=found.reply.count().over(whole))
    half = found.filter(found.place == ((found.replies - 1) / 2).floor().cast("int64"))
    waited = (half.at.epoch_seconds() - half.asked.epoch_seconds()).cast("float64")
    half = half.mutate(waited=waited).join(tables.periods, [("asked_day", "day")])
    return half.select("period", "to", "asked", "asked_kind", "waited")


def _measured(view: View, window: Period, posts: Sequence[Post]) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    grown = [post for post in posts if told_until(view, post.at) - post.at >= timedelta(days=LIFE_DAYS)]
    young = len(posts) - len(grown)
    if not grown:
        reason = "有回应的消息都还不满14天，再等等" if young else "近几周没有消息得到回应"
        return Measured(reason=reason, n=0, parts={"young": float(young)})
    lives = [post.half for post in grown]
    by_kind: dict[str, list[float]] = defaultdict(list)
    for post in grown:
        by_kind[post.kind].append(post.half)
    rows = tuple(
        {"kind": kind, "posts": len(found), "minutes": median(found)} for kind, found in sorted(by_kind.items())
    )
    return Measured(
        median(lives),
        len(lives),
        interval=grouped_median_interval(lives, [post.author for post in grown]),
        parts={"young": float(young)},
        rows=rows,
        evidence=EntryQuery(window, tuple(sorted(ORIGINAL))),
    )


METRIC = Metric(
    name="content_half_life",
    title="内容半衰期",
    title_en="Content half-life",
    meaning="成员的一条消息，14天里得到的回应来了一半要多久；取有回应的消息的中位数。",
    meaning_en="After how long half of the replies that a member's message gets in 14 days have come; the median of"
    " messages that were replied to.",
    unit=Unit.MINUTES,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.REPLIES}),),
    source="一条消息14天里的回应来到50%要多久，取各条的中位数；区间把作者重新抽（Davison 和 Hinkley 1997）。",
    source_en=(
        "Time to 50 % of a post's 14-day replies, median over posts; interval by drawing authors anew"
        " (Davison and Hinkley 1997)."
    ),
    parts={
        "young": Name("还不满14天的", "Not yet 14 days old"),
    },
    columns={
        "kind": Name("种类", "Kind"),
        "posts": Name("条数", "Messages"),
        "minutes": Name("时间", "Time", Shape.MINUTES),
    },
    codes={
        "kind": {
            "message": Name("消息", "Message"),
            "poll": Name("投票", "Poll"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只数带时间、指明回的是哪一条的回复；表情回应在导出里没有时间，不算。不满14天的消息先不算，另报有几条。"
    "没人回应的消息没有半衰期。只有一条回应的，就是那一条来的时间。自己回自己的不算，工作人员回的算。"
    "同一场讨论里的消息一起快一起慢，一条条当独立的来检验会乱喊“明显”，所以变化不检验，区间按作者抽。",
    edges_en="Only replies that carry a time and say to what they reply; reactions have no time in exports. Messages"
    " younger than 14 days are left out and counted apart. A message without replies has no half-life; with a single"
    " one, it is when that came. Replying to oneself doesn't count; staff's replies do. Messages of"
    " one discussion are quick or slow together: tested one by one they would cry wolf, so the change is not tested,"
    " and the interval draws authors.",
    window=WINDOW,
)
