"""juluo community, juluo count: what the operator states by hand."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from juluo.cli.home import Home, Json, Slug, day_of, fail, known, opened, tell, words
from juluo.intake.operator import state_count, state_profile
from juluo.wording.printable import as_json


def community(
    slug: Slug,
    home: Home = None,
    name: Annotated[str | None, typer.Option(help="社群的名字｜name")] = None,
    positioning: Annotated[str | None, typer.Option(help="定位｜positioning")] = None,
    audience: Annotated[str | None, typer.Option(help="服务谁｜audience")] = None,
    direction: Annotated[str | None, typer.Option(help="运营方向｜direction")] = None,
    operator: Annotated[str | None, typer.Option(help="值班的人｜operator on duty")] = None,
    json_: Json = False,
) -> None:
    """写下社群的资料，日报第一节用。｜The community's profile, for section 1 of the report."""
    fields = {
        "name": name,
        "positioning": positioning,
        "audience": audience,
        "direction": direction,
        "operator": operator,
    }
    told = {field: words_ for field, words_ in fields.items() if words_}
    if not told:
        fail(words()("没有要写的：请给出 --name、--positioning、--audience、--direction 或 --operator。"))
    with opened(home) as store:
        number = state_profile(store, known(store, slug), told, datetime.now(UTC))
    tell(as_json({"import": number, **told}) if json_ else words()("记下了（#{no}）。", no=number))


def count(
    slug: Slug,
    date: Annotated[str, typer.Option(help="哪一天｜which day")],
    members: Annotated[int | None, typer.Option(min=0, help="当天结束时的成员数｜members at the day's end")] = None,
    joined: Annotated[int | None, typer.Option(min=0, help="当天进来的｜who came")] = None,
    left: Annotated[int | None, typer.Option(min=0, help="当天离开的｜who left")] = None,
    home: Home = None,
    json_: Json = False,
) -> None:
    """报成员数：导出里看不到的，由人来报，日报里会写明。｜State member counts that exports don't show."""
    told = {"members": members, "joined": joined, "left": left}
    counts = {name: number for name, number in told.items() if number is not None}
    if not counts:
        fail(words()("没有要报的：请给出 --members、--joined 或 --left。"))
    with opened(home) as store:
        number = state_count(store, known(store, slug), day_of(date), counts)
    tell(as_json({"import": number, "date": date, **counts}) if json_ else words()("记下了（#{no}）。", no=number))
