"""Whether members' messages sound glad or annoyed, on the whole."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.mood_accuracy import BY_LANGUAGE, COUNTED, Told
from juluo.metrics.intervals import Z95, Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.prevalence import corrected
from juluo.metrics.sample import ByMember
from juluo.store.view import View

# Of fewer messages a share of moods is chance.
FEWEST = 30
_KINDS = ", ".join(repr(str(kind)) for kind in sorted(ORIGINAL))


@dataclass(slots=True)
class _Read:
    """What was found of one period's messages; `by` counts (read, glad, annoyed) per author and language."""

    worded: int = 0
    unread: int = 0
    undecided: int = 0
    by: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    """Of a period only once all its words were read, and by the version of the models that was measured."""
    version = view.found_by("content")
    if not version:
        return [Measured(reason="消息还没有读过心情，导入后会接着读") for _ in periods]
    if COUNTED not in version:
        return [Measured(reason="消息是另一版模型读的，准头没有量过，等重新读完才报") for _ in periods]
    days = _days(view, Period.over(periods))
    return [_measured(period, _over(period, days)) for period in periods]


def _days(view: View, span: Period) -> Mapping[date, list[tuple[Any, ...]]]:
    """Per day, author (every nameless message its own) and language: how many were to be read, were, and sound how."""
    view.lay_findings("moods_told", span, ("day", "account", "kind", "text"))
    rows = view.ask(
        "SELECT day, coalesce(account, -1 - abs(entry_id % 1000000007)) AS who, coalesce(language, '') AS language,"
        " count(*) FILTER (language IS NOT NULL OR text IS NOT NULL), count(*) FILTER (mood > 0),"
        " count(*) FILTER (mood < 0), count(*) FILTER (mood IS NULL)"
        f" FROM moods_told WHERE member AND kind IN ({_KINDS}) GROUP BY ALL ORDER BY ALL"
    )
    days: dict[date, list[tuple[Any, ...]]] = defaultdict(list)
    for day, *row in rows:
        days[day].append(tuple(row))
    return days


def _over(period: Period, days: Mapping[date, list[tuple[Any, ...]]]) -> _Read:
    read = _Read()
    for day in period.days:
        for who, language, worded, glad, annoyed, undecided in days.get(day, ()):
            read.worded += worded
            if not language:
                read.unread += worded
            elif language in BY_LANGUAGE:
                read.undecided += undecided
                for place, n in enumerate((worded, glad, annoyed)):
                    read.by[who, language][place] += n
    return read


def _measured(period: Period, read: _Read) -> Measured:
    n = sum(counts[0] for counts in read.by.values())
    if read.unread:
        return Measured(reason="这段时间的消息还没有全部读过心情，导入后会接着读")
    if n < FEWEST:
        return Measured(reason="读得出心情的消息（中文或英文）太少，不到30条", n=n)
    glad, annoyed = (_share(read, place, n) for place in (1, 2))
    parts = {"glad": glad, "annoyed": annoyed, "undecided": read.undecided / n, "read": n / read.worded}
    sample = _sample(read)
    value = sum(score for score, _ in sample.did) / n
    half = Z95 * math.sqrt(_between(sample.did, value, n) + _doubt(read, n))
    interval = Interval(max(-1.0, value - half), min(1.0, value + half))
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)))
    value = min(1.0, max(-1.0, value))
    return Measured(value, n, interval=interval, parts=parts, estimated=True, evidence=evidence, sample=sample)


def _totals(read: _Read, language: str) -> tuple[int, int, int]:
    rows = [counts for (_, spoken), counts in read.by.items() if spoken == language]
    return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)


def _share(read: _Read, place: int, n: int) -> float:
    """The true share of one mood, as far as the models' errors are known."""
    found = 0.0
    for language, told in BY_LANGUAGE.items():
        totals = _totals(read, language)
        if totals[0]:
            counted = told.glad if place == 1 else told.annoyed
            found += totals[0] / n * corrected(totals[place] / totals[0], counted.accuracy)
    return found


def _sample(read: _Read) -> ByMember:
    """Per author: what their messages add to the sum of corrected moods, and how many they are."""
    by_author: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (who, language), (n, glad, annoyed) in read.by.items():
        by_author[who][0] += _score(BY_LANGUAGE[language], n, glad, annoyed)
        by_author[who][1] += n
    return ByMember(tuple(sorted((score, n) for score, n in by_author.values())), net_mood)


def _score(told: Told, n: int, glad: int, annoyed: int) -> float:
    """Rogan and Gladen's correction is linear in the counts: so each message has its part of it."""
    of_glad, of_annoyed = told.glad.accuracy, told.annoyed.accuracy
    return (glad - n * (1 - of_glad.specificity)) / of_glad.edge - (
        annoyed - n * (1 - of_annoyed.specificity)
    ) / of_annoyed.edge


def net_mood(did: Any) -> Any:  # noqa: ANN401 - a numpy array, loaded only where a test is made
    """The corrected net share of every draw of authors."""
    sums = did.sum(axis=1)
    return sums[:, 0] / sums[:, 1]


def _between(did: Sequence[tuple[float, ...]], value: float, n: int) -> float:
    """The variance of a ratio over authors, each with all their messages (Cochran 1977, linearised)."""
    many = len(did)
    spread = sum((score - value * said) ** 2 for score, said in did)
    return spread / n**2 * many / (many - 1) if many > 1 else math.inf


def _doubt(read: _Read, n: int) -> float:
    """The variance that the few labelled lines leave."""
    found = 0.0
    for language, told in BY_LANGUAGE.items():
        total, glad, annoyed = _totals(read, language)
        if total:
            for counted, hits in ((told.glad, glad), (told.annoyed, annoyed)):
                found += (total / n) ** 2 * counted.doubt(corrected(hits / total, counted.accuracy))
    return found


METRIC = Metric(
    name="sentiment",
    title="整体情绪",
    title_en="Overall mood",
    meaning="成员的消息里，听着高兴的比例减去听着不满的比例，按模型自己的错法校正过。是推测，不是实数。",
    meaning_en="The share of members' messages that sound glad less the share that sound annoyed, corrected for how"
    " the models err. An estimate, not a count.",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source=(
        "高兴的占比减去不满的占比，按分类器认错的比例校正（Rogan 和 Gladen 1978），标好的句子不多，区间因此更宽；"
        "区间按作者算，用线性化的比值（Cochran 1977）。"
    ),
    source_en=(
        "Share positive less share negative, corrected for the classifier's errors (Rogan and Gladen 1978), whose"
        " few labelled lines widen the interval; between authors by a linearised ratio (Cochran 1977)."
    ),
    parts={
        "glad": Name("高兴的", "Glad", Shape.SHARE),
        "annoyed": Name("烦的", "Annoyed", Shape.SHARE),
        "undecided": Name("读不准的", "Undecided", Shape.SHARE),
        "read": Name("读得出语言的", "In a language that can be read", Shape.SHARE),
    },
    trial=Trial.MEMBERS,
    measure=measure,
    edges="只报整个社群的，从不给某个人贴情绪。拿不准的消息不算高兴也不算不满，占多少列在旁边；只读中文和英文，读了多少也列在旁边。"
    "准头是在自己编的300条群聊上量的（中文180、英文120），不是你的社群：高兴和不满的话，中文各认得出五成多，"
    "英文八成和五成，误认的不到百分之一；真实群聊里有反话、行话，会差一些，所以总标“推测”，看变化比看数值靠谱。"
    "有消息还没读、读的模型换了版、不到30条，都是未知。",
    edges_en="Only of the whole community; no single member is ever labelled. A message that isn't clear counts as"
    " neither, and how many are so stands beside; only Chinese and English are read, and how much that is stands"
    " beside, too. The accuracy was measured on 300 chat lines of our own making (180 Chinese, 120 English), not on"
    " your community: of glad and of annoyed lines a good half are recognised in Chinese, eight and five in ten in"
    " English, and fewer than one in a hundred others is taken for one. Real chat has irony and jargon, and does"
    " worse; so it is always marked as an estimate, and its changes tell more than its level. Unknown while messages"
    " are yet to be read, when they were read by another version of the models, and with fewer than 30.",
)
