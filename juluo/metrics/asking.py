"""What metrics ask of the ledger: written once in Ibis, asked of DuckDB as SQL.

Loading Ibis and its compilers costs 0.8 s of processor time, more than all the answers of a report together. So the
SQL that Ibis makes of every question stands beside this file in duckdb.sql, where it can also be read; compiling.py
writes it, and a test compares. Another engine gets its own SQL from the same questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

import numpy.typing as npt

from juluo.ledger.period import Period
from juluo.store.view import View

# The columns of entries that questions are about: none with words.
ENTRY = {
    "entry_id": "int64",
    "day": "date",
    "ts": "timestamp('UTC')",
    "kind": "string",
    "account": "int32",
    "peer": "int32",
    "channel": "int32",
    "thread": "int32",
    "reply_to": "int64",
    "mentions": "array<int32>",
    "asks": "boolean",
    "file": "int32",
    "offset": "int64",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The Ibis tables that a question is about.

    `rollup` counts entries of those the view counts per day, account, channel and kind. `entries` are of all who are
    heard, staff among them; `member` is true for those counted. `periods` says which period (by its
    place, from 0) a day belongs to; `wanted` holds ids given along.
    """

    rollup: Any
    entries: Any
    periods: Any
    wanted: Any


Question = Callable[[Tables], Any]
Row = tuple[Any, ...]
QUESTIONS: dict[str, Question] = {}


def question(define: Question) -> Question:
    """Make a function from tables to an Ibis table a question that can be asked by its name."""
    QUESTIONS[define.__name__] = define
    return define


@cache
def kept_sql() -> dict[str, str]:
    """The SQL that stands in duckdb.sql, by the question's name."""
    parts = files("juluo.metrics").joinpath("duckdb.sql").read_text(encoding="utf-8").split("-- ? ")[1:]
    return {name.strip(): sql.strip().removesuffix(";") for name, sql in (part.split("\n", 1) for part in parts)}


@dataclass(slots=True)
class _Kept:
    """What one view has laid out and answered already: its ledger version stays put, so answers hold."""

    window: Period | None = None
    answers: dict[tuple[object, ...], list[Row]] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[View, _Kept] = WeakKeyDictionary()


def ask_rollup(view: View, asked: Question, periods: Sequence[Period], *, everyone: bool = False) -> list[Row]:
    """A question about the daily roll-up over these periods; of those the view counts, or of `everyone`."""

    def lay(span: Period) -> None:
        view.lay_rollup("rollup", span, everyone=everyone)

    return _answer(view, asked, tuple(periods), (int(everyone),), lay)


def ask_rollup_columns(
    view: View, asked: Question, periods: Sequence[Period], *, everyone: bool = False
) -> dict[str, npt.NDArray[Any]]:
    """The same in columns, for answers of a row a member; not kept."""
    view.lay_rollup("rollup", Period.over(periods), everyone=everyone)
    _lay_periods(view, periods)
    return dict(view.con.execute(_sql(asked)).fetchnumpy())


def ask_entries(
    view: View,
    asked: Question,
    periods: Sequence[Period],
    *,
    back: int = 0,
    follow: int = 0,
    wanted: Sequence[int] = (),
) -> list[Row]:
    """A question about entries of these periods, of `back` days before and `follow` days after them.

    The entries are kept for the next question.
    """

    def lay(span: Period) -> None:
        span, kept = Period(span.first - timedelta(days=back), span.last + timedelta(days=follow)), _kept(view)
        if kept.window is None or not (kept.window.first <= span.first and span.last <= kept.window.last):
            view.keep("kept_entries", view.wordless(span, tuple(ENTRY)))
            kept.window = span
        within = f"day BETWEEN DATE '{span.first}' AND DATE '{span.last}'"
        view.lay("entries", f"SELECT * FROM kept_entries WHERE {within}")

    return _answer(view, asked, tuple(periods), (back, follow, *wanted), lay)


def ask_entries_once(view: View, asked: Question, period: Period, wanted: Sequence[int] = ()) -> list[Row]:
    """A question that needs few columns of many entries, or few of them: read from the files, not kept."""

    def lay(span: Period) -> None:
        view.lay("entries", view.wordless(span, tuple(ENTRY)))

    return _answer(view, asked, (period,), (0, 0, *wanted), lay)


def _kept(view: View) -> _Kept:
    return _KEPT.setdefault(view, _Kept())


def _answer(
    view: View, asked: Question, periods: tuple[Period, ...], more: tuple[int, ...], lay: Callable[[Period], None]
) -> list[Row]:
    answers, key = _kept(view).answers, (asked.__name__, periods, more)
    if key not in answers:
        lay(Period.over(periods))
        sql = _sql(asked)
        if '"periods"' in sql:
            _lay_periods(view, periods)
        if '"wanted"' in sql:
            _lay_wanted(view, more[2:])
        answers[key] = view.ask(sql)
    return answers[key]


def _lay_periods(view: View, periods: Sequence[Period]) -> None:
    rows = [(place, day) for place, period in enumerate(periods) for day in period.days]
    columns = {"places": [place for place, _ in rows], "days": [day for _, day in rows]}
    view.keep("periods", "SELECT unnest($places)::INTEGER AS period, unnest($days)::DATE AS day", columns)


def _lay_wanted(view: View, wanted: Sequence[int]) -> None:
    view.keep("wanted", "SELECT unnest($ids::BIGINT[]) AS id", {"ids": list(wanted)})


def _sql(asked: Question) -> str:
    kept = kept_sql().get(asked.__name__)
    if kept is not None:
        return kept
    from juluo.metrics.compiling import compiled  # noqa: PLC0415 - loads Ibis; only a question just written needs it

    return compiled(asked)
