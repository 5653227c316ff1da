"""An event of a week on one square: measured where and when it was held, and told in the reports of its days."""

from datetime import UTC, datetime, timedelta

import pytest
from harbour import CAME, EAST, EVENING, WEEK

from juluo.desk.events.values import Form
from juluo.insights.effects.outcome import outcome
from juluo.insights.effects.past import effect_of_event
from juluo.insights.effects.where import Group
from juluo.ledger.period import Grain, Period
from juluo.metrics.events.held import events
from juluo.report.compose import composed
from juluo.report.daily import Heading, Pairs, ToWrite
from juluo.report.desk import Desk, ReflectionLine, with_desk
from juluo.report.event_effects import effect_blocks, own_evidence
from juluo.report.scene import Scene
from juluo.report.sections.plan import with_own
from juluo.store.view import View

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def told(view: View, day: Period, lang: str = "zh") -> list[tuple[str, str]]:
    """The lines about what events did, in a day's report."""
    blocks = effect_blocks(Scene(view, day, Grain.DAY, lang, NOW), events(view))
    return [(label, line[0].words) for block in blocks if isinstance(block, Pairs) for label, line in block.rows]


def on(day: int) -> Period:
    """A day, counted from the last one of the lanterns."""
    return Period(WEEK.last + timedelta(days=day), WEEK.last + timedelta(days=day))


def test_an_event_is_measured_on_all_its_days_where_it_was_held(harbour: View) -> None:
    lanterns = next(event for event in events(harbour) if event.name == "灯会")
    assert (lanterns.days, lanterns.day) == (WEEK, EVENING)
    east = frozenset(code for code, channel in harbour.channels.items() if channel.name == EAST)
    asked_for = outcome(harbour, WEEK, Group(east), came=range(CAME)).effect
    assert effect_of_event(harbour, lanterns) == asked_for


@pytest.mark.parametrize(("lang", "verdict"), [("zh", "明显上升"), ("en", "Clearly up")])
def test_the_last_day_of_an_event_tells_what_it_did(harbour: View, lang: str, verdict: str) -> None:
    (title, first), *more = told(harbour, on(0), lang)
    assert title == "灯会"
    assert verdict in first
    assert EAST in more[0][1], "who is counted: those where it was held"
    assert len(more) == 3
    assert told(harbour, on(-1), lang) == [], "it isn't over yet"


def test_what_was_left_is_looked_at_a_week_and_two_weeks_later(harbour: View) -> None:
    ((_, week),), ((_, two),) = told(harbour, on(7)), told(harbour, on(14))
    assert week.startswith("之后第7天：")
    assert two.startswith("之后第14天：")
    assert told(harbour, on(8)) == []


def test_the_report_holds_the_effect_and_what_was_thought_of_it(harbour: View) -> None:
    bare = composed(Scene(harbour, on(0), Grain.DAY, "zh", NOW))
    thought = ReflectionLine("灯会", "来的人多", "", "早点关门")
    section = next(one for one in with_desk(bare, Desk(reflections=(thought,))).sections if one.key == "events")
    assert Heading("活动有没有用") in section.blocks
    place = next(at for at, one in enumerate(section.blocks) if isinstance(one, ToWrite) and one.key == "reflection")
    before = section.blocks[place - 1]
    assert isinstance(before, Pairs)
    assert [(label, line[0].words) for label, line in before.rows] == [
        ("灯会，好在", "来的人多"),
        ("灯会，下次", "早点关门"),
    ]
    taken = Desk(written={"reflection": "来的人多；早点关门"}, reflections=(thought,))
    section = next(one for one in with_desk(bare, taken).sections if one.key == "events")
    assert not any(isinstance(one, Pairs) and one.rows[0][0].startswith("灯会，") for one in section.blocks)


def test_what_own_events_did_speaks_for_another_of_their_form(harbour: View) -> None:
    scene = Scene(harbour, on(1), Grain.DAY, "zh", NOW)
    evidence = own_evidence(scene, Form.TOPIC)
    assert evidence.startswith("话题讨论：3场合起来，活跃人数变化")
    assert own_evidence(scene, Form.QA) == "", "none of that form was held"
    before = "65人发言，上周一94人，明显下降。"
    assert with_own(scene, before, Form.TOPIC) == before + evidence
    assert with_own(scene, before, Form.QA) == before
