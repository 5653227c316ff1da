"""causes(view, reading): the change of a reading in parts that add up to it, the best explanation first."""

from juluo.insights.causes.divisions import DIVISIONS, WHY_NOT
from juluo.insights.causes.part import Causes, Shape
from juluo.metrics.metric import Unit
from juluo.metrics.reading import Reading
from juluo.store.view import View


def causes(view: View, reading: Reading) -> Causes:
    """Why a reading differs from that of the same weekday last week, or of the period before.

    Where the change can't be told from chance the splits are there and nothing leads.
    """
    name = reading.metric.name
    if name not in DIVISIONS:
        table = (
            "这是一张表，不是一个数，不能再分。"
            if reading.metric.unit is Unit.TABLE
            else "这个数不是加出来的，不能再分。"
        )
        return Causes(reading, Shape.INDIVISIBLE, reading.change.amount, reason=WHY_NOT.get(name, table))
    if reading.value is None or reading.same_weekday is None:
        return Causes(reading, Shape.INDIVISIBLE, None, reason="没有可以比的上一期，说不出变在哪里。")
    return DIVISIONS[name](view, reading)
