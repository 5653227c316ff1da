"""juluo metrics, juluo metric: the catalogue, and one metric over time."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from typing import Annotated, Any

import typer

from juluo.cli.asked import days_between, metric_named
from juluo.cli.groups import Kept, group_told, shared_in
from juluo.cli.home import Home, Json, Slug, fail, last_whole_day, listed, opened, tell, viewed, words
from juluo.cli.known_then import Counting, Known
from juluo.cli.readings import show_readings
from juluo.insights.segments.membership import members
from juluo.insights.segments.printing import written
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period, zone_named
from juluo.ledger.segment import Segment
from juluo.metrics.cuts import refused
from juluo.metrics.metric import Metric, metrics
from juluo.metrics.reading import Reading, read
from juluo.metrics.splitting import read_parts
from juluo.store.view import View
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json
from juluo.wording.state import state_words


def catalogue(json_: Json = False) -> None:
    """指标目录：每个数怎么算。｜The catalogue of metrics."""
    if json_:
        tell(as_json([_record(metric) for metric in metrics().values()]))
        return
    for metric in metrics().values():
        tell(f"{metric.name}　{metric.title}｜{metric.title_en}\n　　{metric.meaning}\n　　{metric.meaning_en}")


def _record(metric: Metric) -> dict[str, Any]:
    return {
        "metric": metric.name,
        "title": metric.title,
        "title_en": metric.title_en,
        "meaning": metric.meaning,
        "meaning_en": metric.meaning_en,
        "unit": str(metric.unit),
        "good": str(metric.good),
        "kinds": sorted(metric.kinds),
        "needs": [sorted(group) for group in metric.needs],
        "source": metric.source,
        "source_en": metric.source_en,
        "by": sorted(metric.splits),
    }


def metric(
    slug: Slug,
    name: Annotated[str, typer.Argument(help="指标名，见 juluo metrics｜the metric's name")],
    home: Home = None,
    from_: Annotated[str | None, typer.Option("--from", help="从哪天｜first day")] = None,
    to: Annotated[str | None, typer.Option("--to", help="到哪天｜last day")] = None,
    grain: Annotated[Grain, typer.Option(help="按天、周还是月｜by day, week or month")] = Grain.DAY,
    by: Annotated[str | None, typer.Option(help="再按什么分：channel｜split by channel")] = None,
    actors: Counting = Actors.MEMBERS,
    segment: Annotated[
        str | None, typer.Option(help="只看一个分群：名字、编号或规则 ｜one segment: its name, number or a rule")
    ] = None,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """一个指标在一段时间里的读数，带区间和判断。｜One metric's readings over time."""
    wanted = metric_named(name)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        first, last = days_between(view, from_, to)
        periods = Period(first, last).split(grain)
        sights, state = view.coverage.sights, _state(view)
        notes = state_words(words(), actors, view.as_of, zone_named(view.calendar.zone))
        with _part(view, wanted, segment, shared_in(store.home, slug) if segment else (), last) as (part, group):
            readings = _split(part, wanted, periods, by) if by else _whole(part, wanted, periods)
    if json_:
        told = {"metric": wanted.name, "unit": str(wanted.unit), **state, **({"segment": group} if group else {})}
        tell(as_json({**told, "readings": readings}))
        return
    if group:
        notes.append(_group_words(group))
    for note in notes:
        tell(note)
    show_readings(wanted, readings, sights, grain, by)


@contextmanager
def _part(
    view: View, wanted: Metric, told: str | None, kept: Sequence[Kept], last: date
) -> Iterator[tuple[View, dict[str, Any]]]:
    """The view that counts nobody but a segment, and what to know of it; the view itself where none was named."""
    if told is None:
        yield view, {}
        return
    if why := refused(wanted, Segment(accounts=())):
        fail(words()(why))
    one, rule = group_told(view, kept, told)
    found = members(view, rule, [min(last, last_whole_day(view))])[0]
    facts = {
        **({"id": one.number} if one.number else {}),
        "name": one.name,
        "rule": written(rule),
        "date": found.day.isoformat(),
        "n": len(found.inside),
        "unknown": len(found.unknown),
    }
    with closing(view.within(Segment(accounts=tuple(found.inside), called=one.name))) as part:
        yield part, facts


def _group_words(group: dict[str, Any]) -> str:
    return words()(
        "分群“{name}”：{day}符合规则的{n}人，{unknown}人未知。整段看的都是这一批人，只给前后的数，不判断变没变。",
        name=group["name"],
        day=group["date"],
        n=whole(group["n"]),
        unknown=whole(group["unknown"]),
    )


def _state(view: View) -> dict[str, Any]:
    """Which state of the ledger the readings show."""
    as_of = view.as_of
    then = as_of and {"version": as_of.version, "moment": as_of.moment and as_of.moment.isoformat()}
    return {"ledger_version": view.version, "as_of": then}


def _whole(view: View, wanted: Metric, periods: tuple[Period, ...]) -> list[dict[str, Any]]:
    return [_facts(view, reading) for reading in read(view, wanted, periods)]


def _facts(view: View, reading: Reading) -> dict[str, Any]:
    return {**reading.facts(), **view.counted(reading.period)}


def _split(view: View, wanted: Metric, periods: tuple[Period, ...], by: str) -> list[dict[str, Any]]:
    """Readings per part."""
    if by not in wanted.splits:
        known = listed(wanted.splits) or words()("没有")
        fail(words()("{name} 不能按 {by} 分：能分的有 {known}。", name=wanted.name, by=by, known=known))
    return [{by: part, **_facts(view, reading)} for part, reading in read_parts(view, wanted, periods, by)]
