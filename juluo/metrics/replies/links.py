"""Who replied to whom: by the reply link, by whose turn came before in the thread, or by an @.

A reply is by another person and at most a week younger than what it replies to. Where an entry carries a reply link,
that tells; else whoever speaks in a thread replies to the turn before. Only where the source shows neither, whoever
mentions somebody talks to them. Where threads or mentions tell, it is 推测.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Question, Row, Tables, ask_entries, ask_entries_once, question
from juluo.metrics.replies.answers import FOLLOW_DAYS, written
from juluo.store.view import View

# A week may begin or end a day further off where clocks change.
REACH_DAYS = FOLLOW_DAYS + 1
# By whom, and to whom: account codes.
Pair = tuple[int, int]


def replied(view: View, periods: Sequence[Period]) -> list[frozenset[Pair]]:
    """Who replied to whom in each period, among those the view counts."""
    return _gathered(view, periods, _made(view), back=REACH_DAYS)


def received(view: View, periods: Sequence[Period]) -> list[frozenset[Pair]]:
    """Who replied, within a week, to what whom wrote in each period. Mentions don't tell what they reply to."""
    return _gathered(view, periods, [_RECEIVED[sight] for sight in _shown(view)], follow=REACH_DAYS)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: by whom, to whom, and to which entry. Mentions tell of no entry."""

    by: int
    to: int
    entry_id: int


def replies(view: View, period: Period) -> list[Reply]:
    """Every reply of the period to an entry at most a week older, staff among them."""
    questions = [_EACH[sight] for sight in _shown(view)]
    return [Reply(*row) for one in questions for row in ask_entries(view, one, [period], back=REACH_DAYS)]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one account replied to another, and on which day last."""

    by: int
    to: int
    n: int
    last: date


def tallies(view: View, period: Period) -> list[Tally]:
    """Who replied to whom how often in the period, staff among them; bots only where the view counts them."""
    asked = [_TALLIED[sight] for sight in _shown(view)] or [tallied_by_mention]
    return _summed(row for one in asked for row in ask_entries(view, one, [period], back=REACH_DAYS))


def own_tallies(view: View, period: Period, accounts: Sequence[int]) -> list[Tally]:
    """The same of some accounts alone, over any stretch: whom they replied to, and who replied to them."""
    asked = [_OWN[sight] for sight in _shown(view)] or [own_by_mention]
    return _summed(row for one in asked for row in ask_entries_once(view, one, period, accounts))


def _summed(rows: Iterable[Row]) -> list[Tally]:
    """Links and turns laid together."""
    found: dict[Pair, Tally] = {}
    for by, to, n, last in rows:
        known = found.get((by, to))
        found[by, to] = Tally(by, to, int(n), last) if known is None else _with(known, int(n), last)
    return list(found.values())


def _with(known: Tally, n: int, last: date) -> Tally:
    return Tally(known.by, known.to, known.n + n, max(known.last, last))


def _gathered(
    view: View, periods: Sequence[Period], questions: Sequence[Question], back: int = 0, follow: int = 0
) -> list[frozenset[Pair]]:
    pairs: list[set[Pair]] = [set() for _ in periods]
    aside = view.aside
    for asked in questions:
        for place, by, to in ask_entries(view, asked, periods, back=back, follow=follow):
            if by not in aside and to not in aside:
                pairs[place].add((by, to))
    return [frozenset(found) for found in pairs]


def _shown(view: View) -> list[Sight]:
    return [sight for sight in (Sight.REPLIES, Sight.THREADS) if sight in view.coverage.sights]


def _made(view: View) -> list[Question]:
    return [_MADE[sight] for sight in _shown(view)] or [made_by_mention]


@question
def made_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _per_period(tables, linked(tables), "day")


@question
def received_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _per_period(tables, linked(tables), "asked_day")


@question
def made_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _per_period(tables, next_turns(tables), "day")


@question
def received_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _per_period(tables, next_turns(tables), "asked_day")


@question
def made_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _per_period(tables, mentioned(tables), "day")


def mentioned(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    named = words.filter(words.mentions.length() > 0).select("day", by="account", to="mentions").unnest("to")
    return named.filter(named.by != named.to)


_MADE = {Sight.REPLIES: made_by_link, Sight.THREADS: made_by_thread}
_RECEIVED = {Sight.REPLIES: received_by_link, Sight.THREADS: received_by_thread}


def linked(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Replies by link with what they reply to: (entry_id, to, asked), (reply, by, at)."""
    return _linked(written(tables), written(tables))


def _linked(before: Any, after: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """Those of some entries that reply to others."""
    asked = before.select("entry_id", to="account", asked="ts", asked_day="day", to_member="member", asked_kind="kind")
    replies = after.filter(after.reply_to.notnull()).select(
        "day", answer_to="reply_to", by="account", at="ts", reply="entry_id"
    )
    found = asked.join(replies, [("entry_id", "answer_to")])
    return found.filter((found.by != found.to) & (found.at >= found.asked))


def next_turns(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _turns(written(tables))


def _turns(words: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """The first entry of each turn in a thread, with the entry before it: the other's last."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = words.filter(words.thread.notnull())
    before = ibis.window(group_by="thread", order_by=["ts", "file", "offset"])
    words = words.mutate(
        to=words.account.lag().over(before),
        to_entry=words.entry_id.lag().over(before),
        asked=words.ts.lag().over(before),
        asked_day=words.day.lag().over(before),
    )
    found = words.filter(words.reply_to.isnull() & words.to.notnull() & (words.to != words.account))
    return found.select("day", "to", "to_entry", "asked", "asked_day", by="account", at="ts")


def within_a_week(found: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """Those replies that are at most a week younger than what they reply to."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    return found.filter(found.at <= found.asked + ibis.interval(hours=24 * FOLLOW_DAYS))


def _per_period(tables: Tables, found: Any, day: str) -> Any:  # noqa: ANN401 - Ibis tables
    """The pairs of each period, each once."""
    found = within_a_week(found) if "at" in found.columns else found
    return found.join(tables.periods, [(day, "day")]).select("period", "by", "to").distinct()


@question
def tallied_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _tallied(linked(tables).join(tables.periods, "day"))


@question
def tallied_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _tallied(next_turns(tables).join(tables.periods, "day"))


@question
def tallied_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _tallied(mentioned(tables).join(tables.periods, "day"))


@question
def each_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _each(tables, linked(tables), "entry_id")


@question
def each_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _each(tables, next_turns(tables), "to_entry")


def _each(tables: Tables, found: Any, to: str) -> Any:  # noqa: ANN401 - Ibis tables
    return within_a_week(found).join(tables.periods, "day").select("by", "to", replied_to=to)


@question
def own_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Narrowed on either side before they are laid together: somebody's entries are few."""
    words = written(tables)
    theirs = words.semi_join(tables.wanted, [("account", "id")])
    return _tallied(_linked(words, theirs)).union(_tallied(_linked(theirs, words)), distinct=True)


@question
def own_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Only in threads in which one of the wanted took part: those are few."""
    theirs = written(tables).semi_join(tables.wanted, [("account", "id")]).select("thread").distinct()
    return _own(tables, _turns(written(tables).semi_join(theirs, "thread")))


@question
def own_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _own(tables, mentioned(tables))


def _own(tables: Tables, found: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """What the wanted people replied to whom, and who replied to them."""
    by, to = (_tallied(found.semi_join(tables.wanted, [(side, "id")])) for side in ("by", "to"))
    return by.union(to, distinct=True)


def _tallied(found: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """How often whom by whom, and on which day last."""
    found = within_a_week(found) if "at" in found.columns else found
    return found.group_by(["by", "to"]).aggregate(n=found.count(), last=found.day.max())


_EACH = {Sight.REPLIES: each_by_link, Sight.THREADS: each_by_thread}
_TALLIED = {Sight.REPLIES: tallied_by_link, Sight.THREADS: tallied_by_thread}
_OWN = {Sight.REPLIES: own_by_link, Sight.THREADS: own_by_thread}
