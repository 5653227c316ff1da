"""The frozen shape of an operations report (日报, 周报, 月报): six sections made of blocks.

Words in here are finished sentences in the report's language; renderers only lay them out. Numbers that a machine
reads stand beside the words (`FigureRow.reading`), so JSON never parses a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from juluo.chart.spec import Bars, CauseBars, HeatMap, SettlementPlan, Sparkline, Tone


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one tone; `strong` for the figure that matters."""

    words: str
    tone: Tone = Tone.PLAIN
    strong: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as a report shows it. `note` is a remark such as 等了42分钟; `new` marks a person's first words.

    `person` is whose page tells more of them; None where nobody may be named. `day` is the community's, by which the
    entry is found again.
    """

    entry_id: int
    when: str
    who: str
    channel: str
    words: str
    note: str = ""
    new: bool = False
    person: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """The entries behind a number: how many, the first twenty, and all their ids for machines."""

    key: str
    label: str
    count: int
    shown: tuple[EntryLine, ...]
    more: str
    entry_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One reading in the comparison table. All but `reading` are words to print."""

    name: str
    meaning: str
    value: str
    same_weekday: str
    mean4: str
    change: str
    interval: str
    verdict: Span
    n: str
    reading: Mapping[str, object]
    spark: Sparkline | None = None
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and what they say: 定位 …, 服务谁 …"""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The comparison table. `head`: 指标, the period, 上周四, 前4个周四的平均, 变化（95%区间）, 判断."""

    head: tuple[str, str, str, str, str, str]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    spec: Bars | CauseBars | HeatMap
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; cells are words. Numeric columns (by index) are set right.

    `people`, where given, are whom each row's first cell names; None where nobody may be named. `leads`, where given,
    are the pages that those cells lead to, below the community's desk.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    caption: str = ""
    people: tuple[int | None, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotes:
    """Entries shown open, not folded: what waits for an answer, what members said."""

    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Something that several members say: a need, or a topic that is new. `told`: how many, and against before.

    `need_id` is a need's, empty for a topic. `stands` is what colleagues decided about it and who was told.
    """

    need_id: str
    name: str
    told: Line
    quote: EntryLine | None = None
    stands: str = ""


@dataclass(frozen=True, slots=True)
class NeedRows:
    """Needs or new topics of a period, those that most people raise first."""

    first: date
    last: date
    rows: tuple[NeedRow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A proposed next step with its evidence and how it will be checked."""

    words: str
    evidence: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    rows: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A place that only the operator can fill. Shown as clearly empty, never filled by rule.

    `key` names it among the report's places; `words` are what the operator wrote there.
    """

    prompt: str
    key: str = ""
    words: str = ""


Block = Heading | Paragraph | Pairs | Figures | Chart | Table | Quotes | NeedRows | Steps | ToWrite


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections. `side` are short margin notes."""

    number: str
    key: str
    title: str
    blocks: tuple[Block, ...]
    side: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline of the page: a value with how sure it is, whether it changed, and why.

    `n` says out of how many; `missing` what would give the number where there is none. `readings` are its numbers for
    machines: the value's own first.
    """

    key: str
    name: str
    n: str
    value: str
    unit: str
    interval: str
    verdict: Span
    change: str
    why: Line
    missing: str = ""
    spark: Sparkline | None = None
    readings: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class TileRow:
    """The tiles of one goal, 活跃 or 满意, and how many of them changed, in words."""

    name: str
    told: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one community over one period, as known at `ledger_version`.

    `seal` are the two lines of a signed report's seal; a draft has none.
    """

    community: str
    slug: str
    title: str
    dateline: str
    lang: str
    grain: str
    first: date
    last: date
    made_at: datetime
    ledger_version: int
    simulated: bool
    lead: tuple[tuple[str, Line], ...]
    sections: tuple[Section, ...]
    footer: tuple[Line, ...]
    plan: SettlementPlan | None = None
    notices: tuple[Line, ...] = ()
    spark: Sparkline | None = None
    spark_caption: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    tiles: tuple[TileRow, ...] = ()
    seal: tuple[str, ...] = ()
