"""In which threads each member wrote, or, where no source shows threads, in which channels."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.replies.answers import written
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """How much a member wrote in a thread (or channel) on a day."""

    account: int
    item: int
    channel: int
    day: date
    n: int


def by_threads(view: View) -> bool:
    """Whether threads are told apart here; else channels stand for them."""
    return Sight.THREADS in view.coverage.sights


def taken_part(view: View, period: Period) -> list[Part]:
    """What members wrote where, day by day; staff and bots are left out."""
    asked, aside = (wrote_in_threads if by_threads(view) else wrote_in_channels), view.aside
    return [
        Part(account, item, channel, day, int(n))
        for account, item, channel, day, n in ask_entries(view, asked, [period])
        if account not in aside
    ]


@question
def wrote_in_threads(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    words = words.filter(words.thread.notnull() & words.channel.notnull())
    words = words.select("account", "channel", "day", item="thread")
    return _counted(tables, words)


@question
def wrote_in_channels(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    words = words.filter(words.channel.notnull())
    return _counted(tables, words.select("account", "channel", "day", item="channel"))


def _counted(tables: Tables, words: Any) -> Any:  # noqa: ANN401 - Ibis tables
    found = words.join(tables.periods, "day")
    return found.group_by(["account", "item", "channel", "day"]).aggregate(n=found.count())
