"""juluo streaks: the check-in programmes of a community and how many keep on, in numbers."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, language, opened, tell, viewed
from juluo.desk.streaks.standings import Standing, broke, standings, stayed, steps
from juluo.desk.streaks.values import Moment, ProgrammeFacts, moment
from juluo.ledger.period import Calendar
from juluo.ledger.persons import Persons
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import short_date, whole
from juluo.wording.printable import as_json, on_one_line

_Found = tuple[tuple[ProgrammeFacts, Moment, tuple[Standing, ...]], ...]


def streaks(
    slug: Slug,
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """有哪些打卡：多少人打过、今天几个、刚断了几个、还剩几成，只有人数。｜Check-in programmes, in numbers."""
    spoken, now = language(lang), datetime.now(UTC)
    with opened(home) as store, viewed(store, slug) as view:
        calendar, same, ready = view.calendar, view.persons, desk_ready(store.home)
    found = _kept(slug, calendar, same, now) if ready else ()
    if json_:
        tell(as_json([_facts(*one) for one in found]))
        return
    say = speaker(spoken)
    for one, at, rows in found:
        counts = say(
            "{people}人打过，今天{today}人，刚断了{broke}人",
            people=whole(len(rows)),
            today=whole(_today(at, rows)),
            broke=whole(len(broke(one.rules, rows, at))),
        )
        tell(on_one_line(f"{short_date(one.plan.first, spoken)}  {one.plan.title}  {counts}  ({one.slug})"))
    if not found:
        tell(say("还没有打卡：在网页的“活动 › 打卡”里开一个。"))


def _kept(slug: str, calendar: Calendar, same: Persons, now: datetime) -> _Found:
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.desk.streaks.facts import programmes, records  # noqa: PLC0415 - the same

    try:
        moments = [(one, moment(calendar, one.plan.grace, now)) for one in programmes(slug)]
        return tuple((one, at, standings(one.rules, records(one.id, same), at)) for one, at in moments)
    finally:
        connections.close_all()


def _today(at: Moment, rows: tuple[Standing, ...]) -> int:
    return sum(row.marks.get(at.today) == "done" for row in rows)


def _facts(one: ProgrammeFacts, at: Moment, rows: tuple[Standing, ...]) -> dict[str, object]:
    plan = one.plan
    return {
        "programme": one.slug,
        "title": plan.title,
        "first": plan.first.isoformat(),
        "last": plan.last and plan.last.isoformat(),
        "closed": one.closed_at is not None,
        "people": len(rows),
        "today": _today(at, rows),
        "broke": len(broke(one.rules, rows, at)),
        "in_a_row": [{"from": first, "to": last, "people": n} for first, last, n in steps(rows)],
        "stayed": [
            {
                "week": some.week,
                "n": some.n,
                "kept": some.kept,
                "share": some.share,
                "interval": [some.interval.low, some.interval.high] if some.interval else None,
            }
            for some in stayed(rows, at, plan.last)
        ],
    }
