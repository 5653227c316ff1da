"""Who replied to what whom wrote, day by day; and who answered which question.

By links, by whose turn comes next in a thread, or by an @, as everywhere. Where a question opens a thread, whoever
writes in it within 48 hours answers it: in a forum few use the link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Question, Tables, ask_entries, question
from juluo.metrics.replies.answers import FOLLOW_DAYS, in_turns, naming, written
from juluo.metrics.replies.links import REACH_DAYS, linked, mentioned, next_turns, within_a_week
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Exchange:
    """How often one account replied, within a week, to what another wrote on a day; `told` by a link, else 推测."""

    by: int
    to: int
    day: date
    n: int
    told: bool


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answered a question, and when first; `told` by a link, else 推测."""

    entry_id: int
    by: int
    at: datetime
    told: bool


def exchanges(view: View, period: Period) -> list[Exchange]:
    """Replies among those the view counts to what they wrote in the period."""
    aside = view.aside
    return [
        Exchange(by, to, day, int(n), sight is Sight.REPLIES)
        for sight, asked in _shown(view, _EXCHANGED, exchanged_by_mention)
        for by, to, day, n in ask_entries(view, asked, [period], follow=REACH_DAYS)
        if by not in aside and to not in aside
    ]


def answerers(view: View, period: Period, ids: Sequence[int]) -> list[Answerer]:
    """Who answered these questions of the period, each once a question; staff and others aside are left out."""
    aside, found = view.aside, dict[tuple[int, int], Answerer]()
    asked_of = [*_shown(view, _ANSWERED, answered_by_mention)]
    if Sight.THREADS in view.coverage.sights:
        asked_of.append((Sight.THREADS, answered_in_own_thread))
    for sight, asked in asked_of:
        for entry_id, by, at in ask_entries(view, asked, [period], follow=FOLLOW_DAYS, wanted=ids):
            if by in aside:
                continue
            one = Answerer(entry_id, by, at.astimezone(UTC), sight is Sight.REPLIES)
            known = found.get((entry_id, by))
            if known is None or (one.at, not one.told) < (known.at, not known.told):
                found[entry_id, by] = one
    return list(found.values())


def _shown(view: View, questions: Mapping[Sight, Question], instead: Question) -> list[tuple[Sight, Question]]:
    found = [(sight, questions[sight]) for sight in questions if sight in view.coverage.sights]
    return found or [(Sight.MENTIONS, instead)]


@question
def exchanged_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _exchanged(tables, linked(tables), "asked_day")


@question
def exchanged_by_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _exchanged(tables, next_turns(tables), "asked_day")


@question
def exchanged_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _exchanged(tables, mentioned(tables), "day")


def _exchanged(tables: Tables, found: Any, day: str) -> Any:  # noqa: ANN401 - Ibis tables
    found = within_a_week(found) if "at" in found.columns else found
    found = found.select("by", "to", asked_on=day).join(tables.periods, [("asked_on", "day")])
    return found.group_by(["by", "to", "asked_on"]).aggregate(n=found.count())


@question
def answered_by_link(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = written(tables)
    replies = words.filter(words.reply_to.notnull()).select(answer_to="reply_to", by="account", answered="ts")
    return _each_once(_asked(tables).join(replies, [("entry_id", "answer_to")]))


@question
def answered_by_next_turn(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Whoever has the turn after the asker's own in the thread."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    asked = _asked(tables)
    turns = in_turns(written(tables).semi_join(asked.select("thread"), "thread"))
    starts = turns.group_by(["thread", "turn"]).aggregate(start=turns.ts.min(), whose=turns.account.max())
    following = ibis.window(group_by="thread", order_by="turn")
    starts = starts.mutate(answered=starts.start.lead().over(following), by=starts.whose.lead().over(following))
    placed = turns.semi_join(asked, "entry_id").select("entry_id", "account", "ts", "thread", "turn")
    return _each_once(placed.join(starts.select("thread", "turn", "answered", "by"), ["thread", "turn"]))


@question
def answered_in_own_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Whoever writes within 48 hours in a thread that the question opened."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    asked = _asked(tables)
    words = written(tables).semi_join(asked.select("thread"), "thread")
    first = words.group_by("thread").aggregate(opened=words.ts.min())
    opening = asked.join(first, "thread")
    opening = opening.filter(opening.ts == opening.opened).select("entry_id", "account", "ts", in_thread="thread")
    said = words.select("thread", by="account", answered="ts")
    found = opening.join(said, [("in_thread", "thread")])
    return _each_once(found.filter(found.answered <= found.ts + ibis.interval(hours=48)))


@question
def answered_by_mention(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return _each_once(_asked(tables).join(naming(tables), [("account", "named"), ("channel", "place")]))


def _asked(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return written(tables).semi_join(tables.wanted, [("entry_id", "id")])


def _each_once(found: Any) -> Any:  # noqa: ANN401 - an Ibis table
    """The earliest of each one's answers within a week."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    found = found.filter((found.by != found.account) & (found.answered >= found.ts))
    found = found.filter(found.answered <= found.ts + ibis.interval(hours=24 * FOLLOW_DAYS))
    return found.group_by(["entry_id", "by"]).aggregate(at=found.answered.min())


_EXCHANGED = {Sight.REPLIES: exchanged_by_link, Sight.THREADS: exchanged_by_thread}
_ANSWERED = {Sight.REPLIES: answered_by_link, Sight.THREADS: answered_by_next_turn}
