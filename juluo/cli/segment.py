"""juluo segment: who meets a rule, and the segments that the team shares."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from juluo.cli.groups import Kept, read_rule, shared_in, shared_named
from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole_day, opened, tell, viewed
from juluo.cli.known_then import Known
from juluo.insights.segments.preview import Course, Flow, Person, course, people
from juluo.insights.segments.printing import written
from juluo.insights.segments.rule import Rule
from juluo.insights.segments.words import share_words, size_words
from juluo.store.view import View
from juluo.wording.catalogue import Say, capital, speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.printable import as_json


class Deed(StrEnum):
    """What is asked for."""

    LIST = "list"
    SHOW = "show"
    PREVIEW = "preview"


# So many names on a terminal; JSON has them all.
_MOST = 50


def segment(
    slug: Slug,
    deed: Annotated[
        Deed,
        typer.Argument(
            help="list 团队共用的分群；show 一个分群里是谁；preview 试一条规则｜shared segments; one; try a rule"
        ),
    ],
    told: Annotated[
        str, typer.Argument(metavar="[名字｜规则 name|rule]", help="分群的名字，或者一条规则｜a name, or a rule")
    ] = "",
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="到哪天（默认最后整天） ｜up to which day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """谁符合一条规则：近14天活跃 ≥ 3 天 且 在 #求助 提过问。｜Who meets a rule: active >= 3 of 14 days and asked."""
    spoken = language(lang)
    with opened(home) as store:
        kept = () if deed is Deed.PREVIEW else shared_in(store.home, slug)
        with viewed(store, slug, as_of) as view:
            day = day_of(date) if date else last_whole_day(view)
            channels = [one.name for one in view.channels_used]
            if deed is Deed.LIST:
                found = [(one, course(view, read_rule(one.rule), day)) for one in kept]
                _list(found, spoken, json_=json_)
                return
            one = Kept(0, "", told) if deed is Deed.PREVIEW else shared_named(kept, told)
            rule = read_rule(one.rule, channels if deed is Deed.PREVIEW else None)
            _show(view, one, rule, course(view, rule, day), spoken, json_=json_)


def _list(found: list[tuple[Kept, Course]], lang: str, *, json_: bool) -> None:
    if json_:
        tell(
            as_json([{"id": one.number, "name": one.name, **_facts(told, read_rule(one.rule))} for one, told in found])
        )
        return
    say = speaker(lang)
    if not found:
        tell(say("没有给同事看的分群：在网页“成员 › 分群”里存一个。"))
        return
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    named = ("名字", "人数", "未知", "和昨天比", "和一周前比", "规则")
    head = tuple(capital(say(word)) for word in named)
    rows = [
        [
            one.name,
            size_words(told.preview.size, say),
            whole(told.preview.unknown),
            _moved(told, 1, say),
            _moved(told, 7, say),
            written(read_rule(one.rule), lang),
        ]
        for one, told in found
    ]
    show_table(capital(say("分群")), head, rows, frozenset({0, 5}))


def _flow(told: Course, back: int) -> Flow | None:
    if told.preview.size is None:
        return None
    return next((one for one in told.flows if (told.preview.day - one.since).days == back), None)


def _moved(told: Course, back: int, say: Say) -> str:
    flow = _flow(told, back)
    return say("未知") if flow is None else f"+{len(flow.came)} −{len(flow.went)}"


def _show(view: View, one: Kept, rule: Rule, told: Course, lang: str, *, json_: bool) -> None:
    if json_:
        inside = [_person(person) for person in people(view, told.inside)]
        tell(
            as_json(
                {
                    **({"id": one.number, "name": one.name} if one.number else {}),
                    **_facts(told, rule),
                    "people": inside,
                }
            )
        )
        return
    say, shown = speaker(lang), told.preview
    for line in filter(None, (one.name, written(rule, lang))):
        tell(line)
    day = short_date(shown.day, lang)
    tell(say("{day}：{n}人，记录里的{among}人中。", day=day, n=size_words(shown.size, say), among=whole(shown.among)))
    tell(share_words(shown, say))
    for untold in shown.untold:
        reason = untold.reason.words(lang)
        tell(
            say(
                "{n}人未知：{condition}，{reason}",
                n=whole(untold.n),
                condition=written(Rule(untold.condition), lang),
                reason=reason,
            )
        )
    tell(say("和昨天比 {day}，和一周前比 {week}", day=_moved(told, 1, say), week=_moved(told, 7, say)))
    names = [person.name for person in people(view, told.inside[:_MOST])]
    if names:
        tell(say("、").join(names) + (say("……") if len(told.inside) > _MOST else ""))


def _facts(told: Course, rule: Rule) -> dict[str, Any]:
    shown = told.preview
    return {
        "rule": written(rule),
        "rule_en": written(rule, "en"),
        "date": shown.day.isoformat(),
        "n": shown.size,
        "unknown": shown.unknown,
        "among": shown.among,
        "unknown_by": [
            {"condition": written(Rule(one.condition), "en"), "n": one.n, "reason": one.reason.words("en")}
            for one in shown.untold
        ],
        "estimated": shown.estimated,
        "active": {
            "hits": shown.active_inside,
            "unknown": shown.active_unknown,
            "n": shown.active,
            "interval": shown.interval and [shown.interval.low, shown.interval.high],
        },
        "sizes": [{"date": one.day.isoformat(), "n": one.n, "unknown": one.unknown} for one in told.sizes],
        "flows": [_flow_facts(one) for one in told.flows],
    }


def _flow_facts(flow: Flow) -> Mapping[str, Any]:
    return {
        "since": flow.since.isoformat(),
        "came": list(flow.came),
        "went": list(flow.went),
        "unclear": flow.unclear,
    }


def _person(person: Person) -> Mapping[str, Any]:
    return {"person": person.code, "name": person.name}
