"""What is run in a tab of its own and belongs to an event: its draws, its questions, its check-ins."""

from juluo.desk.draws.facts import draws
from juluo.desk.events.values import EventFacts, Form
from juluo.desk.qa.facts import sessions_of
from juluo.desk.streaks.facts import programmes
from juluo.shell.visit import Visit

# For each form that has a tab: where it begins, why there, and what the way there is called.
_TABS = {
    Form.DRAW: ("draws", "名单、封存和开奖在“抽奖”里办，谁都能验。", "办这场的抽奖"),
    Form.QA: ("qa", "收问题、当场答和公布在“问答”里办。", "开这场的问答"),
    Form.CHECKIN: ("streaks", "谁打了、连着几天、怎么补在“打卡”里记。", "开这场的打卡"),
}


def belonging(visit: Visit, one: EventFacts) -> tuple[tuple[str, str], ...]:
    """Where each of them is, and in words."""
    at, say = f"/desk/{visit.community}", visit.say
    return (
        *(
            (f"{at}/draws/{draw.slug}", say("去这场的抽奖：{title}", title=draw.plan.title))
            for draw in draws(visit.community)
            if draw.plan.event == one.slug
        ),
        *(
            (f"{at}/qa/{session.slug}", say("去这场的问答：{title}", title=session.plan.title))
            for session in sessions_of(visit.community, one.slug)
        ),
        *(
            (f"{at}/streaks/{programme.slug}", say("去这场的打卡：{title}", title=programme.plan.title))
            for programme in programmes(visit.community)
            if programme.plan.event == one.slug
        ),
    )


def beginning(visit: Visit, form: Form) -> tuple[str, str, str] | None:
    """Why an event of this form has a part elsewhere, the address where that begins, and the way there in words."""
    if form not in _TABS:
        return None
    tab, why, words = _TABS[form]
    return visit.say(why), f"/desk/{visit.community}/{tab}/new", visit.say(words)
