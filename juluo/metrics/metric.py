"""The contract of a metric, and what measuring one gives.

A metric is a module-level METRIC in its own file, found by walking this package. It measures; what was before, the
interval and the verdict are `reading`'s, so that no metric compares itself in its own way.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import juluo.metrics
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.segment import Cut
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import Interval
from juluo.metrics.naming import Names
from juluo.metrics.sample import Sample
from juluo.store.view import View


class Unit(StrEnum):
    """What a value counts. A share is a fraction from 0 to 1."""

    PEOPLE = "people"
    MESSAGES = "messages"
    QUESTIONS = "questions"
    SHARE = "share"
    MINUTES = "minutes"
    THREADS = "threads"
    CASES = "cases"
    # A plain number: a score, a ratio, a mean.
    NUMBER = "number"
    TABLE = "table"


class Good(StrEnum):
    """Which direction is good news."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Trial(StrEnum):
    """How a change is tested. BURSTY counts come in runs: their spread is taken from eight earlier periods.

    From PAIRED on, the test is made on the `sample` beside the value: the same people on both days (McNemar), waits
    (log-rank), what each member did (bootstrap by member), scores (Welch), a ratio of two counts (log-ratio).
    """

    COUNT = "count"
    BURSTY = "bursty"
    SHARE = "share"
    PAIRED = "paired"
    WAITS = "waits"
    MEMBERS = "members"
    SCORES = "scores"
    RATIO = "ratio"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over one period. `value` None means 未知 (with `reason`) or a compound (with `parts` or `rows`).

    `hits` of `n` is what a share is made of. `estimated` marks what rests on a rule (推测), `stated` what the
    operator said. `evidence` finds the entries behind the number; `sample` is what a change is tested on.
    """

    value: float | None = None
    n: int | None = None
    hits: int | None = None
    interval: Interval | None = None
    parts: Mapping[str, float | None] = field(default_factory=dict)
    rows: tuple[Mapping[str, object], ...] = ()
    reason: str = ""
    estimated: bool = False
    stated: bool = False
    evidence: EntryQuery | None = None
    sample: Sample | None = None


# What counts entries and who made them; what follows people; what follows threads.
EVERY_CUT = frozenset(Cut)
NOT_BY_AGE = frozenset({Cut.CHANNEL, Cut.HOURS})
BY_CHANNEL = frozenset({Cut.CHANNEL})

Measure = Callable[[View, Sequence[Period]], list[Measured]]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's record: what the report, the command line and the docs all read.

    `needs` are groups of sights: of each group the source must show at least one. `source` says where the
    definition is from and how it is computed; `edges` what happens at the edges: nobody there, a window not over, a
    source that hides.
    `splits` measure the same per channel, per hour …; their values add up or overlap as told.
    `cuts` say of which parts of a community it can be asked: of channels, of newcomers or regulars, of hours.
    `window` is how many days one reading looks back on; windows that overlap are never compared.
    `parts` and `columns` name what stands beside its value and in its rows; `codes` name, by column, the code words
    in the rows' cells. JSON keeps the codes.
    """

    name: str
    title: str
    title_en: str
    meaning: str
    meaning_en: str
    unit: Unit
    good: Good
    kinds: frozenset[Kind]
    needs: tuple[frozenset[Sight], ...]
    source: str
    source_en: str
    trial: Trial
    measure: Measure
    edges: str = ""
    edges_en: str = ""
    splits: Mapping[str, Callable[[View, Period], Mapping[str, Measured]]] = field(default_factory=dict)
    window: int = 1
    parts: Names = field(default_factory=dict)
    columns: Names = field(default_factory=dict)
    codes: Mapping[str, Names] = field(default_factory=dict)
    cuts: frozenset[Cut] = frozenset()


# In the catalogue's order.
GROUPS = ("members", "activity", "replies", "content", "order", "events", "feedback")


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by name, in the order of the catalogue's groups."""
    return {metric.name: metric for found in grouped().values() for metric in found}


@cache
def grouped() -> dict[str, tuple[Metric, ...]]:
    """The catalogue: each group's metrics."""
    return {group: tuple(_found_in(group)) for group in GROUPS}


def _found_in(group: str) -> Iterator[Metric]:
    package = importlib.import_module(f"{juluo.metrics.__name__}.{group}")
    for info in pkgutil.iter_modules(package.__path__):
        candidate = getattr(importlib.import_module(f"{package.__name__}.{info.name}"), "METRIC", None)
        if candidate is None:
            continue
        if not isinstance(candidate, Metric):
            raise TypeError(f"{package.__name__}.{info.name}.METRIC is no Metric")
        yield candidate


def unseen(metric: Metric, sights: frozenset[Sight]) -> tuple[Sight, ...]:
    """The sights that a source would have to show for this metric and doesn't."""
    return tuple(dict.fromkeys(sight for group in metric.needs if not group & sights for sight in sorted(group)))
