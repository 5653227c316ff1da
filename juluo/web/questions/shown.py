"""The list of questions as a page shows it: what waits, laid beside what colleagues decided about it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from juluo.desk.questions.facts import Handled
from juluo.desk.readings.facts import Verdicts
from juluo.insights.questions.waiting import OpenQuestion, PossibleAnswer
from juluo.intake.lessons import Reading
from juluo.report.daily import EntryLine
from juluo.text.asking_back import asks_back
from juluo.web.questions.found import Able, Before, Listed
from juluo.wording.numbers import waited


class Show(StrEnum):
    """Which questions are listed."""

    OPEN = "open"
    MINE = "mine"
    NOBODY = "nobody"
    LATER = "later"
    SETTLED = "settled"
    ALL = "all"


SHOW_WORDS: Mapping[Show, str] = MappingProxyType(
    {
        Show.OPEN: "等着",
        Show.MINE: "我的",
        Show.NOBODY: "还没定谁",
        Show.LATER: "放一放的",
        Show.SETTLED: "有结果的",
        Show.ALL: "全部",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list. `decided` is what a colleague decided about it, `asks` whether it is one, if said.

    `back`: it asks somebody back, who helps or talks with them; nobody else can answer it.
    """

    entry_id: int
    day: date
    line: EntryLine
    platform: str
    wait: str
    overdue: bool
    possibly: PossibleAnswer | None
    likely: float | None
    able: tuple[Able, ...]
    decided: Handled | None
    asks: bool | None
    back: bool = False

    @property
    def settled(self) -> bool:
        return self.asks is False or (self.decided is not None and self.decided.settled)

    def shown_in(self, show: Show, me: int, today: date) -> bool:
        """Whether the list of this kind holds it."""
        one = self.decided
        settled, sleeps = self.settled, one is not None and one.sleeps(today)
        owner = one.owner_id if one is not None else None
        return {
            Show.OPEN: not settled and not sleeps,
            Show.MINE: not settled and owner == me,
            Show.NOBODY: not settled and not sleeps and owner is None,
            Show.LATER: sleeps,
            Show.SETTLED: settled,
            Show.ALL: True,
        }[show]


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a list, those that ask back and those a model guesses apart, and how many each kind would hold."""

    rows: tuple[Row, ...]
    back: tuple[Row, ...]
    likely: tuple[Row, ...]
    counts: Mapping[Show, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks at which list, on which day, in which language."""

    show: Show
    me: int
    today: date
    lang: str


def shown(found: Listed, past: Before | None, decided: Mapping[int, Handled], said: Verdicts, asked: Asked) -> Shown:
    """The rows of a list. `said` is what colleagues said of whether these are questions."""

    def row(one: OpenQuestion) -> Row:
        able = past.able.get(one.entry_id, ()) if past is not None else ()
        asks, mine = said.get((one.entry_id, Reading.QUESTION)), decided.get(one.entry_id)
        return Row(
            one.entry_id,
            one.day,
            found.lines[one.entry_id],
            found.platforms.get(one.channel, ""),
            waited(one.waited, asked.lang),
            one.overdue,
            one.possibly,
            one.likely,
            able,
            mine,
            asks,
            # Whoever took it up, or said that it is one, wants to see it among the others.
            asks is None and mine is None and asks_back(found.lines[one.entry_id].words),
        )

    rows = [row(one) for one in found.waiting.open if one.entry_id in found.lines]
    guessed = [row(one) for one in found.waiting.likely if one.entry_id in found.lines]
    counts = Counter(show for one in rows for show in Show if one.shown_in(show, asked.me, asked.today))
    fits: Callable[[Row], bool] = lambda one: one.shown_in(asked.show, asked.me, asked.today)  # noqa: E731 - said twice
    listed = [one for one in rows if fits(one)]
    return Shown(
        tuple(one for one in listed if not one.back),
        tuple(one for one in listed if one.back),
        tuple(one for one in guessed if one.asks is not False),
        counts,
    )
