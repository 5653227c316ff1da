"""What part of those who signed up came."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import Event, behind, held
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(period, found) for period, found in zip(periods, held(view, periods), strict=True)]


def _measured(period: Period, found: Sequence[Event]) -> Measured:
    closed = [event for event in found if event.closed]
    if not closed:
        return Measured(reason="活动还没结束" if found else "这段时间没有办活动", n=0, hits=0)
    places = sum(len(event.signed_up) for event in closed)
    taken = sum(len(event.signed_up & event.came) for event in closed)
    walked_in = sum(len(event.came - event.signed_up) for event in closed)
    parts = {
        "events": float(len(closed)),
        "came": float(taken + walked_in),
        "walked_in": float(walked_in),
        "no_shows": float(places - taken),
        "no_show_share": (places - taken) / places if places else None,
    }
    evidence = behind(period, closed)
    if not places:
        return Measured(reason="这些活动没有人报名", n=0, hits=0, parts=parts, evidence=evidence)
    return Measured(taken / places, places, taken, wilson(taken, places), parts, evidence=evidence)


METRIC = Metric(
    name="event_attendance",
    title="活动到场率",
    title_en="Event attendance",
    meaning="这段时间结束的活动，报了名的人里来了多少；没来的就是爽约，没报名就来的另数。",
    meaning_en="Of those who signed up for the period's finished events, the share that came; the others are no-shows,"
    " and whoever came without signing up is counted apart.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.EVENT_SIGNED_UP, Kind.EVENT_ATTENDED, Kind.EVENT_CLOSED}),
    needs=(frozenset({Sight.EVENTS}),),
    source="来了的除以报了名的（CHAOSS，Metrics for OSS Event Organizers）；Wilson 区间。",
    source_en="Attended over registered (CHAOSS, Metrics for OSS Event Organizers); Wilson's interval.",
    parts={
        "events": Name("办完几场", "Events finished"),
        "came": Name("来了几人", "Came"),
        "walked_in": Name("没报名就来的", "Came without signing up"),
        "no_shows": Name("报了名没来的", "No-shows"),
        "no_show_share": Name("没来的占报名的", "No-shows of those signed up", Shape.SHARE),
    },
    trial=Trial.SHARE,
    measure=measure,
    edges="活动结束（签到名单齐了）才算。几场活动按人次合起来算，一个人爽约两场算两次。没有报名的活动没有到场率。"
    "工作人员不算。",
    edges_en="Only closed events, whose list of who came is whole. Several events are added up by places: whoever"
    " missed two missed twice. An event nobody signed up for has no attendance rate. Staff don't count.",
)
