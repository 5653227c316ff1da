"""The messages of a few days by what they were read as: how many, and a page of them.

All of it comes from the findings, laid out once for the days that are asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from juluo.intake.lessons import Reading
from juluo.intake.taught import TAUGHT, WATCH
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.store.engine import quoted
from juluo.store.findings import Findings
from juluo.store.view import View
from juluo.text.watchwords import Trick

# Below it a list is read for nothing.
LIKELY: Mapping[Reading, float] = MappingProxyType(dict.fromkeys(Reading, 0.7) | {Reading.ADVERTISING: 0.8})
# Between this and what is likely a colleague's word teaches most.
_UNSURE = 0.3
# What is shorter has no near copies, only the very same.
_SHORT = 5
# What doesn't make another saying of it: who is called, the chat's own faces, all that is no letter or figure.
_ASIDE = r"@\S+|\[[^\[\]]{1,8}\]|[^\p{L}\p{N}]"
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(ORIGINAL))


class Order(StrEnum):
    """Which stand first. UNSURE lists what the model can't tell."""

    NEW = "new"
    SURE = "sure"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many messages were read as what, how many of all were read, and whether watch-words were looked for.

    `taught` is the version of what operators taught that these lists follow; none for the shipped models alone.
    """

    readings: Mapping[Reading, int]
    hits: int
    read: int
    messages: int
    watched: bool
    taught: str


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A message and how likely it is what it was read as; 0 or 1 is a colleague's word.

    `times` is how many messages of these days, it among them, say nearly the very same.
    """

    entry_id: int
    day: date
    chance: float
    times: int = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """A message with a word of the community's list, from where to where it stands, and how it was written."""

    entry_id: int
    day: date
    word: str
    trick: Trick
    start: int
    end: int


def lay_readings(view: View, period: Period) -> None:
    """Lay out as `readings` what was found of the period's messages; the functions below ask it."""
    view.lay_findings("all_readings", period, ("day", "ts", "account", "kind", "text", "asks"))
    listed = ", ".join((*Reading, "near", "watch_word", "watch_trick", "watch_start", "watch_end"))
    view.keep(
        "readings",
        f"SELECT entry_id, day, ts, account, member, asks, language IS NOT NULL AS read, {listed},"
        f" CASE WHEN length(text) < {_SHORT} THEN lower(text) END AS short,"
        f" hash(coalesce(nullif(regexp_replace(lower(text), '{_ASIDE}', '', 'g'), ''), text)) AS words"
        f" FROM all_readings WHERE kind IN ({_KINDS}) AND text IS NOT NULL",
    )


def counted(view: View) -> Counted:
    likely = ", ".join(f"count(*) FILTER ({_likely(one)})" for one in Reading)
    read, messages, hits, *counts = view.ask(
        f"SELECT count(*) FILTER (read), count(*), count(watch_word), {likely} FROM readings"
    )[0]
    findings = Findings.of(view.snapshot.folder, view.community.slug)
    kept, taught = findings.shown(WATCH), findings.shown(TAUGHT)
    told = {reading: int(n) for reading, n in zip(Reading, counts, strict=True)}
    return Counted(told, int(hits), int(read), int(messages), kept is not None, taught.version if taught else "")


def by_rule(view: View) -> tuple[int, int]:
    """How many questions the rule of the metrics sees in what is laid out, how many of them the model does, too."""
    ruled = "member AND account IS NOT NULL AND asks"
    both = f"count(*) FILTER ({ruled} AND {_likely(Reading.QUESTION)})"
    seen, agreed = view.ask(f"SELECT count(*) FILTER ({ruled}), {both} FROM readings")[0]
    return int(seen), int(agreed)


def listed(view: View, reading: Reading, order: Order, most: int, first: int = 0) -> list[ReadAs]:
    """A page of what was read as one thing; with UNSURE of what may be it or not, the same words once."""
    if order is Order.UNSURE:
        return _doubtful(view, reading, most, first)
    by = {Order.NEW: "ts DESC", Order.SURE: f"{reading} DESC, ts DESC"}
    rows = view.ask(
        f"SELECT entry_id, day, {reading} FROM readings WHERE {_likely(reading)} ORDER BY {by[order]}, entry_id"
        f" LIMIT {int(most)} OFFSET {int(first)}"
    )
    return [ReadAs(int(entry), day, float(chance)) for entry, day, chance in rows]


def _doubtful(view: View, reading: Reading, most: int, first: int) -> list[ReadAs]:
    """What is said most often first among those as doubtful: a word on it teaches for all of them."""
    rows = view.ask(
        f"SELECT entry_id, day, {reading}, count(*) OVER (PARTITION BY words) AS times FROM readings"
        f" WHERE {_maybe(reading)}"
        " QUALIFY row_number() OVER (PARTITION BY words ORDER BY ts DESC, entry_id) = 1"
        f" ORDER BY round(abs({reading} - 0.5), 2), times DESC, ts DESC, entry_id"
        f" LIMIT {int(most)} OFFSET {int(first)}"
    )
    return [ReadAs(int(entry), day, float(chance), int(times)) for entry, day, chance, times in rows]


def unsure(view: View, reading: Reading) -> int:
    """How many may be one thing or not, the same words once."""
    return int(view.ask(f"SELECT count(DISTINCT words) FROM readings WHERE {_maybe(reading)}")[0][0])


def hits(view: View, most: int, first: int = 0, only: Sequence[str] | None = None) -> list[Watched]:
    """A page of the messages with watch-words, the latest first; with `only`, of these words."""
    rows = view.ask(
        "SELECT entry_id, day, watch_word, watch_trick, watch_start, watch_end FROM readings"
        f" WHERE {_of_words(only)} ORDER BY ts DESC, entry_id LIMIT {int(most)} OFFSET {int(first)}"
    )
    return [
        Watched(int(entry), day, str(word), Trick(trick), int(start), int(end))
        for entry, day, word, trick, start, end in rows
    ]


def busiest(view: View, most: int, only: Sequence[str] | None = None) -> list[tuple[str, int]]:
    """Which words stand in how many messages, the busiest first."""
    rows = view.ask(
        f"SELECT watch_word, count(*) AS n FROM readings WHERE {_of_words(only)}"
        f" GROUP BY watch_word ORDER BY n DESC, watch_word LIMIT {int(most)}"
    )
    return [(str(word), int(n)) for word, n in rows]


def _likely(reading: Reading) -> str:
    return f"{_whose(reading)} AND {reading} >= {LIKELY[reading]}"


def _maybe(reading: Reading) -> str:
    return f"{_whose(reading)} AND {reading} >= {_UNSURE} AND {reading} < {LIKELY[reading]}"


def _whose(reading: Reading) -> str:
    """Acts are members', anybody may advertise."""
    return "true" if reading is Reading.ADVERTISING else "member"


def _of_words(only: Sequence[str] | None) -> str:
    if only is None:
        return "watch_word IS NOT NULL"
    told = ", ".join(f"'{quoted(word)}'" for word in only)
    return f"watch_word IN ({told or 'NULL'})"
