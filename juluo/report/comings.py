"""来去 as a picture, a sentence and a table: from one interval to the next, and over the intervals before."""

from dataclasses import dataclass
from datetime import timedelta

from juluo.chart.spec import Flows, Pool, Stream
from juluo.insights.retention.flow import Flow, flow
from juluo.ledger.period import Grain, Period
from juluo.report.scene import Scene
from juluo.wording.numbers import short_date, whole

# So many intervals have rows.
ROWS = 8


@dataclass(frozen=True, slots=True)
class Coming:
    """One interval as a row: its days, the people there and what became of whom; None is 未知."""

    name: str
    first: Period
    whole: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comings:
    """`picture` None: nothing can be told of the interval, or of the one before."""

    period: Period
    picture: Flows | None
    told: str
    beside: str
    rows: tuple[Coming, ...]
    previous: Period | None
    following: Period | None


def comings(scene: Scene) -> Comings:
    """The flow into the scene's period."""
    found = flow(scene.view, scene.period)
    periods = _back(scene)
    first, last = scene.view.snapshot.span.first, scene.view.snapshot.span.last
    before, after = _step(scene.period, scene.grain, -1), _step(scene.period, scene.grain, 1)
    return Comings(
        scene.period,
        _picture(scene, found) if found is not None and (found.there_now or found.there_before) else None,
        _told(scene, found) if found is not None else "",
        scene.say("另有{n}人以前说过话，这两期都没说。", n=whole(found.still_quiet)) if found is not None else "",
        tuple(_row(scene, period) for period in periods),
        before if before.last >= first else None,
        after if after.first <= last else None,
    )


def _back(scene: Scene) -> list[Period]:
    found = [scene.period]
    while len(found) < ROWS and found[-1].first > scene.view.snapshot.span.first:
        found.append(_step(found[-1], scene.grain, -1))
    return found


def _step(period: Period, grain: Grain, step: int) -> Period:
    edge = period.first - timedelta(days=1) if step < 0 else period.last + timedelta(days=1)
    return Period.of(edge, grain)


def _picture(scene: Scene, found: Flow) -> Flows:
    say = scene.say
    n = {name: say("{n}人", n=whole(value)) for name, value in _counts(found).items()}
    left = [Pool(_span(scene, found.before), n["there_before"], found.there_before, "ph-1")]
    right = [
        Pool(_span(scene, found.period), n["there_now"], found.there_now, "ph-0"),
        Pool(say("没再来"), n["quiet"], found.quiet, "ph-away"),
    ]
    streams = [
        Stream(0, 0, found.stayed, "ph-1", say("两期都在：{n}", n=n["stayed"])),
        Stream(0, 1, found.quiet, "ph-away", say("没再来：{n}", n=n["quiet"])),
    ]
    if found.came is None or found.returned is None:
        left.append(Pool(say("新来的和回来的"), n["arrived"], found.arrived, "ph-0"))
        streams.append(Stream(1, 0, found.arrived, "ph-0", say("新来的和回来的：{n}", n=n["arrived"])))
    else:
        left.append(Pool(say("隔了一阵回来"), n["returned"], found.returned, "ph-0"))
        left.append(Pool(say("第一次发言"), n["came"], found.came, "ph-new"))
        streams.append(Stream(1, 0, found.returned, "ph-0", say("隔了一阵回来：{n}", n=n["returned"])))
        streams.append(Stream(2, 0, found.came, "ph-new", say("第一次发言：{n}", n=n["came"])))
    return Flows(tuple(left), tuple(right), tuple(streams), _told(scene, found))


def _counts(found: Flow) -> dict[str, int]:
    names = ("there_before", "there_now", "stayed", "quiet", "came", "returned", "arrived")
    return {name: getattr(found, name) or 0 for name in names}


def _told(scene: Scene, found: Flow) -> str:
    """The picture in a sentence: the numbers add up to both sides."""
    told = (
        "上一期发言的{before}人里，{stayed}人这一期还在，{quiet}人没再来；"
        "又有{came}人第一次发言、{returned}人隔了一阵回来，这一期一共{now}人。"
    )
    if found.came is None:
        told = (
            "上一期发言的{before}人里，{stayed}人这一期还在，{quiet}人没再来；"
            "又有{arrived}人是新来的或回来的，还分不清，这一期一共{now}人。"
        )
    n = _counts(found)
    return scene.say(
        told,
        before=whole(n["there_before"]),
        stayed=whole(n["stayed"]),
        quiet=whole(n["quiet"]),
        came=whole(n["came"]),
        returned=whole(n["returned"]),
        arrived=whole(n["arrived"]),
        now=whole(n["there_now"]),
    )


def _row(scene: Scene, period: Period) -> Coming:
    found = flow(scene.view, period)
    name = _span(scene, period)
    unknown = scene.say("未知")
    if found is None:
        return Coming(name, period, scene.view.complete(period), (unknown,) * 5)
    told = (found.there_now, found.stayed, found.returned, found.came, found.quiet)
    return Coming(name, period, found.whole, tuple(unknown if n is None else whole(n) for n in told))


def _span(scene: Scene, period: Period) -> str:
    """A period's name short enough for a column."""
    if scene.grain is Grain.MONTH:
        return f"{period.first:%Y-%m}"
    if period.length == 1:
        return short_date(period.first, scene.lang)
    return scene.say("{first}～{last}", first=f"{period.first:%m-%d}", last=f"{period.last:%m-%d}")
