"""A kept segment as part of what a metric is asked: who is in on the day that is shown, asked of the ledger anew."""

from dataclasses import dataclass, replace
from datetime import date

from juluo.desk.segments.facts import SegmentFacts, kept_segment, kept_segments
from juluo.insights.segments.membership import Members, members
from juluo.insights.segments.rule import Rule
from juluo.ledger.segment import Segment
from juluo.metrics.cuts import refused
from juluo.metrics.metric import metrics
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.metrics.asked import Ask
from juluo.web.segments.shown import readable
from juluo.wording.numbers import short_date, whole


@dataclass(frozen=True, slots=True)
class Group:
    """A kept segment and its rule; without a rule, `wrong` says why nothing can be asked of it."""

    name: str = ""
    rule: Rule | None = None
    wrong: str = ""


def choosable(visit: Visit) -> tuple[SegmentFacts, ...]:
    """The segments that a colleague may choose: none for whoever may not see who the members are."""
    return kept_segments(visit.community, visit.who.id) if visit.may(May.SEE_MEMBERS) else ()


def group_asked(visit: Visit, ask: Ask) -> Group | None:
    """The segment that the address names; None where it names none."""
    if ask.group is None:
        return None
    if not visit.may(May.SEE_MEMBERS):
        return Group(wrong="按分群看，要能看成员的角色。")
    one = kept_segment(visit.community, visit.who.id, ask.group)
    if one is None:
        return Group(wrong="这个分群已经不在了，或者没有给同事看。")
    rule = readable(one.rule)
    return Group(one.name, rule, "" if rule else "这个分群的规则读不懂了，先去“成员 › 分群”里改好。")


def groups_refused(name: str) -> str:
    """Why a metric can be asked of no segment, as a sentence to translate; empty where it can."""
    return refused(metrics()[name], Segment(accounts=()))


def refused_of(ask: Ask, group: Group | None) -> str:
    """Why the page can't be asked of what was chosen, as a sentence to translate; empty where it can."""
    nobody = replace(ask.segment, accounts=()) if group is not None and group.rule is not None else ask.segment
    return (group.wrong if group is not None else "") or refused(metrics()[ask.metric], nobody)


def segment_of(visit: Visit, view: View, ask: Ask, group: Group | None) -> tuple[Segment, str]:
    """All that the address asks for as one segment, and what to know of the group in it."""
    known = last_whole_day(view)
    if group is None or group.rule is None or known is None:
        return ask.segment, ""
    found = members(view, group.rule, [min(ask.last or known, known)])[0]
    called = visit.say(
        "分群“{name}”，{day}符合规则的{n}人",
        name=group.name,
        day=_day(visit, found.day),
        n=whole(len(found.inside)),
    )
    return replace(ask.segment, accounts=tuple(found.inside), called=called), _note(visit, found)


def _day(visit: Visit, day: date) -> str:
    return short_date(day, visit.lang)


def _note(visit: Visit, found: Members) -> str:
    say = visit.say
    told = say("整条线看的都是这一批人：照近来的样子挑出来的，和之前比天然有高低，所以不判断变没变。")
    if found.unknown:
        told = say("{told}还有{n}人不知道在不在里面，没有算。", told=told, n=whole(len(found.unknown)))
    return told
