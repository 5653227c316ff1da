"""Who answered whom, and when: by the reply link, by the thread, or by an @.

An answer to an entry is the first later entry by another person that replies to it or stands next in its thread.
Only where the source shows neither, it is the next that mentions the author in the same channel. Bots don't answer;
staff do. Where threads or mentions show it, the answer is 推测.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Question, Row, Tables, ask_entries, ask_entries_once, question
from juluo.store.view import View

# Who has not been answered in a week counts as waiting still; looking further would read the whole ledger.
FOLLOW_DAYS = 7
ANSWERABLE = frozenset({Sight.REPLIES, Sight.THREADS, Sight.MENTIONS})
_WORDS = sorted(ORIGINAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry that may be answered, and when it was; `answered_at` None: not within a week, or not yet."""

    entry_id: int
    account: int
    at: datetime
    answered_at: datetime | None

    def answered_within(self, time: timedelta) -> bool:
        return self.answered_at is not None and self.answered_at - self.at <= time

    def waited(self, now: datetime) -> tuple[timedelta, bool]:
        """How long it waited, and whether the waiting has ended."""
        if self.answered_at is not None:
            return self.answered_at - self.at, True
        return min(max(now - self.at, timedelta(0)), timedelta(days=FOLLOW_DAYS)), False


def questions(view: View, periods: Sequence[Period]) -> list[list[Asked]]:
    """The questions that members asked in each period, in order of time."""
    rows = ask_entries(view, questions_of_members, periods, follow=FOLLOW_DAYS)
    answered = _answered(view, periods, [row[1:] for row in rows])
    found: list[list[Asked]] = [[] for _ in periods]
    for row, asked in zip(rows, answered, strict=True):
        found[row[0]].append(asked)
    return found


def answers_to(view: View, periods: Sequence[Period], ids: Sequence[int]) -> list[Asked]:
    """When given entries of these periods were answered."""
    return _answered(view, periods, ask_entries(view, given_entries, periods, follow=FOLLOW_DAYS, wanted=ids))


def answers_to_own(view: View, period: Period, ids: Sequence[int]) -> list[Asked]:
    """The same of few entries of any stretch, answers up to its end; nothing is kept for the next question."""
    rows = ask_entries_once(view, given_entries, period, ids)
    first: dict[int, datetime] = {}
    for link in _links(view):
        for entry_id, answered in ask_entries_once(view, link, period, ids):
            first[entry_id] = min(answered, first.get(entry_id, answered))
    return [_asked(entry_id, account, at, first.get(entry_id)) for entry_id, account, at in rows]


@question
def questions_of_members(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = tables.entries.filter(tables.entries.kind.isin(_WORDS) & tables.entries.account.notnull())
    asked = words.filter(words.asks & words.member).join(tables.periods, "day")
    return asked.order_by(["ts", "entry_id"]).select("period", "entry_id", "account", "ts")


@question
def given_entries(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _given(tables).order_by(["ts", "entry_id"]).select("entry_id", "account", "ts")


@question
def answers_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    replies = words.filter(words.reply_to.notnull()).select(answer_to="reply_to", by="account", answered="ts")
    return _first(_given(tables).join(replies, [("entry_id", "answer_to")]))


@question
def answers_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """The next entry of the thread by another person: the start of the turn after the asker's own."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    asked = _given(tables)
    turns = in_turns(written(tables).semi_join(asked.select("thread"), "thread"))
    starts = turns.group_by(["thread", "turn"]).aggregate(start=turns.ts.min())
    following = starts.start.lead().over(ibis.window(group_by="thread", order_by="turn"))
    placed = turns.semi_join(asked, "entry_id").select("entry_id", "thread", "turn")
    found = placed.join(starts.mutate(answered=following), ["thread", "turn"])
    return found.filter(found.answered.notnull()).select("entry_id", "answered")


@question
def answers_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _first(_given(tables).join(naming(tables), [("account", "named"), ("channel", "place")]))


def written(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """What people wrote themselves, staff among them."""
    return tables.entries.filter(tables.entries.kind.isin(_WORDS) & tables.entries.account.notnull())


def in_turns(words: Any) -> Any:  # noqa: ANN401 - Ibis tables
    """Entries of threads with the number of their turn: whoever goes on has the same turn still."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    in_order = ibis.cumulative_window(group_by="thread", order_by=["ts", "file", "offset"])
    words = words.mutate(before=words.account.lag().over(in_order))
    begins = (words.before != words.account).fill_null(ibis.literal(value=True)).cast("int64")
    return words.mutate(turn=begins.sum().over(in_order))


def naming(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Who names whom, where and when: (by, place, answered, named)."""
    words = written(tables)
    named = words.filter(words.mentions.length() > 0)
    return named.select(by="account", place="channel", answered="ts", named="mentions").unnest("named")


def _given(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return written(tables).semi_join(tables.wanted, [("entry_id", "id")])


def _first(found: Any) -> Any:  # noqa: ANN401 - an Ibis table
    """The earliest answer to each entry that is by another person and not before it."""
    found = found.filter((found.by != found.account) & (found.answered >= found.ts))
    return found.group_by("entry_id").aggregate(answered=found.answered.min())


def _answered(view: View, periods: Sequence[Period], asked: Sequence[Row]) -> list[Asked]:
    """Entries (id, account, moment) with the earliest of their answers."""
    ids = [entry_id for entry_id, _, _ in asked]
    first: dict[int, datetime] = {}
    for link in _links(view):
        for entry_id, answered in ask_entries(view, link, periods, follow=FOLLOW_DAYS, wanted=ids):
            first[entry_id] = min(answered, first.get(entry_id, answered))
    return [_asked(entry_id, account, at, first.get(entry_id)) for entry_id, account, at in asked]


def _links(view: View) -> list[Question]:
    """By which links answers are found: a mention counts only where nothing better is known."""
    sights = view.coverage.sights
    better = [
        link
        for sight, link in ((Sight.REPLIES, answers_by_link), (Sight.THREADS, answers_by_thread))
        if sight in sights
    ]
    return better or [answers_by_mention]


def _asked(entry_id: int, account: int, ts: datetime, answered: datetime | None) -> Asked:
    at = ts.astimezone(UTC)
    in_time = answered is not None and answered - ts <= timedelta(days=FOLLOW_DAYS)
    return Asked(entry_id, account, at, answered.astimezone(UTC) if answered is not None and in_time else None)


def is_estimated(view: View) -> bool:
    """Whether answers rest on threads or mentions at least in part."""
    return _links(view) != [answers_by_link]


def ripened(view: View, asked: Sequence[Asked], age: timedelta) -> list[Asked]:
    """Those that have come of an age under the ledger's eyes: quick answers alone would make a rate look better."""
    return [entry for entry in asked if told_until(view, entry.at) - entry.at >= age]


def told_until(view: View, asked_at: datetime | None = None) -> datetime:
    """The moment up to which the ledger knows of answers to what was asked at a moment: to its end, or to a gap."""
    coverage = view.coverage
    until = coverage.last if asked_at is None else coverage.told_until(asked_at) or coverage.last
    if until is None:
        raise ValueError("an empty ledger knows of no answers")
    return until
