"""No sentence claims what its own table contradicts; the readings and their parts are made up."""

from datetime import date

import pytest

from juluo.insights.causes.counted import Divided
from juluo.insights.causes.most import most
from juluo.insights.causes.part import By, Causes, Effect, Part, Shape, Split
from juluo.insights.causes.sentence import sentence
from juluo.insights.causes.told import can_be_told
from juluo.ledger.period import Period
from juluo.metrics.metric import Measured, metrics
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Against, Change, Verdict
from juluo.wording.sentence import told

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))
Cells = dict[str, tuple[int, int]]


def reading(name: str, change: Change, value: float) -> Reading:
    return Reading(metrics()[name], DAY, Measured(value), 0.0, None, change, complete=True)


def made(name: str, by: By, cells: Cells, shape: Shape = Shape.MIXED) -> Causes:
    """A change without a lead, of parts that had and have so many."""
    parts = tuple(
        Part((key,), told("{name}", name=key), before, now, now - before, Effect.COUNT)
        for key, (before, now) in cells.items()
    )
    amount = sum(now - before for before, now in cells.values())
    change = Change(amount, None, Verdict.MAYBE)
    return Causes(reading(name, change, sum(now for _, now in cells.values())), shape, amount, (Split(by, parts),))


def test_a_topic_with_13_of_14_messages_is_told_though_it_may_be_chance() -> None:
    found = made("messages", By.THREAD, {"#插件": (1, 14), "#问答": (6, 8), "#闲聊": (5, 4)})
    assert sentence(found, "zh").startswith("消息比上周四多14条，其中13条来自#插件，但那也可能是碰巧。")
    assert "13 of those from #插件, which may be chance." in sentence(found, "en")


def test_where_some_rose_and_some_fell_no_part_is_blamed() -> None:
    found = made("messages", By.CHANNEL, {"#插件": (1, 40), "#问答": (50, 30), "#闲聊": (45, 40)})
    assert sentence(found, "zh").startswith("消息比上周四多14条，各处有多有少，说不上是哪一块。")


def test_what_no_part_holds_is_said_so() -> None:
    found = made("messages", By.CHANNEL, {"#插件": (10, 15), "#问答": (30, 35), "#闲聊": (40, 44)})
    assert most(found) is None
    assert "没有哪一块占了大头" in sentence(found, "zh")


def test_what_is_nearly_everything_is_no_part() -> None:
    assert most(made("messages", By.CHANNEL, {"#闲聊": (90, 110), "#问答": (10, 12)})) is None


@pytest.mark.parametrize(
    ("cells", "broad"),
    [
        ({1: (8, 3), 2: (6, 5), 3: (4, 4)}, False),
        ({1: (60, 42), 2: (70, 49), 3: (50, 35)}, True),
        # Most of the change, and as much of everything.
        ({1: (120, 90), 2: (40, 30), 3: (40, 29)}, True),
        ({1: (60, 20)}, False),
    ],
)
def test_everywhere_is_said_only_where_no_channel_stands_out(
    cells: dict[int, tuple[int, int]], *, broad: bool
) -> None:
    divided = object.__new__(Divided)
    divided.cells = {By.CHANNEL: dict(cells)}
    assert divided._everywhere(sum(now - before for before, now in cells.values())) is broad


@pytest.mark.parametrize(("since", "is_told"), [(1, False), (-20, False), (4, False), (5, True), (20, True)])
def test_one_message_more_than_last_week_is_no_story(since: float, *, is_told: bool) -> None:
    """The day stands out from four weeks' mean by 20; what changed since last week is all that causes tell of."""
    judged = Change(20.0, None, Verdict.CLEARLY_UP, against=Against.MEAN4)
    assert can_be_told(reading("messages", judged, 60), since) is is_told


def test_an_hour_is_told_only_where_no_place_holds_most() -> None:
    rose = made("messages", By.CHANNEL, {"#插件": (0, 30), "#问答": (50, 30), "#闲聊": (45, 49)})
    hours = made("messages", By.HOUR, {"9点": (1, 14), "10点": (40, 43), "11点": (54, 52)})
    both = Causes(rose.reading, Shape.MIXED, rose.change, (*hours.splits, *rose.splits))
    found = most(both)
    assert found is not None
    assert found.key == ("#插件",)
    assert most(hours) == hours.splits[0].parts[0]
