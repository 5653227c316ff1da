"""What a chart shows, apart from how it is drawn. Pages, reports and pictures draw from the same spec."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a mark or a word may wear. Colour only where a change is real and has a good direction."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    MAYBE = "maybe"
    NONE = "none"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A short daily series, oldest first; None = no data that day. The band is what would be ordinary.

    `ring` is the index of the same weekday a week ago, `whisker` the last value's interval.
    """

    values: tuple[float | None, ...]
    band: tuple[tuple[float, float] | None, ...]
    ring: int | None
    whisker: tuple[float, float] | None
    tone: Tone
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """`interval` is drawn over it as a line: where the value may as well lie."""

    name: str
    value: float
    value_label: str
    before_label: str = ""
    tone: Tone = Tone.PLAIN
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars from zero, in the order given."""

    head: tuple[str, str, str]
    rows: tuple[Bar, ...]
    label: str


@dataclass(frozen=True, slots=True)
class CauseBars:
    """A waterfall on its side: from what was before, part by part, to what is now. The parts add up exactly.

    `before_label` of a part is its note: an interval, or how the rest was reckoned.
    """

    start: Bar
    parts: tuple[Bar, ...]
    end: Bar
    label: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows (weekdays) by columns (hours); None = no data. Ink only, darker is more."""

    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a number went, oldest first: `names` are its periods, None in `values` = no data then.

    `told` says each value as words. `band` is what would be ordinary, `before` the values that it is compared with
    (dashed, `before_name`). `ring` is the index of what the last one is compared with, `chosen` that of the one the
    page explains, `marks` the indices that carry a numbered note: the first is 1.
    """

    names: tuple[str, ...]
    values: tuple[float | None, ...]
    told: tuple[str, ...]
    band: tuple[tuple[float, float] | None, ...]
    before: tuple[float | None, ...]
    before_name: str
    ring: int | None
    chosen: int | None
    marks: tuple[tuple[int, int], ...]
    tone: Tone
    label: str
    share: bool = False
    band_name: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of everybody who came or stayed away: a number for each period, None = unknown."""

    name: str
    values: tuple[float | None, ...]
    away: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Phases:
    """Who came, period by period: parts stacked upward, who stayed away downward."""

    names: tuple[str, ...]
    parts: tuple[Phase, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Stream:
    """People who go from one node to another: the places of both in their columns, and how many."""

    start: int
    end: int
    value: float
    look: str
    told: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Where streams begin or end: its name, its number in words."""

    name: str
    words: str
    value: float
    look: str


@dataclass(frozen=True, slots=True)
class Flows:
    """People of two intervals: pools on the left, pools on the right, streams as wide as they are many."""

    left: tuple[Pool, ...]
    right: tuple[Pool, ...]
    streams: tuple[Stream, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Square:
    """One person who spoke: `weight` 1 (a word or two), 2 (some), 3 (much); `new` for first words.

    `seat` keeps a person's place stable from day to day: a number drawn from the person, not from the day.
    """

    weight: int
    new: bool
    seat: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """A channel's people in the settlement plan, most talkative first."""

    name: str
    people: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class SettlementPlan:
    """聚落图: one square is one person who spoke, gathered by the channel they spoke most in.

    `rest_name` stands under the quarters too many to be drawn apart: 其余.
    """

    quarters: tuple[Quarter, ...]
    label: str
    rest_name: str = "…"
