"""juluo recommend: what a member may like to take part in, and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole_day, opened, tell, viewed
from juluo.cli.known_then import Known
from juluo.cli.ledger import person_of
from juluo.insights.recommend.hindsight import Tried, tried
from juluo.insights.recommend.recommending import Recommended, Suggestion, recommended
from juluo.insights.recommend.words import none_words, tried_words, why_words
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json


def recommend(
    slug: Slug,
    members: Annotated[
        list[str], typer.Argument(help="账号编号，或 平台:编号，或名字｜account id, platform:id, or name")
    ],
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="到哪天（默认最后整天） ｜up to which day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """给一位（或几位）成员推荐话题，写明为什么、准不准。｜Threads for a member, with reasons and a hit rate."""
    say = speaker(language(lang))
    with opened(home) as store, viewed(store, slug, as_of) as view:
        day = day_of(date) if date else last_whole_day(view)
        met = [one.code for told in members for one in person_of(store, slug, told)]
        people = list(dict.fromkeys(view.persons.of(code) for code in met))
        out = frozenset(view.persons.of(code) for code in _opted_out(store.home, slug))
        found, past = recommended(view, day, people, out), tried(view, day, without=out)
    if json_:
        tell(as_json(_facts(found, past)))
        return
    if found.found:
        _show(found.found, say)
    else:
        tell(none_words(found, say))
    for sentence in tried_words(past, say):
        tell(sentence)


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

    head = tuple(say(word) for word in ("话题", "频道", "近两周几个人", "最近一次", "为什么"))
    rows = [
        [one.title, one.channel_name, whole(one.people), one.last.isoformat(), why_words(one, say)] for one in found
    ]
    show_table(say("推荐"), head, rows, frozenset({0, 1, 4}))


def _facts(found: Recommended, past: Tried | None) -> dict[str, Any]:
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
            }
            for one in found.found
        ],
        "reason": found.reason or None,
        "tried": past
        and {
            "cases": past.cases,
            "people": past.people,
            "weeks": past.weeks,
            "hits": past.hits,
            "rivals": dict(past.rivals),
            "ahead": {name: [more, [gap.low, gap.high]] for name, (more, gap) in past.ahead.items()},
        },
    }
