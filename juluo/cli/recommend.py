"""juluo recommend: what a member may like to take part in, and why."""

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - the option is called date
from pathlib import Path
from typing import Annotated, Any

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.groups import Kept, group_told, shared_in
from juluo.cli.home import Home, Json, Slug, day_of, fail, language, last_whole_day, opened, tell, viewed, words
from juluo.cli.known_then import Known
from juluo.cli.ledger import person_of
from juluo.insights.recommend.gatherings import Invitation
from juluo.insights.recommend.gatherings_tried import events_tried
from juluo.insights.recommend.hindsight import Tried, tried
from juluo.insights.recommend.recommending import Recommended, Suggestion, recommended
from juluo.insights.recommend.words import (
    events_tried_words,
    invitation_words,
    none_words,
    starts_words,
    tried_words,
    unwanted_words,
    why_words,
)
from juluo.insights.segments.membership import members as inside_on
from juluo.store.view import View
from juluo.wording.catalogue import Say, capital, speaker
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json


def recommend(
    slug: Slug,
    members: Annotated[
        list[str] | None, typer.Argument(help="账号编号，或 平台:编号，或名字｜account id, platform:id, or name")
    ] = None,
    segment: Annotated[
        str | None, typer.Option(help="给一个分群：名字、编号或规则 ｜for a segment: its name, number or a rule")
    ] = None,
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="到哪天（默认最后整天） ｜up to which day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """给成员或一个分群推荐话题和活动，写明为什么、准不准。｜Threads and events for members or a segment."""
    spoken = language(lang)
    if not members and segment is None:
        fail(words()("给谁推荐？写成员，或者 --segment 加分群的名字。"))
    with opened(home) as store, viewed(store, slug, as_of) as view:
        day = day_of(date) if date else last_whole_day(view)
        met = [one.code for told in members or () for one in person_of(store, slug, told)]
        people = list(dict.fromkeys(view.persons.of(code) for code in met))
        if segment is not None:
            people += _inside(view, segment, shared_in(store.home, slug), day, people)
        out = frozenset(view.persons.of(code) for code in _opted_out(store.home, slug))
        group = None if segment is None else frozenset(people)
        found, past = recommended(view, day, people, out), tried(view, day, without=out, group=group)
        chosen = events_tried(view, day, out) if found.events else None
    if json_:
        tell(as_json(_facts(found, past, chosen)))
        return
    _tell(found, past, chosen, spoken)


def _inside(view: View, told: str, kept: Sequence[Kept], day: Day, there: Sequence[int]) -> list[int]:
    """The members of a segment who weren't named themselves."""
    _, rule = group_told(view, kept, told)
    return [code for code in inside_on(view, rule, [day])[0].inside if code not in there]


def _tell(found: Recommended, past: Tried | None, chosen: Tried | None, lang: str) -> None:
    say = speaker(lang)
    if found.found:
        _show(found.found, say)
    else:
        tell(none_words(found, say))
    for sentence in filter(None, (unwanted_words(found, say), *tried_words(past, say))):
        tell(sentence)
    if found.events:
        _show_events(found.events, say, lang)
        tell(events_tried_words(chosen, say))


def _opted_out(home: Path, slug: str) -> Sequence[int]:
    """Who wants no recommendations, by the desk's records; nobody where there is no desk."""
    if not desk_ready(home):
        return ()
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.cooperations.facts import opted_out  # noqa: PLC0415 - the same

    try:
        return sorted(opted_out(slug))
    finally:
        connections.close_all()


def _show(found: Sequence[Suggestion], say: Say) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    head = tuple(capital(say(word)) for word in ("话题", "频道", "近两周几个人", "最近一次", "为什么"))
    rows = [
        [one.title, one.channel_name, whole(one.people), one.last.isoformat(), why_words(one, say)] for one in found
    ]
    show_table(capital(say("推荐")), head, rows, frozenset({0, 1, 4}))


def _show_events(found: Sequence[Invitation], say: Say, lang: str) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    head = tuple(capital(say(word)) for word in ("活动", "哪天", "已报名", "为什么"))
    rows = [
        [one.title or one.event, starts_words(one, say, lang), whole(one.signed_up), invitation_words(one, say)]
        for one in found
    ]
    show_table(capital(say("活动")), head, rows, frozenset({0, 1, 3}))


def _facts(found: Recommended, past: Tried | None, chosen: Tried | None) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "people": found.people,
        "found": [
            {
                "item": one.item,
                "title": one.title,
                "channel": one.channel_name,
                "why": str(one.why),
                "about": one.about,
                "people": one.people,
                "last": one.last.isoformat(),
                "for": one.for_,
            }
            for one in found.found
        ],
        "events": [
            {
                "event": one.event,
                "title": one.title,
                "starts": one.starts and one.starts.isoformat(),
                "why": str(one.why),
                "about": one.about,
                "signed_up": one.signed_up,
                "for": one.for_,
            }
            for one in found.events
        ],
        "unwanted": found.unwanted,
        "reason": found.reason or None,
        "tried": past and _tried_facts(past),
        "events_tried": chosen and _tried_facts(chosen),
    }


def _tried_facts(past: Tried) -> dict[str, Any]:
    return {
        "cases": past.cases,
        "people": past.people,
        "weeks": past.weeks,
        "hits": past.hits,
        "rivals": dict(past.rivals),
        "ahead": {name: [more, [gap.low, gap.high]] for name, (more, gap) in past.ahead.items()},
    }
