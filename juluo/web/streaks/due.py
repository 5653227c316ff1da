"""What of check-ins waits today: programmes in which people broke off yesterday whom one word may bring back."""

from collections.abc import Iterator
from datetime import timedelta

from juluo.desk.streaks.facts import programmes, records
from juluo.desk.streaks.standings import broke, standings
from juluo.desk.streaks.values import ProgrammeFacts, moment
from juluo.ledger.period import Period
from juluo.shell.persons import persons_of
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.web.reports.composed import here
from juluo.web.seen import seen

_A_DAY = timedelta(days=1)


def streaks_due(visit: Visit) -> tuple[Waits, ...]:
    """A line a programme; none where the group's records don't reach over the day: they may have come there."""
    calendar = here(visit).calendar
    today = calendar.day_of(visit.scene.now)
    return tuple(line for one in programmes(visit.community) if one.is_on(today) for line in _broke(visit, one))


def _broke(visit: Visit, one: ProgrammeFacts) -> Iterator[Waits]:
    calendar, community = here(visit).calendar, visit.community
    at = moment(calendar, one.plan.grace, visit.scene.now)
    over = at.open_since - _A_DAY
    if not one.rules.is_due(over) or (one.plan.words and not _heard(community, Period(over, over))):
        return
    missed = broke(one.rules, standings(one.rules, records(one.id, persons_of(community)), at), at)
    if missed:
        told = "打卡“{title}”：{n}人刚断了，最长的连过{days}天，问一声"
        words = visit.say(told, title=one.plan.title, n=len(missed), days=missed[0].streak.before)
        yield Waits(
            words, visit.say("{n}天内能补", n=one.plan.within) if one.plan.repairs else "", f"streaks/{one.slug}#broke"
        )


def _heard(community: str, period: Period) -> bool:
    return seen(community, ("complete", period), lambda view: view.complete(period))
