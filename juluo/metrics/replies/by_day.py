"""Who replied to whom on which day and where: by links, by turns in a thread, or by an @, as everywhere."""

from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Row, Tables, ask_entries_once, question
from juluo.metrics.replies.answers import written
from juluo.metrics.replies.links import linked, within_a_week
from juluo.store.view import View


def replies_by_day(view: View, span: Period) -> list[Row]:
    """Day, by whom, to whom, channel of the reply, how often; what it replies to lies in the span as well."""
    asked = [_ASKED[sight] for sight in _ASKED if sight in view.coverage.sights] or [replied_by_mention]
    return [row for one in asked for row in ask_entries_once(view, one, span)]


@question
def replied_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    places = written(tables).select(link_entry="entry_id", channel="channel")
    found = within_a_week(linked(tables))
    return _counted(found.join(places, [("reply", "link_entry")]))


@question
def replied_by_turn(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Whoever has the next turn in a thread replies to the one before."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = written(tables)
    words = words.filter(words.thread.notnull())
    before = ibis.window(group_by="thread", order_by=["ts", "file", "offset"])
    words = words.mutate(to=words.account.lag().over(before), asked=words.ts.lag().over(before))
    found = words.filter(words.reply_to.isnull() & words.to.notnull() & (words.to != words.account))
    return _counted(within_a_week(found.select("day", "to", "asked", "channel", by="account", at="ts")))


@question
def replied_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    named = words.filter(words.mentions.length() > 0)
    named = named.select("day", "channel", by="account", to="mentions").unnest("to")
    return _counted(named.filter(named.by != named.to))


def _counted(found: Any) -> Any:  # noqa: ANN401 - Ibis tables
    return found.group_by(["day", "by", "to", "channel"]).aggregate(n=found.count())


_ASKED = {Sight.REPLIES: replied_by_link, Sight.THREADS: replied_by_turn}
