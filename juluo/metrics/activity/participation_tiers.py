"""Lurkers, the occasional and the heavy: 90-9-1, as it is here."""

from collections.abc import Iterator, Mapping, Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.inequality import WINDOW
from juluo.metrics.activity.trailing import last_days
from juluo.metrics.counting import by_account
from juluo.metrics.members import members
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import MESSAGES_OF_IT, OUT_OF, PEOPLE_OF_IT, SHARE_OF_IT, Name, Shape
from juluo.metrics.newcomers import known
from juluo.store.view import View

# More than one message a day on average over the window. Fixed, so that it means the same in every community and week.
HEAVY = WINDOW


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = last_days(periods, WINDOW)
    said, people = by_account(view, windows, ORIGINAL), known(view, windows)
    stated = members.measure(view, periods)
    return [
        _measured(view, window, list(counts.values()), len(seen), total)
        for window, counts, seen, total in zip(windows, said, people, stated, strict=True)
    ]


def _measured(view: View, window: Period, said: list[int], seen: int, stated: Measured) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason="记录不足28天")
    told = stated.n is not None and stated.n >= len(said)
    people = stated.n if told and stated.n is not None else seen
    if not people:
        return Measured(reason="还没有认得的成员")
    rows = tuple(_rows(said, people))
    parts = {"members": people, "k": HEAVY}
    return Measured(
        n=people, rows=rows, parts=parts, stated=told, evidence=EntryQuery(window, tuple(sorted(ORIGINAL)))
    )


def _rows(said: list[int], people: int) -> Iterator[Mapping[str, object]]:
    heavy = [count for count in said if count > HEAVY]
    occasional = [count for count in said if count <= HEAVY]
    tiers = (
        ("lurking", people - len(said), 0),
        ("occasional", len(occasional), sum(occasional)),
        ("heavy", len(heavy), sum(heavy)),
    )
    for tier, hits, messages in tiers:
        share = messages / sum(said) if said else None
        yield {
            "tier": tier,
            "hits": hits,
            "n": people,
            "share": hits / people,
            "messages": messages,
            "message_share": share,
        }


METRIC = Metric(
    name="participation_tiers",
    title="潜水、偶尔、常客",
    title_en="Lurking, occasional, heavy",
    meaning="近28天里，一条没写的、写了1到28条的、写了28条以上（平均一天不止一条）的成员，各占多少，各写了全部消息的多少。",
    meaning_en=(
        "Members who wrote nothing, 1 to 28 messages, and more than 28 (over one a day on average) in 28 days: their"
        " shares of members, and of messages."
    ),
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="参与不均的“90-9-1”（Nielsen 2006）：0条、1到k条、k条以上。Nielsen 没说k是多少，这里28天取28，一天一条。",
    source_en=(
        "Participation inequality, “90-9-1” (Nielsen 2006): 0 / 1–k / more than k messages. Nielsen gives no k; here"
        " it is 28 in 28 days, one a day."
    ),
    parts={
        "members": Name("成员", "Members"),
        "k": Name("多少条以上算常客", "Messages above which one is heavy"),
    },
    columns={
        "tier": Name("档", "Tier"),
        "hits": PEOPLE_OF_IT,
        "n": OUT_OF,
        "share": SHARE_OF_IT,
        "messages": MESSAGES_OF_IT,
        "message_share": Name("占消息", "Of the messages", Shape.SHARE),
    },
    codes={
        "tier": {
            "lurking": Name("潜水", "Lurking"),
            "occasional": Name("偶尔", "Occasional"),
            "heavy": Name("常客", "Heavy"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "报过成员总数的，按总数算潜水的人；没报过的，只按认得的成员（记录里出现过、没见退群的）算，潜水的会偏少。"
        "三档人数加起来是全体，条数加起来是全部有作者的消息。记录不足28天时未知。"
    ),
    edges_en=(
        "Where the number of members was stated, lurkers are what it leaves; else only known members count (seen in"
        " the ledger, not seen leaving), and lurkers come out too few. The three add up to all members, and to all"
        " messages with an author. Unknown with less than 28 days on record."
    ),
    window=WINDOW,
)
