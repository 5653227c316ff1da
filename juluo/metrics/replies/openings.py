"""Entries around which a talk arose: so many others replied to them, or wrote in the thread that they opened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.replies.answers import FOLLOW_DAYS, written
from juluo.metrics.replies.links import REACH_DAYS, linked, within_a_week
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry, and how many different others took it up within a week."""

    entry_id: int
    account: int
    day: date
    others: int


def openings(view: View, period: Period, fewest: int) -> list[Opening]:
    """Those of the period with at least so many others, in order of time."""
    found: dict[int, Opening] = {}
    for sight, asked in ((Sight.REPLIES, taken_up_by_link), (Sight.THREADS, taken_up_in_thread)):
        if sight not in view.coverage.sights:
            continue
        for entry_id, account, day, others in ask_entries(view, asked, [period], follow=REACH_DAYS):
            known = found.get(entry_id)
            if others >= fewest and (known is None or others > known.others):
                found[entry_id] = Opening(entry_id, account, day, int(others))
    return sorted(found.values(), key=lambda one: (one.day, one.entry_id))


@question
def taken_up_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    found = within_a_week(linked(tables)).join(tables.periods, [("asked_day", "day")])
    found = found.group_by(["entry_id", "to", "asked_day"]).aggregate(others=found.by.nunique())
    return found.filter(found.others > 1)


@question
def taken_up_in_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Of the first entry of each thread: who wrote in the thread in the week after it."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = written(tables)
    words = words.filter(words.thread.notnull())
    in_order = ibis.window(group_by="thread", order_by=["ts", "file", "offset"])
    words = words.mutate(place=ibis.row_number().over(in_order))
    first = words.filter(words.place == 0).join(tables.periods, "day")
    first = first.select("entry_id", "account", "day", opened="ts", in_thread="thread")
    said = words.select("thread", by="account", at="ts")
    found = first.join(said, [("in_thread", "thread")])
    found = found.filter((found.by != found.account) & (found.at <= found.opened + _week()))
    found = found.group_by(["entry_id", "account", "day"]).aggregate(others=found.by.nunique())
    return found.filter(found.others > 1)


def _week() -> Any:  # noqa: ANN401 - an Ibis interval
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    return ibis.interval(hours=24 * FOLLOW_DAYS)
