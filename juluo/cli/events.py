"""juluo events: what is planned and what was held, as the desk keeps it."""

from datetime import UTC
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, language, opened, tell, viewed
from juluo.desk.events.values import STATE_WORDS, EventFacts
from juluo.ledger.period import zone_named
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.printable import as_json, on_one_line

_MOST = 30


def events(
    slug: Slug,
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """计划了什么活动，办过什么：谁报名、谁到场、花了多少，只有人数。｜Events planned and held, in numbers."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug) as view:
        zone, ready = view.calendar.zone, desk_ready(store.home)
    found = _kept(slug) if ready else ()
    if json_:
        tell(as_json([_facts(one) for one in found]))
        return
    say = speaker(spoken)
    if len(found) > _MOST:
        tell(say("更早的{n}场没有列：加 --json 看全部。", n=len(found) - _MOST))
    for one in found[-_MOST:]:
        starts = one.plan.starts
        when = short_date(starts.astimezone(zone_named(zone)).date(), spoken) if starts else say("时间没定")
        counts = say(
            "报名{taken}，候补{waiting}，到场{came}", taken=whole(one.signed_up), waiting=one.waiting, came=one.came
        )
        tell(on_one_line(f"{when}  {one.plan.title}  {say(STATE_WORDS[one.state])}  {counts}  ({one.slug})"))
    if not found:
        tell(say("还没有活动：在网页的“活动”里计划一场。"))


def _kept(slug: str) -> tuple[EventFacts, ...]:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.events.facts import events as kept  # noqa: PLC0415 - the same

    try:
        return kept(slug)
    finally:
        connections.close_all()


def _facts(one: EventFacts) -> dict[str, object]:
    plan, goal = one.plan, one.plan.goal
    return {
        "event": one.slug,
        "title": plan.title,
        "form": str(plan.form),
        "state": str(one.state),
        "starts": plan.starts and plan.starts.astimezone(UTC).isoformat(),
        "ends": plan.ends and plan.ends.astimezone(UTC).isoformat(),
        "capacity": plan.capacity,
        "signed_up": one.signed_up,
        "waiting": one.waiting,
        "came": one.came,
        "walked_in": one.walked_in,
        "cost": None if one.cost is None else float(one.cost),
        "goal": goal and {"metric": goal.metric, "line": goal.line, "days": goal.days},
    }
