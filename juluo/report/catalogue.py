"""The catalogue with the values of a day: what there is to know, and what is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from juluo.ledger.period import Period
from juluo.metrics.metric import Metric, Unit, grouped, unseen
from juluo.metrics.reading import lacking_words
from juluo.report.metric_sheet import definition, judged
from juluo.report.scene import Scene
from juluo.report.value import Value, value_of

GROUP_WORDS = {
    "members": "成员",
    "activity": "活跃",
    "replies": "回应",
    "content": "内容",
    "order": "秩序",
    "events": "活动",
    "feedback": "反馈",
}
_UNITS = {
    Unit.PEOPLE: "人",
    Unit.MESSAGES: "条",
    Unit.QUESTIONS: "个提问",
    Unit.SHARE: "占比",
    Unit.MINUTES: "时间",
    Unit.THREADS: "个话题",
    Unit.CASES: "件",
    Unit.NUMBER: "数",
    Unit.TABLE: "表",
}


def by_title(metrics: Iterable[Metric], lang: str) -> list[Metric]:
    """As a reader looks for them: Chinese titles by their sounds, which is how GB 2312 has its common characters."""
    if lang == "zh":
        return sorted(metrics, key=lambda one: one.title.encode("gb18030"))
    return sorted(metrics, key=lambda one: one.title_en.casefold())


@dataclass(frozen=True, slots=True)
class Listed:
    """One metric of the catalogue. Without `value` it hasn't been asked; `lacking` says why there can't be one."""

    metric: str
    title: str
    meaning: str
    unit: str
    value: Value | None
    lacking: str
    table: bool


def listed(scene: Scene, group: str, *, asked: bool) -> tuple[Listed, ...]:
    """A group's metrics for the scene's day; `asked`: with their values."""
    return tuple(_one(scene, metric, asked=asked) for metric in grouped()[group])


def _one(scene: Scene, metric: Metric, *, asked: bool) -> Listed:
    coverage = scene.view.coverage
    # Before the first import nothing lacks in particular.
    lacking = unseen(metric, coverage.sights) if coverage.last is not None else ()
    known = asked and not lacking and coverage.overlaps(Period(scene.period.first, scene.period.last))
    return Listed(
        metric.name,
        metric.title if scene.lang == "zh" else metric.title_en,
        definition(metric, scene.lang)["meaning"],
        scene.say(_UNITS[metric.unit]),
        value_of(scene, judged(scene, metric)) if known else None,
        lacking_words(lacking, scene.say) if lacking else "",
        metric.unit is Unit.TABLE,
    )
