"""The eight headlines of a page, four a goal, and what many tests at once leave of their verdicts.

A page asks eight times whether something changed; at 5 % each, one page in three would cry wolf. So the page's
p-values are corrected together, and the word of a tile is that of its q: 明显 below .05, 可能 below .2.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from juluo.ledger.period import Period
from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.metrics.verdict import Verdict
from juluo.metrics.windows import ripening
from juluo.store.view import View

CLEAR, LIKELY = 0.05, 0.2
# How a metric is read over a period where somebody has read it already.
Taken = Callable[[str, Period], Reading]


class Goal(StrEnum):
    LIVELY = "活跃"
    SATISFIED = "满意"


@dataclass(frozen=True, slots=True)
class Headline:
    """What a tile shows. The first metric that can be tested is the tile's verdict.

    `ripe`: rates of what was asked need 24 hours, so a day's are read over the seven days before. `gives`: what would
    give its numbers where there are none.
    """

    key: str
    goal: Goal
    names: tuple[str, ...]
    gives: str
    ripe: bool = False


_TALK = "导入这段时间的聊天记录就有。"
HEADLINES = (
    Headline("A1", Goal.LIVELY, ("active_members",), _TALK),
    Headline("A2", Goal.LIVELY, ("quick_ratio", "lifecycle"), _TALK),
    Headline("A3", Goal.LIVELY, ("top10_share", "thread_breadth"), _TALK),
    Headline(
        "A4",
        Goal.LIVELY,
        ("newcomers_answered", "newcomer_reply_effect"),
        "要看得到谁回应了谁（回复、话题串或@），又有至少30天的记录，才认得出新人有没有人接。",
        ripe=True,
    ),
    Headline(
        "S1",
        Goal.SATISFIED,
        ("time_to_first_response", "reply_rate"),
        "要看得到谁回应了谁（回复、话题串或@），才知道提问有没有人答。",
        ripe=True,
    ),
    Headline(
        "S2",
        Goal.SATISFIED,
        ("feedback_told", "feedback_wait"),
        "把收到的反馈、答复和回告登记下来就有。",
    ),
    Headline("S3", Goal.SATISFIED, ("csat", "nps"), "每天请几个人答一题满意度问卷，把答卷登记下来就有。"),
    Headline("S4", Goal.SATISFIED, ("flags", "sentiment"), "把举报和处理登记下来就有。"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline over one period. `q` None: nothing in it could be tested. `gives` is empty where there are numbers.

    `judged` is the reading that the verdict is of: the first that was tested, else the first of all.
    """

    key: str
    goal: Goal
    readings: tuple[Reading, ...]
    judged: Reading
    verdict: Verdict
    q: float | None
    gives: str = ""


def headline(view: View, period: Period, taken: Taken | None = None) -> tuple[Tile, ...]:
    """The tiles of one page."""
    if taken is not None:
        return _page(period, taken)
    return pages(view, [period])[0]


def pages(view: View, periods: Sequence[Period]) -> list[tuple[Tile, ...]]:
    """The tiles of many pages, each corrected by itself; every metric is measured once for all of them."""
    known: dict[tuple[str, Period], Reading] = {}
    for shown in HEADLINES:
        wanted = list(dict.fromkeys(_over(shown, period) for period in periods))
        for name in shown.names:
            known |= {(name, reading.period): reading for reading in read(view, metrics()[name], wanted)}
    return [_page(period, lambda name, over: known[name, over]) for period in periods]


def corrected(tests: Mapping[str, tuple[Verdict, float]]) -> dict[str, tuple[Verdict, float]]:
    """Verdicts and p-values of one page, by name, as they stand after Benjamini and Hochberg's correction."""
    values = benjamini_hochberg([p for _, p in tests.values()])
    return {name: (weakened(verdict, q), q) for (name, (verdict, _)), q in zip(tests.items(), values, strict=True)}


def weakened(verdict: Verdict, q: float) -> Verdict:
    """What is left of a verdict at this q; never more than it said by itself."""
    if verdict.is_clear and q >= CLEAR:
        verdict = Verdict.MAYBE
    if verdict is Verdict.MAYBE and q >= LIKELY:
        return Verdict.NO_CHANGE
    return verdict


def _over(shown: Headline, period: Period) -> Period:
    return ripening(period) if shown.ripe else period


def _page(period: Period, taken: Taken) -> tuple[Tile, ...]:
    read_all = {shown.key: tuple(taken(name, _over(shown, period)) for name in shown.names) for shown in HEADLINES}
    judged = {key: _judged(readings) for key, readings in read_all.items()}
    told = corrected({key: (r.verdict, r.change.p) for key, r in judged.items() if r.change.p is not None})
    return tuple(_tile(shown, read_all[shown.key], judged[shown.key], told.get(shown.key)) for shown in HEADLINES)


def _judged(readings: Sequence[Reading]) -> Reading:
    return next((reading for reading in readings if reading.change.p is not None), readings[0])


def _tile(shown: Headline, readings: tuple[Reading, ...], judged: Reading, told: tuple[Verdict, float] | None) -> Tile:
    verdict, q = told or (judged.verdict, None)
    empty = all(reading.value is None and not _has_parts(reading) for reading in readings)
    return Tile(shown.key, shown.goal, readings, judged, verdict, q, shown.gives if empty else "")


def _has_parts(reading: Reading) -> bool:
    return any(part is not None for part in reading.measured.parts.values()) or bool(reading.measured.rows)
