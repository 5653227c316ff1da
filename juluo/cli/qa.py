"""juluo qa: the question sessions of a community, in numbers."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, language, opened, tell, viewed
from juluo.desk.qa.values import PHASE_WORDS, Counts, SessionFacts
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json, on_one_line

_Sessions = tuple[tuple[SessionFacts, Counts], ...]


def qa(
    slug: Slug,
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """开过哪几场问答：几个问题、几个等放行、答了几个，只有数。｜Question sessions, in numbers."""
    spoken, now = language(lang), datetime.now(UTC)
    with opened(home) as store, viewed(store, slug):
        ready = desk_ready(store.home)
    found = _kept(slug) if ready else ()
    if json_:
        tell(as_json([_facts(one, n, now) for one, n in found]))
        return
    say = speaker(spoken)
    for one, n in found:
        counts = say("{n}个问题，答了{done}个", n=whole(n.shown), done=whole(n.answered))
        waits = say("等放行{n}个", n=whole(n.waiting))
        tell(on_one_line(f"{one.plan.title}  {say(PHASE_WORDS[one.phase(now)])}  {counts}  {waits}  ({one.slug})"))
    if not found:
        tell(say("还没有问答：在网页的“活动 › 问答”里开一场。"))


def _kept(slug: str) -> _Sessions:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.qa.facts import counts, sessions  # noqa: PLC0415 - the same

    try:
        found = sessions(slug)
        of = counts([one.id for one in found])
        return tuple((one, of.get(one.id, Counts())) for one in found)
    finally:
        connections.close_all()


def _facts(one: SessionFacts, n: Counts, now: datetime) -> dict[str, object]:
    opens, closes = one.plan.opens_at, one.plan.closes_at
    return {
        "session": one.slug,
        "title": one.plan.title,
        "event": one.plan.event or None,
        "phase": str(one.phase(now)),
        "opens": opens and opens.astimezone(UTC).isoformat(),
        "closes": closes and closes.astimezone(UTC).isoformat(),
        "questions": n.shown,
        "waiting": n.waiting,
        "answered": n.answered,
        "people": n.people,
    }
