"""How many signed up for the period's events."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import Event, behind, held
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(period, found) for period, found in zip(periods, held(view, periods), strict=True)]


def _measured(period: Period, found: Sequence[Event]) -> Measured:
    if not found:
        return Measured(reason="这段时间没有办活动", n=0)
    people = len(frozenset[str]().union(*(event.signed_up for event in found)))
    parts = {"events": float(len(found)), "places": float(sum(len(event.signed_up) for event in found))}
    return Measured(float(people), people, interval=poisson(people), parts=parts, evidence=behind(period, found))


METRIC = Metric(
    name="event_registrations",
    title="活动报名人数",
    title_en="Signed up for events",
    meaning="这段时间办的活动，一共有多少人报了名；一个人报几场也只算一个人。",
    meaning_en="How many people signed up for the events held in the period; whoever signed up for several is one.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.EVENT_SIGNED_UP}),
    needs=(frozenset({Sight.EVENTS}),),
    source="报名的有几个不同的人（CHAOSS，App Ecosystem: Metrics for OSS Event Organizers）。",
    source_en="Distinct people signed up (CHAOSS, App Ecosystem: Metrics for OSS Event Organizers).",
    parts={
        "events": Name("办了几场", "Events held"),
        "places": Name("报名人次", "Places taken"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="按活动举办的那天算，不按报名的那天。工作人员报名不算。没有账号的按报名时的代号认人。没办活动是未知，不是0。"
    "一周里的活动不同，人数不可比，所以不检验变化。",
    edges_en="By the day the event is held, not by the day of signing up. Staff don't count. Without an account,"
    " people are told apart by the name the desk gave them. Without an event it is unknown, not 0. Events differ"
    " from week to week, so the change is not tested.",
)
