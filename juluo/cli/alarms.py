"""juluo alarms: what was unusual in a day or in a range of days, and its likely cause."""

from typing import Annotated

import typer

from juluo.cli.asked import days_between
from juluo.cli.home import Home, Json, Slug, language, opened, tell, viewed
from juluo.insights.anomalies.alarms import alarms as alarms_of
from juluo.insights.anomalies.telling import facts
from juluo.ledger.period import Period
from juluo.wording.catalogue import in_a_row, speaker
from juluo.wording.numbers import short_date
from juluo.wording.printable import as_json, on_one_line


def alarms(
    slug: Slug,
    home: Home = None,
    from_: Annotated[str | None, typer.Option("--from", help="从哪天｜first day")] = None,
    to: Annotated[str | None, typer.Option("--to", help="到哪天｜last day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """哪天不寻常，多半是什么原因。｜What was unusual, and its likely cause."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug) as view:
        first, last = days_between(view, from_, to)
        covered = view.coverage.overlaps(Period(first, last))
        found = [facts(view, alarm, spoken) for alarm in alarms_of(view, Period(first, last))]
    if json_:
        tell(as_json({"from": first.isoformat(), "to": last.isoformat(), "covered": covered, "alarms": found}))
        return
    for one in found:
        told = in_a_row(spoken, str(one["what"]), str(one["why"]))
        tell(on_one_line(f"{one['date']}　{told}"))
    if not found:
        nothing = "{first}到{last}没有不寻常的。" if covered else "{first}到{last}没有导入任何记录。"
        days = {"first": short_date(first, spoken), "last": short_date(last, spoken)}
        tell(speaker(spoken)(nothing, **days))
