"""A number's parts in words: the table under a metric's line, and what each part is called."""

from dataclasses import dataclass

from juluo.ledger.query import EntryQuery
from juluo.ledger.segment import People, Segment
from juluo.metrics.channels import channel_names
from juluo.metrics.metric import Metric
from juluo.metrics.parts import By, Part, parts
from juluo.metrics.reading import Reading
from juluo.report.scene import Scene
from juluo.report.value import Value, value_of
from juluo.wording.catalogue import capital

_TITLES = {
    By.CHANNEL: "按频道拆开",
    By.PEOPLE: "按新老成员拆开",
    By.COHORT: "按第一次发言的月份拆开",
    By.HOUR: "按时段拆开",
    By.PERSON: "按人拆开",
}
_HEADS = {By.CHANNEL: "频道", By.PEOPLE: "成员", By.COHORT: "哪个月来的", By.HOUR: "时段", By.PERSON: "谁"}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a split: its value, how far its change goes to either side of none, and where its entries are."""

    value: Value
    of: str
    share: float
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A number taken apart. `note` says whether the parts add up, and what isn't listed."""

    by: By
    title: str
    head: str
    rows: tuple[PartRow, ...]
    note: str


def split_of(scene: Scene, metric: Metric, reading: Reading, by: By) -> tuple[Split, dict[str, EntryQuery]]:
    """The parts of a reading, and the entries behind each."""
    found = parts(scene.view, metric, reading.period, by)
    told = list(found.parts)
    if by in {By.CHANNEL, By.PERSON}:
        told.sort(key=lambda part: -_size(part.reading))
    widest = max((abs(part.reading.change.amount or 0.0) for part in told), default=0.0) or 1.0
    rows, queries = [], {}
    for nth, part in enumerate(told, 1):
        of = f"{by}-{nth}"
        if part.evidence is not None:
            queries[of] = part.evidence
        rows.append(_row(scene, by, part, of if of in queries else "", widest))
    note = _note(scene, by, found.more, adds_up=found.adds_up)
    return Split(by, scene.say(_TITLES[by]), capital(scene.say(_HEADS[by])), tuple(rows), note), queries


def _row(scene: Scene, by: By, part: Part, of: str, widest: float) -> PartRow:
    share = (part.reading.change.amount or 0.0) / widest
    account = next(iter(part.segment.accounts or ()), None) if by is By.PERSON and not scene.nameless else None
    return PartRow(value_of(scene, part.reading, part_name(scene, by, part.segment)), of, share, account)


def _size(reading: Reading) -> float:
    return float(reading.measured.n if reading.measured.n is not None else reading.value or 0.0)


def part_name(scene: Scene, by: By, segment: Segment) -> str:
    """What a part is called."""
    if by is By.CHANNEL:
        return channel_names(scene.view).get(segment.channels[0], "")
    if by is By.PERSON and segment.accounts:
        return scene.named(scene.view.accounts(segment.accounts).get(segment.accounts[0]))
    if by is By.HOUR and segment.hours is not None:
        first, until = segment.hours
        return scene.say("{first}:00～{until}:00", first=f"{first:02d}", until=f"{until:02d}")
    if by is By.COHORT and segment.born is not None:
        return _month(scene, segment)
    return scene.say("新成员" if segment.people is People.NEWCOMERS else "老成员")


def _month(scene: Scene, segment: Segment) -> str:
    born = segment.born
    if born is None or born.first.strftime("%Y-%m") == born.last.strftime("%Y-%m"):
        return f"{born.first:%Y-%m}" if born else ""
    return scene.say("{month}及更早", month=f"{born.last:%Y-%m}")


def _note(scene: Scene, by: By, more: int, *, adds_up: bool) -> str:
    if by is By.COHORT:
        return scene.say("按第一次发言的月份分；导出从半路开始的，开头那个月里也有更早来的人。")
    if by is By.PEOPLE:
        return scene.say("第一次发言起28天内算新成员，逐日算；一段时间里一个人可能先后都是。")
    if more:
        return scene.say("只列出最大的几个，另有{n}个没列。", n=more)
    return (
        scene.say("各行加起来就是全部。")
        if adds_up
        else scene.say("一个人在几处都说了，每处都算，所以各行加起来会多于全部。")
    )
