"""The eight headlines of a report: two rows of tiles, 活跃 and 满意."""

from juluo.insights import headline
from juluo.insights.headline import Goal
from juluo.metrics.metric import Unit
from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Verdict
from juluo.report.daily import Line, Span, Tile, TileRow
from juluo.report.figures import (
    change_words,
    compared_with,
    interval_words,
    reading_reason,
    shown_share,
    value_interval,
    value_words,
    verdict_span,
)
from juluo.report.scene import Scene
from juluo.report.trend import spark
from juluo.report.why import first_cause
from juluo.wording.catalogue import capital
from juluo.wording.numbers import rounded, whole


def tile_rows(scene: Scene) -> tuple[TileRow, ...]:
    """One row a goal; none for a time that nothing is known of."""
    if not scene.view.coverage.overlaps(scene.period):
        return ()
    return tuple(_row(scene, goal) for goal in Goal)


def _row(scene: Scene, goal: Goal) -> TileRow:
    found = [tile for tile in scene.tiles if tile.goal is goal]
    return TileRow(scene.say(str(goal)), _told(scene, found), tuple(_tile(scene, tile) for tile in found))


def _told(scene: Scene, tiles: list[headline.Tile]) -> str:
    """How many of the goal's tiles changed."""
    clear = sum(tile.verdict.is_clear for tile in tiles)
    maybe = sum(tile.verdict is Verdict.MAYBE for tile in tiles)
    if clear and maybe:
        return scene.say("{all}项里{clear}项明显变化，{maybe}项可能", all=len(tiles), clear=clear, maybe=maybe)
    if clear:
        return scene.say("{all}项里{clear}项明显变化", all=len(tiles), clear=clear)
    if maybe:
        return scene.say("{all}项里{maybe}项可能变了", all=len(tiles), maybe=maybe)
    tested = sum(tile.q is not None for tile in tiles)
    if tested == len(tiles):
        return capital(scene.say("看不出变化"))
    return scene.say("{all}项里{n}项能比，看不出变化", all=len(tiles), n=tested) if tested else ""


def _tile(scene: Scene, tile: headline.Tile) -> Tile:
    reading = scene.corrected(tile.judged)
    name = _name(scene, reading)
    readings = tuple(
        {"metric": one.metric.name, "unit": str(one.metric.unit), **scene.corrected(one).facts()}
        for one in tile.readings
    )
    if tile.gives:
        unknown, gives = value_words(scene, reading), scene.say(tile.gives)
        return Tile(tile.key, name, "", unknown, "", "", Span(""), "", (), gives, readings=readings)
    known = reading.value is not None
    return Tile(
        key=tile.key,
        name=name,
        n=_out_of(scene, reading),
        value=value_words(scene, reading),
        unit=_unit(scene, reading),
        interval=value_interval(scene, reading) if known else "",
        verdict=verdict_span(scene, reading),
        change=_change(scene, reading),
        why=_why(scene, tile, reading),
        spark=spark(scene, reading),
        readings=readings,
    )


def _name(scene: Scene, reading: Reading) -> str:
    """The metric's title, shorter where a tile would break it."""
    if short := _SHORT.get(reading.metric.name):
        return scene.say(short)
    name = reading.metric.title if scene.lang == "zh" else reading.metric.title_en
    if reading.metric.name == "sentiment" and reading.measured.estimated:
        return scene.say("{name}（推测）", name=name)
    return name


def _change(scene: Scene, reading: Reading) -> str:
    """How much it changed, and against what; nothing where that can't be told."""
    if reading.change.amount is None or reading.verdict in _UNTOLD:
        return ""
    than, change = compared_with(scene, reading), change_words(scene, reading)
    interval = interval_words(scene, reading, reading.change.interval)
    if interval:
        return scene.say("比{than}{change}（{interval}）", than=than, change=change, interval=interval)
    return scene.say("比{than}{change}", than=than, change=change)


def _out_of(scene: Scene, reading: Reading) -> str:
    """Out of how many, and over which days if not the report's own."""
    n = reading.measured.n
    if reading.metric.name == "active_members":
        n = scene.reading("participation_rate").measured.n
    if not n:
        return ""
    words = scene.say(_OUT_OF.get(reading.metric.name, "{n}份"), n=whole(n))
    if reading.period == scene.period:
        return words
    return scene.say("前{days}天，{what}", days=reading.period.length, what=words)


def _unit(scene: Scene, reading: Reading) -> str:
    return scene.say("人") if reading.metric.unit is Unit.PEOPLE and reading.value is not None else ""


def _why(scene: Scene, tile: headline.Tile, reading: Reading) -> Line:
    """What stands behind it, in a few words; why it is unknown, where it is."""
    if reading.value is None and (reason := reading_reason(scene, reading)):
        return (Span(reason),)
    if cause := first_cause(scene, reading):
        return (Span(cause),)
    others = {one.metric.name: one for one in tile.readings}
    match tile.key:
        case "A2":
            words = _came_and_went(scene, others["lifecycle"])
        case "A3":
            words = _breadth(scene, others["thread_breadth"])
        case "A4":
            words = _left_alone(scene, others["newcomers_answered"])
        case "S1":
            words = _answered(scene, others["reply_rate"])
        case _:
            words = ""
    return (Span(words),) if words else ()


def _came_and_went(scene: Scene, lifecycle: Reading) -> str:
    parts = {name: whole(value) for name, value in lifecycle.measured.parts.items() if value is not None}
    if {"new", "resurrecting", "dormant"} <= parts.keys():
        return scene.say("进：新来{new}人，回来{resurrecting}人；出：没来的{dormant}人", **parts)
    if {"new_or_resurrecting", "dormant"} <= parts.keys():
        return scene.say("进：新来或回来{new_or_resurrecting}人；出：没来的{dormant}人", **parts)
    return ""


def _breadth(scene: Scene, breadth: Reading) -> str:
    if breadth.value is None:
        return ""
    return scene.say("一个话题一般有{n}人说话", n=rounded(breadth.value))


def _left_alone(scene: Scene, answered: Reading) -> str:
    alone = answered.measured.parts.get("unanswered")
    return scene.say("{n}位新人的第一句话没人接", n=whole(alone)) if alone else ""


def _answered(scene: Scene, rate: Reading) -> str:
    return scene.say("24小时内有人答的占{share}", share=shown_share(rate)) if rate.measured.n else ""


# Where there is no change to tell, or too little behind it.
_UNTOLD = frozenset({Verdict.INCOMPLETE, Verdict.UNKNOWN, Verdict.TOO_FEW})
_SHORT = {"time_to_first_response": "首答时间"}
# What stands behind a headline's value, by its metric.
_OUT_OF = {
    "active_members": "{n}人里",
    "quick_ratio": "{n}人进出",
    "lifecycle": "{n}人",
    "top10_share": "{n}人说话",
    "newcomers_answered": "{n}位新人",
    "time_to_first_response": "{n}个提问",
    "feedback_told": "{n}条反馈",
    "flags": "{n}次举报",
    "sentiment": "{n}条消息",
}
