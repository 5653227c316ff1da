"""What the desk shows of a survey beside its records: conditions in words, who can be asked, text for the group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from juluo.desk.events.facts import events
from juluo.desk.segments.facts import shared_segments
from juluo.desk.surveys.acts import scaled
from juluo.desk.surveys.drawing import allocated
from juluo.desk.surveys.values import (
    ALLOCATION_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    STRATUM_WORDS,
    Allocation,
    Audience,
    Compare,
    Condition,
    Form,
    Question,
    Survey,
)
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import portal
from juluo.shell.visit import Visit
from juluo.web.events.shown import clock
from juluo.web.local_time import zone_of
from juluo.web.members.everybody import everybody
from juluo.web.pages.events import today_of
from juluo.web.surveys.takers import strata_of
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import whole

AUDIENCE_WORDS: Mapping[Audience, str] = {
    Audience.LINK: "不抽人：群里谁点开链接谁答",
    Audience.EVERYONE: "所有成员（近90天来过的）",
    Audience.SEGMENT: "一个分群",
    Audience.EVENT: "来过一场活动的人",
}
COMPARE_WORDS: Mapping[Compare, str] = {
    Compare.IS: "正好是",
    Compare.IS_NOT: "不是",
    Compare.AT_LEAST: "至少",
    Compare.AT_MOST: "至多",
    Compare.INCLUDES: "选了",
    Compare.ANSWERED: "答了",
}
# One msgid each: a sentence isn't glued.
_SHOWN: Mapping[Compare, str] = {
    Compare.IS: "第{n}题答“{value}”才问",
    Compare.IS_NOT: "第{n}题答的不是“{value}”才问",
    Compare.AT_LEAST: "第{n}题打{value}分以上才问",
    Compare.AT_MOST: "第{n}题打{value}分以下才问",
    Compare.INCLUDES: "第{n}题选了“{value}”才问",
    Compare.ANSWERED: "第{n}题答了才问",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the list: its number, its condition in words, and whether its score goes to a metric."""

    number: int
    question: Question
    condition: str
    told: bool


def question_lines(visit: Visit, form: Form) -> tuple[Line, ...]:
    told = set(scaled(form).values())
    numbers = {one.key: n for n, one in enumerate(form.questions, 1)}
    return tuple(
        Line(
            numbers[one.key],
            one,
            _condition(visit, form, one.show_if, numbers) if one.show_if else "",
            one.key in told,
        )
        for one in form.questions
    )


def _condition(visit: Visit, form: Form, when: Condition, numbers: Mapping[str, int]) -> str:
    other = form.question(when.question)
    option = other.option(when.value) if other else None
    value = option.words.of(visit.lang) if option else when.value
    return visit.say(_SHOWN[when.test], n=numbers.get(when.question, 0), value=value)


def group_text(visit: Visit, one: Survey, lang: str) -> str:
    """What is pasted into the group, in one language, with the link; for who hasn't joined yet with the way in."""
    say, form = speaker(lang), one.form
    address = visit.request.build_absolute_uri(f"/c/{visit.community}/surveys/{one.slug}")
    lines = [say("【问卷】{title}", title=form.title.of(lang))]
    if form.intro:
        lines.append(form.intro.of(lang))
    lines.append(
        say("最多{n}个问题，匿名。", n=len(form.questions))
        if one.is_anonymous
        else say("最多{n}个问题，实名。", n=len(form.questions))
    )
    if one.closes_at is not None:
        lines.append(say("{when}截止。", when=clock(one.closes_at, zone_of(visit.community), lang)))
    lines.append(say("打开就能答：{address}", address=address))
    found = portal(visit.community)
    if found is not None and found.is_open and visit.may(May.KEEP_TASKS):
        join = visit.request.build_absolute_uri(f"/c/{visit.community}/join/{found.link}")
        lines.append(say("第一次来的先点这里：{address}", address=join))
    return "\n".join(lines)


def places_of(visit: Visit, one: Survey) -> dict[str, object]:
    """Among whom it can be asked: shared segments, and events that were held."""
    segments = [(kept.id, kept.name) for kept in shared_segments(visit.community)]
    held = [kept for kept in events(visit.community) if kept.came]
    return {
        "segments": segments,
        "held": [(kept.slug, kept.plan.title) for kept in reversed(held)],
        "segment_name": dict(segments).get(one.target.segment or -1, ""),
        "event_name": next((kept.plan.title for kept in held if kept.slug == one.target.event), ""),
        "portal_open": bool((found := portal(visit.community)) and found.is_open),
    }


@dataclass(frozen=True, slots=True)
class Share:
    """A stratum of an audience: how many there are, and how many would be drawn by each way of allocating."""

    name: str
    people: int
    drawn: Mapping[str, int]


def shares_of(visit: Visit, one: Survey) -> tuple[Share, ...]:
    """About how many of each stratum would be drawn now; who was asked lately is left out only when it goes out."""
    counts = strata_of(visit.community, one.target)
    size = one.target.size or sum(counts.values())
    found = {str(way): allocated(counts, size, way, "") for way in Allocation}
    return tuple(
        Share(visit.say(STRATUM_WORDS[name]), n, {way: drawn[name] for way, drawn in found.items()})
        for name, n in counts.items()
    )


def names_of(visit: Visit, people: Iterable[int]) -> dict[int, str]:
    """What members are called, for who may see them."""
    table = everybody(visit.community) if visit.may(May.SEE_MEMBERS) else None
    if table is None:
        return {}
    places = {person: table.place(person) for person in people}
    return {person: str(table.names[at]) for person, at in places.items() if at is not None}


def words_of(visit: Visit) -> dict[str, object]:
    """What the templates of surveys say things with."""
    say, zone, lang = visit.say, zone_of(visit.community), visit.lang
    return {
        "root": f"/desk/{visit.community}/surveys",
        "states": _said(say, STATE_WORDS),
        "audiences": _said(say, AUDIENCE_WORDS),
        "compares": _said(say, COMPARE_WORDS),
        "strata": _said(say, STRATUM_WORDS),
        "allocations": _said(say, ALLOCATION_WORDS),
        "kind_words": _said(say, KIND_WORDS),
        "clock": lambda moment: clock(moment, zone, lang),
        "today": today_of(visit),
        "whole": whole,
        "lang": lang,
    }


def _said(say: Say, words: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): say(one) for key, one in words.items()}
