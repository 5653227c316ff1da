"""Floods: one account that says most of everything, or accounts that are new and shout."""

from collections.abc import Mapping
from datetime import date

from juluo.ledger.kinds import ORIGINAL, Kind
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.counting import by_account
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.report.scene import Scene
from juluo.wording.numbers import percent, whole

# Fewer messages than these are no flood, however they are shared out.
_MUCH = 50
# Hardly anybody says so much on the day of their first words.
_LOUD = 20


def flood(scene: Scene) -> str:
    """The sentence that tells of a flood in the period; nothing if there was none."""
    return _newcomers(scene) or _one_account(scene)


def _one_account(scene: Scene) -> str:
    """One account that says a third of everything, and much of it."""
    said = by_account(scene.view, [scene.period], ORIGINAL)[0]
    total = sum(said.values())
    loudest = max(said, key=lambda account: (said[account], account), default=None)
    if loudest is None or said[loudest] < _MUCH or said[loudest] * 3 < total:
        return ""
    name = scene.named(scene.view.accounts([loudest]).get(loudest))
    share = percent(said[loudest] / total)
    return scene.say("{name}一个人发了{n}条，占{share}。", name=name, n=whole(said[loudest]), share=share)


def _newcomers(scene: Scene) -> str:
    """Accounts that shouted on the day of their first words: the worst day of the period."""
    if not can_tell_new(scene.view, scene.period):
        return ""
    days = [Period(day, day) for day in scene.period.days]
    said = by_account(scene.view, days, ORIGINAL)
    before = seen_before(scene.view, days)
    loud = {
        day.first: {account: n for account, n in now.items() if n >= _LOUD and account not in known}
        for day, now, known in zip(days, said, before, strict=True)
    }
    worst = max(loud, key=lambda day: (sum(loud[day].values()), day))
    if sum(loud[worst].values()) < _MUCH:
        return ""
    return _told(scene, worst, loud[worst], sum(said[scene.period.days.index(worst)].values()))


def _told(scene: Scene, day: date, loud: Mapping[int, int], total: int) -> str:
    n = sum(loud.values())
    when = scene.since(day) if scene.grain is not Grain.DAY else scene.period_name
    told = scene.say(
        "{day}，{accounts}个第一次开口的账号发了{n}条，占那天的{share}。",
        day=when,
        accounts=len(loud),
        n=whole(n),
        share=percent(n / total),
    )
    removed = EntryQuery(Period(day, scene.period.last), (Kind.KICK,), accounts=tuple(loud), people_only=False)
    gone = len({entry.account for entry in scene.view.lines(removed)})
    return scene.in_a_row(told, scene.say("其中{n}个已被移出。", n=gone) if gone else "")
