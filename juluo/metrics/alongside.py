"""What accounts did beside one another: where, when, in which minutes, and whom each named or answered."""

from typing import Any

from juluo.ledger.kinds import SPOKE
from juluo.metrics.asking import Tables, question

_WORDS = sorted(SPOKE)


@question
def spoken_where(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """In which channels each person spoke: how much, on which day first and last."""
    rows = tables.rollup.filter(tables.rollup.kind.isin(_WORDS) & tables.rollup.account.notnull())
    return rows.group_by(["account", "channel"]).aggregate(n=rows.n.sum(), first=rows.day.min(), last=rows.day.max())


@question
def minutes_of_wanted(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """The minutes since 1970 in which each of the wanted accounts spoke, and the community's day."""
    words = _by_wanted(tables)
    return words.select("account", "day", minute=(words.ts.epoch_seconds() / 60).floor().cast("int64")).distinct()


@question
def talk_among_wanted(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Which of the wanted accounts answered or named which other of them."""
    words = _by_wanted(tables)
    answers = words.filter(words.reply_to.notnull()).select(by="account", answer_to="reply_to")
    answered = answers.join(words.select("entry_id", to="account"), [("answer_to", "entry_id")]).select("by", "to")
    named = words.filter(words.mentions.length() > 0).select(by="account", to="mentions").unnest("to")
    named = named.semi_join(tables.wanted, named.to.cast("int64") == tables.wanted.id)
    found = answered.union(named)
    return found.filter(found.by != found.to).distinct()


def _by_wanted(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    words = tables.entries.filter(tables.entries.kind.isin(_WORDS) & tables.entries.account.notnull())
    return words.semi_join(tables.wanted, words.account.cast("int64") == tables.wanted.id)
