"""Who answered whom, and when: by the reply link, by the thread, or by an @.

An answer to an entry is the first later entry by another person that replies to it, stands next in its thread, or
mentions its author in the same channel. Bots don't answer; staff do. Where only threads or mentions show it, the
answer is 推测.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.counting import span_of
from juluo.store.view import View

# Who has not been answered in a week counts as waiting still; looking further would read the whole ledger.
FOLLOW_DAYS = 7
ANSWERABLE = frozenset({Sight.REPLIES, Sight.THREADS, Sight.MENTIONS})


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry that may be answered, and when it was; `answered_at` None: not within a week, or not yet."""

    entry_id: int
    account: int
    at: datetime
    answered_at: datetime | None

    def waited(self, now: datetime) -> tuple[timedelta, bool]:
        """How long it waited, and whether the waiting has ended."""
        if self.answered_at is not None:
            return self.answered_at - self.at, True
        return min(max(now - self.at, timedelta(0)), timedelta(days=FOLLOW_DAYS)), False


def questions(view: View, periods: Sequence[Period]) -> list[list[Asked]]:
    """The questions that members asked in each period, in order of time."""
    span = span_of(periods)
    table = view.entries(span.extended(FOLLOW_DAYS))
    asked = table.filter(table.asks & table.kind.isin(sorted(ORIGINAL)) & table.member & (table.day <= span.last))
    found = _answered(view, table, asked)
    return [[q for day, q in found if period.first <= day <= period.last] for period in periods]


def answers_to(view: View, periods: Sequence[Period], ids: Sequence[int]) -> list[Asked]:
    """When given entries of these periods were answered."""
    table = view.entries(span_of(periods).extended(FOLLOW_DAYS))
    return [asked for _, asked in _answered(view, table, table.filter(table.entry_id.isin(list(ids) or [0])))]


def _answered(view: View, table: Any, asked: Any) -> list[tuple[Any, Asked]]:  # noqa: ANN401 - Ibis tables
    """The asked entries with the earliest of their answers."""
    import ibis  # noqa: PLC0415 - costs 0.2 s, and is loaded by the view by now

    asked = asked.filter(asked.account.notnull()).select("entry_id", "account", "ts", "day", "channel", "thread")
    words = table.filter(table.kind.isin(sorted(ORIGINAL)) & table.account.notnull())
    links = [
        found
        for sight, found in (
            (Sight.REPLIES, _by_link(words, asked)),
            (Sight.THREADS, _by_thread(words, asked, ibis)),
            (Sight.MENTIONS, _by_mention(words, asked)),
        )
        if sight in view.coverage.sights
    ]
    first = ibis.union(*links).group_by("entry_id").aggregate(answered_at=lambda t: t.answered_at.min())
    joined = asked.left_join(first, "entry_id").order_by(["ts", "entry_id"])
    rows = joined.select("day", "entry_id", "account", "ts", "answered_at").to_pyarrow().to_pylist()
    return [(row["day"], _asked(row)) for row in rows]


def _by_link(words: Any, asked: Any) -> Any:  # noqa: ANN401 - Ibis tables
    replies = words.filter(words.reply_to.notnull()).select(answer_to="reply_to", by="account", answered_at="ts")
    found = asked.join(replies, asked.entry_id == replies.answer_to)
    return found.filter((found.by != found.account) & (found.answered_at >= found.ts)).select(
        "entry_id", "answered_at"
    )


def _by_thread(words: Any, asked: Any, ibis: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """The next entry of the thread by another person: the start of the turn after the asker's own."""
    spoken = words.filter(words.thread.notnull())
    in_order = ibis.cumulative_window(group_by="thread", order_by=["ts", "file", "offset"])
    turns = spoken.mutate(before=spoken.account.lag().over(in_order))
    turns = turns.mutate(
        turn=(turns.before != turns.account).fill_null(ibis.literal(value=True)).cast("int64").sum().over(in_order)
    )
    starts = turns.group_by(["thread", "turn"]).aggregate(start=turns.ts.min())
    in_turn = ibis.window(group_by="thread", order_by="turn")
    starts = starts.mutate(answered_at=starts.start.lead().over(in_turn))
    placed = turns.select("entry_id", "thread", "turn").join(starts, ["thread", "turn"])
    found = placed.filter(placed.answered_at.notnull()).select("entry_id", "answered_at")
    return found.semi_join(asked, "entry_id")


def _by_mention(words: Any, asked: Any) -> Any:  # noqa: ANN401 - Ibis tables
    named = words.filter(words.mentions.length() > 0)
    named = named.select(by="account", place="channel", answered_at="ts", named="mentions").unnest("named")
    found = asked.join(named, (asked.account == named.named) & (asked.channel == named.place))
    later = (found.answered_at >= found.ts) & (found.by != found.account)
    return found.filter(later).select("entry_id", "answered_at")


def _asked(row: dict[str, Any]) -> Asked:
    answered = row["answered_at"]
    answered_at = None if answered is None else answered.astimezone(UTC)
    at = row["ts"].astimezone(UTC)
    if answered_at is not None and answered_at - at > timedelta(days=FOLLOW_DAYS):
        answered_at = None
    return Asked(row["entry_id"], row["account"], at, answered_at)


def is_estimated(view: View) -> bool:
    """Whether answers rest on threads or mentions at least in part."""
    return bool(view.coverage.sights & {Sight.THREADS, Sight.MENTIONS})


def told_until(view: View) -> datetime:
    """The moment up to which the ledger knows of answers."""
    until = view.coverage.last
    if until is None:
        raise ValueError("an empty ledger knows of no answers")
    return until
