"""What is asked of the ledger to find threads: topics as they are, and the entries that stand in none."""

from collections.abc import Iterator
from dataclasses import dataclass

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.store.view import View

_COLUMNS = ("entry_id", "ts", "kind", "account", "channel", "thread", "reply_to", "mentions", "text", "file", "offset")
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))
_ORDER = 'ts, file, "offset"'
# What a text that quotes begins with; only such texts are read.
_QUOTING = "text[1] IN ('「', '『', '“', '\"', '>')"


@dataclass(frozen=True, slots=True)
class Loose:
    """An entry that stands in no topic, and what may say what it answers.

    `moment` is in milliseconds; `quoting` is its text if it may quote.
    """

    entry_id: int
    moment: int
    account: int
    channel: int
    reply_to: int | None
    mentions: tuple[int, ...]
    quoting: str | None
    answers: int | None
    probability: float


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread that the platform keeps."""

    code: int
    channel: int
    moment: int
    entries: tuple[int, ...]
    starter: int
    people: frozenset[int]


def lay(view: View, period: Period) -> None:
    """Lay out what people wrote in a period, with what a model found of it."""
    view.lay_findings("found_entries", period, _COLUMNS)
    view.lay("talk", f"FROM found_entries WHERE kind IN ({_KINDS}) AND account IS NOT NULL")


def topics(view: View) -> list[Topic]:
    """The platform's own threads, in the order in which they begin."""
    rows = view.ask(
        f"SELECT thread, min(channel), epoch_ms(min(ts)), list(entry_id ORDER BY {_ORDER}),"
        f" arg_min(account, ({_ORDER})), list(DISTINCT account)"
        " FROM talk WHERE thread IS NOT NULL GROUP BY thread ORDER BY min(ts), thread"
    )
    return [
        Topic(int(code), int(channel), int(moment), tuple(entries), int(starter), frozenset(people))
        for code, channel, moment, entries, starter, people in rows
    ]


def loose(view: View) -> Iterator[Loose]:
    """What stands in no topic, channel by channel in order of time."""
    rows = view.ask(
        "SELECT entry_id, epoch_ms(ts), account, channel, reply_to, mentions,"
        f" CASE WHEN {_QUOTING} THEN text END, answers, answers_p"
        f" FROM talk WHERE thread IS NULL ORDER BY channel, {_ORDER}"
    )
    for entry_id, moment, account, channel, reply_to, mentions, quoting, answers, chance in rows:
        yield Loose(
            entry_id, moment, account, channel, reply_to, tuple(mentions or ()), quoting, answers, chance or 0.0
        )


def texts(view: View, ids: list[int]) -> dict[int, str]:
    """The words of some entries."""
    listed = ", ".join(map(str, ids)) or "NULL"
    return dict(view.ask(f"SELECT entry_id, text FROM talk WHERE text IS NOT NULL AND entry_id IN ({listed})"))


def strays(view: View) -> list[tuple[int, int | None, int, int | None]]:
    """Replies across a topic's border: an entry and its topic, what it answers and that one's topic.

    First those out of no topic: what an entry answers tells more of it than what answers it.
    """
    return view.ask(
        "SELECT a.entry_id, a.thread, b.entry_id, b.thread FROM talk a JOIN talk b ON a.reply_to = b.entry_id"
        " WHERE (a.thread IS NULL) <> (b.thread IS NULL) ORDER BY a.thread IS NOT NULL, a.entry_id"
    )


def moments(view: View, codes: list[int]) -> dict[int, int]:
    """When each entry of some topics was written."""
    listed = ", ".join(map(str, codes)) or "NULL"
    return dict(view.ask(f"SELECT entry_id, epoch_ms(ts) FROM talk WHERE thread IN ({listed})"))
