"""When members talk: messages by weekday and hour."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries_once, question
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import MESSAGES_OF_IT, Name
from juluo.metrics.quarters import local_clock, quarter_of
from juluo.store.view import View

# A single day fills no week.
WINDOW = 28


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, p if p.length >= 7 else Period.trailing(p.last, WINDOW)) for p in periods]


@question
def messages_per_quarter(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Members' messages by quarters of an hour since 1970, in UTC."""
    words = tables.entries.filter(tables.entries.kind.isin(sorted(ORIGINAL)) & tables.entries.member)
    return words.group_by(quarter=quarter_of(words)).aggregate(n=words.count())


def _measured(view: View, window: Period) -> Measured:
    clock = local_clock(view)
    cells: Counter[tuple[int, int]] = Counter()
    for quarter, n in ask_entries_once(view, messages_per_quarter, window):
        local = clock(quarter)
        cells[local.weekday(), local.hour] += int(n)
    rows = tuple({"weekday": d, "hour": h, "messages": cells[d, h]} for d in range(7) for h in range(24))
    return Measured(n=cells.total(), rows=rows, evidence=EntryQuery(window, tuple(sorted(ORIGINAL))))


METRIC = Metric(
    name="hour_of_week",
    title="一周里的忙闲",
    title_en="Hours of the week",
    meaning="近28天（或这段时间）的消息，落在星期几的几点；用社群自己的时区。",
    meaning_en="Messages of 28 days (or of the period) by weekday and hour, on the community's clock.",
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="直接计数；数据里星期几从0数起，0是星期一。",
    source_en="Counts; weekday 0 is Monday.",
    columns={
        "weekday": Name("周几", "Weekday"),
        "hour": Name("几点", "Hour"),
        "messages": MESSAGES_OF_IT,
    },
    codes={
        "weekday": {
            "0": Name("周一", "Monday"),
            "1": Name("周二", "Tuesday"),
            "2": Name("周三", "Wednesday"),
            "3": Name("周四", "Thursday"),
            "4": Name("周五", "Friday"),
            "5": Name("周六", "Saturday"),
            "6": Name("周日", "Sunday"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges="一天、不满一周的一段，看的是到这天为止的28天。换季调钟那天多出或少掉的一小时，按当地钟点归格。",
    edges_en=(
        "For a day, or less than a week, the 28 days that end with it. On days when clocks change, messages go into"
        " the hour that the local clock showed."
    ),
    cuts=EVERY_CUT,
)
