"""juluo draws: the draws that the desk keeps, and one of them, by pseudonyms alone."""

from datetime import UTC
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, fail, language, opened, tell, viewed
from juluo.desk.draws.values import STATE_WORDS, DrawFacts, PickFacts
from juluo.ledger.period import zone_named
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.printable import as_json, on_one_line

Kept = tuple[tuple[DrawFacts, tuple[PickFacts, ...]], ...]


def draws(
    slug: Slug,
    draw: Annotated[str, typer.Argument(help="抽奖的编号｜which draw", show_default=False)] = "",
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """办过哪些抽奖，一次抽奖封了什么、谁中奖：只有代号，没有名字。｜Draws, and what one sealed and drew."""
    spoken = language(lang)
    say = speaker(spoken)
    with opened(home) as store, viewed(store, slug) as view:
        zone, ready = zone_named(view.calendar.zone), desk_ready(store.home)
    found = tuple(one for one in (_kept(slug) if ready else ()) if draw in {"", one[0].slug})
    if draw and not found:
        fail(say("没有这次抽奖：{slug}。", slug=draw))
    if json_:
        tell(as_json([_facts(one, came) for one, came in found]))
        return
    for one, came in found:
        day = short_date((one.drawn_at or one.plan.closes).astimezone(zone).date(), spoken)
        line = f"{day}  {one.plan.title}  {say(STATE_WORDS[one.state])}  {_size(one, say)}  ({one.slug})"
        tell(on_one_line(line))
        if draw:
            _show(one, came, say)
    if not found:
        tell(say("还没有抽奖：在网页的“活动 › 抽奖”里办一次。"))


def _size(one: DrawFacts, say: Say) -> str:
    if not one.is_sealed:
        return say("还没封名单，抽{winners}位", winners=whole(one.plan.winners))
    return say("{n}人在名单里，抽{winners}位", n=whole(one.entrants), winners=whole(one.plan.winners))


def _show(one: DrawFacts, came: tuple[PickFacts, ...], say: Say) -> None:
    if one.is_sealed:
        tell(say("封签：{seal}", seal=one.seal))
        tell(say("种子的承诺：{promise}", promise=one.promise))
    if one.early:
        tell(on_one_line(say("名单提前封存了：{why}", why=one.early)))
    if one.plan.source:
        tell(on_one_line(say("公开数用：{source}", source=one.plan.source)))
    if one.value:
        tell(on_one_line(say("填的是 {value}", value=one.value)))
    for pick in came:
        over = say("换下，没有中奖：{tag}，理由是：{reason}", tag=pick.tag, reason=on_one_line(pick.why))
        tell(over if pick.why else say("中奖：{tag}", tag=pick.tag))


def _kept(slug: str) -> Kept:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.draws.facts import draws as kept  # noqa: PLC0415 - the same
    from juluo.desk.draws.facts import picks  # noqa: PLC0415 - the same

    try:
        return tuple((one, picks(slug, one.slug)) for one in kept(slug))
    finally:
        connections.close_all()


def _facts(one: DrawFacts, came: tuple[PickFacts, ...]) -> dict[str, object]:
    return {
        "draw": one.slug,
        "title": one.plan.title,
        "prize": one.plan.prize,
        "state": str(one.state),
        "closes": one.plan.closes.astimezone(UTC).isoformat(),
        "early": one.early,
        "winners": one.plan.winners,
        "mode": str(one.plan.mode),
        "source": one.plan.source,
        "entrants": one.entrants if one.is_sealed else None,
        "left_out": dict(one.left_out),
        "seal": one.seal,
        "promise": one.promise,
        "value": one.value,
        "secret": one.secret,
        "picks": [{"tag": pick.tag, "passed_over": pick.why} for pick in came],
    }
