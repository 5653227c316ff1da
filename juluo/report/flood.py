"""The sentence that tells of a flood; what a flood is stands in the insights."""

from juluo.insights.anomalies.floods import Flood, worst
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.report.scene import Scene
from juluo.wording.numbers import percent, whole


def flood(scene: Scene) -> str:
    """The sentence that tells of the period's biggest flood; nothing if there was none."""
    found = worst(scene.view, scene.period)
    if found is None:
        return ""
    return _of_newcomers(scene, found) if found.new else _of_one(scene, found)


def _of_one(scene: Scene, found: Flood) -> str:
    (account,) = found.accounts
    name = scene.named(scene.view.accounts([account]).get(account))
    told = "{day}，{name}一个人发了{n}条，占那天的{share}。"
    return scene.say(told, day=_day(scene, found), name=name, n=whole(found.messages), share=percent(found.share))


def _of_newcomers(scene: Scene, found: Flood) -> str:
    told = scene.say(
        "{day}，{accounts}个第一次开口的账号发了{n}条，占那天的{share}。",
        day=_day(scene, found),
        accounts=len(found.accounts),
        n=whole(found.messages),
        share=percent(found.share),
    )
    since = Period(found.day, scene.period.last)
    removed = EntryQuery(since, (Kind.KICK,), accounts=found.accounts, people_only=False)
    gone = len({entry.account for entry in scene.view.lines(removed)})
    return scene.in_a_row(told, scene.say("其中{n}个已被移出。", n=gone) if gone else "")


def _day(scene: Scene, found: Flood) -> str:
    return scene.since(found.day) if scene.grain is not Grain.DAY else scene.period_name
