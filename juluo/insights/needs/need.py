"""What is found: a need with its people, its course and its quotes; a topic that is new; a thread that is busy.

All text in these facts is the community's own words, cut to a quote; whoever shows it decides what to redact.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import Verdict


class NeedKind(StrEnum):
    """What most of a need's people do. TALK: none of the four stands out."""

    QUESTION = "提问"
    PROBLEM = "故障"
    SUGGESTION = "建议"
    PRAISE = "好评"
    TALK = "讨论"

    @property
    def wants(self) -> bool:
        """Whether something is wanted: what is only praised or talked of is told apart from needs."""
        return self not in {NeedKind.PRAISE, NeedKind.TALK}


@dataclass(frozen=True, slots=True)
class Seed:
    """An entry that stands for a need: the opening one of a thread that is typical of it."""

    entry_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Quote:
    """A few words of one entry. `title` is that of its thread, empty where it has none; `account` None: unknown."""

    entry_id: int
    day: date
    text: str
    title: str = ""
    account: int | None = None
    channel: int | None = None
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How many it concerns now and before, and what can be said of the difference.

    `before` is the mean of `periods` periods of the same length; `expected` what that rate would have given among as
    many as speak now, with `factor`, the interval of how many times as many it is (at 95 %). All None where nothing is
    known of the time before. `q` is the p after the correction for all that were tried beside it. `series` are the
    people of each period before, the latest last.
    """

    now: int
    before: float | None
    periods: int
    expected: float | None
    factor: Interval | None
    verdict: Verdict
    p: float | None = None
    q: float | None = None
    series: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """What a group of threads asks for. `need_id` stays as long as memory keeps the need.

    `name` is the operator's where they gave one, else a phrase that stands in at least two of its threads; `title` is
    the title or the opening words of its most typical thread. `people` are distinct askers, threads where people are
    unknown. `close` says how much alike its threads are, 0 to 1; `entries` are the openings of all its threads in the
    period, the most typical first.
    """

    need_id: str
    name: str
    title: str
    kind: NeedKind
    people: int
    threads: int
    course: Course
    quotes: tuple[Quote, ...]
    first: date
    last: date
    entries: tuple[int, ...]
    seeds: tuple[Seed, ...]
    words: tuple[str, ...]
    close: float
    kept: bool = False
    pinned: bool = False
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What more people than usual speak of. `words` are all that tell the same story; `entries` where they stand."""

    name: str
    words: tuple[str, ...]
    people: int
    threads: int
    course: Course
    quotes: tuple[Quote, ...]
    first: date
    last: date
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HotThread:
    """One thread with more people than the community's threads have. `usual` is what nine in ten stay below."""

    thread: int
    title: str
    channel: int
    people: int
    messages: int
    usual: int
    first: date
    last: date
    quotes: tuple[Quote, ...]


class Quiet(StrEnum):
    """Why no topic is told. NOTHING: everything was tried and nothing stands out."""

    NOTHING = "nothing"
    NO_PAST = "no_past"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many threads of the period the needs told take in how many, and what was left out before."""

    threads: int
    told: int
    muted: int
    advertising: int
    repeated: int

    @property
    def share(self) -> float | None:
        return self.told / self.threads if self.threads else None


@dataclass(frozen=True, slots=True)
class Needs:
    """What members need in a period. `by_people`: people are counted; else threads, as nobody is known by name.

    `quiet` says why there are no topics, None where there are some. `past` are the periods compared with.
    """

    period: Period
    past: tuple[Period, ...]
    needs: tuple[Need, ...]
    topics: tuple[Topic, ...]
    threads: tuple[HotThread, ...]
    coverage: Coverage
    by_people: bool
    quiet: Quiet | None = None
