"""Questions of the last 90 days and who answered them: what repeated questions and experts are found from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS, Asked, questions
from juluo.metrics.replies.questions_solved import thanked_for
from juluo.store.view import View
from juluo.text.alike import Alike

DAYS = 90
# More would be compared for minutes; the latest are what is asked now.
_MOST = 20_000
# So many of the first answers to a question are looked at.
_FIRST = 3
_KINDS = tuple(sorted(ORIGINAL))


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody else said to a question: by the reply link, next in its thread, or with an @."""

    question: int
    entry_id: int
    account: int
    at: datetime
    reactions: int


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """Questions with words, in order of time; their answers and who gave thanks, by the question's id.

    `follow_ups` were asked in reply, or inside a thread that somebody else opened: asking back is no new question.
    """

    period: Period
    lines: tuple[Entry, ...]
    answers: Mapping[int, tuple[Answer, ...]]
    thanked: frozenset[int]
    open: frozenset[int]
    follow_ups: frozenset[int]
    alike: Alike

    def answered(self, entry_id: int) -> bool:
        return entry_id not in self.open


def asked_before(view: View, last: date, days: int = DAYS) -> AskedBefore:
    """What was asked in the days that end with `last`; answers are those known now."""
    period = Period.trailing(last, days)
    asked = questions(view, [period])[0][-_MOST:] if ANSWERABLE & view.coverage.sights else _unanswerable(view, period)
    lines = _lines(view, period, [one.entry_id for one in asked])
    open_ = frozenset(one.entry_id for one in asked if one.answered_at is None)
    answers = _answers(view, period, [one.entry_id for one in asked if one.answered_at is not None])
    thanked = thanked_for(view, [period], asked) if answers else frozenset()
    alike = Alike([line.text or "" for line in lines])
    return AskedBefore(period, lines, answers, thanked, open_, _follow_ups(view, period, lines), alike)


def _follow_ups(view: View, period: Period, lines: Sequence[Entry]) -> frozenset[int]:
    threads = {line.thread for line in lines if line.thread is not None}
    rows = view.wordless(period.extended(FOLLOW_DAYS), ("thread", "account", "ts", "kind"))
    opened = (
        dict(
            view.ask(
                f"SELECT thread, arg_min(account, ts) FROM ({rows}) WHERE account IS NOT NULL"
                f" AND thread IN ({', '.join(map(str, threads))}) GROUP BY thread"
            )
        )
        if threads
        else {}
    )
    return frozenset(
        line.entry_id
        for line in lines
        if line.reply_to is not None or (line.thread is not None and opened.get(line.thread) != line.account)
    )


def _unanswerable(view: View, period: Period) -> list[Asked]:
    """The questions of a source that doesn't show who answers whom."""
    found = view.lines(EntryQuery(period, _KINDS, asks=True))[-_MOST:]
    return [Asked(one.entry_id, one.account, one.at, None) for one in found if one.account is not None]


def _lines(view: View, period: Period, ids: Sequence[int]) -> tuple[Entry, ...]:
    return tuple(view.lines(EntryQuery(period, _KINDS, ids=tuple(ids)))) if ids else ()


def _answers(view: View, period: Period, ids: Sequence[int]) -> dict[int, tuple[Answer, ...]]:
    """The first answers to each, by the links that the metric of unanswered questions goes by."""
    if not ids:
        return {}
    span = Period(period.first, period.last).extended(FOLLOW_DAYS)
    columns = ("entry_id", "ts", "kind", "account", "channel", "thread", "reply_to", "mentions", "reactions", "file")
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    rows = view.wordless(span, (*columns, "offset"))
    view.keep("answers_among", f"SELECT * FROM ({rows}) WHERE kind IN ({kinds}) AND account IS NOT NULL")
    view.keep("answers_wanted", "SELECT unnest($ids::BIGINT[]) AS id", {"ids": list(ids)})
    view.keep("answers_asked", "SELECT * FROM answers_among SEMI JOIN answers_wanted ON id = entry_id")
    links = [_LINKS[sight] for sight in (Sight.REPLIES, Sight.THREADS) if sight in view.coverage.sights]
    links = links or [_LINKS[Sight.MENTIONS]]
    found: dict[int, dict[int, Answer]] = defaultdict(dict)
    for link in links:
        for question, entry, account, at, reactions in view.ask(_FIRST_ANSWERS.format(link=link)):
            found[question][entry] = Answer(question, entry, account, at, int(reactions or 0))
    return {
        question: tuple(sorted(some.values(), key=lambda one: (one.at, one.entry_id))[:_FIRST])
        for question, some in found.items()
    }


_LINKS = {
    Sight.REPLIES: "a.reply_to = q.entry_id",
    Sight.THREADS: "a.thread = q.thread",
    Sight.MENTIONS: "a.channel = q.channel AND list_contains(a.mentions, q.account)",
}
_FIRST_ANSWERS = (
    "SELECT q.entry_id, a.entry_id, a.account, a.ts, a.reactions FROM answers_asked q JOIN answers_among a ON {link}"
    f" AND a.account <> q.account AND a.ts >= q.ts AND a.ts <= q.ts + INTERVAL {FOLLOW_DAYS} DAY"
    f' QUALIFY row_number() OVER (PARTITION BY q.entry_id ORDER BY a.ts, a.file, a."offset") <= {_FIRST}'
)
