"""What goes into a report, in order. The order is the field's own template; a new section is one line here."""

from datetime import datetime

from juluo import __version__
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Line, Report, Span
from juluo.report.lead import lead
from juluo.report.scene import Scene
from juluo.report.sections import activity, analysis, community, events, feedback, plan
from juluo.report.settlement import settlement
from juluo.report.trend import trend
from juluo.store.view import View

_TITLES = {Grain.DAY: "运营日报", Grain.WEEK: "运营周报", Grain.MONTH: "运营月报"}
SIMULATED = "simulated"


def compose(
    view: View,
    period: Period,
    grain: Grain,
    lang: str,
    now: datetime,
    *,
    with_ids: bool = False,
) -> Report:
    """The report of a period. `now` is when it is made; `with_ids` lists the ids of all entries behind its numbers."""
    scene = Scene(view, period, grain, lang, now, with_ids)
    say = scene.say
    told = community.profile(scene)
    sections = (
        community.section(scene, told),
        activity.section(scene),
        events.section(scene),
        feedback.section(scene),
        analysis.section(scene),
        plan.section(scene),
    )
    spark, caption = trend(scene)
    return Report(
        community=told.get("name", view.community.slug),
        slug=view.community.slug,
        title=say(_TITLES[grain]),
        dateline=scene.dateline,
        lang="zh-Hans" if lang == "zh" else "en",
        grain=str(grain),
        first=period.first,
        last=period.last,
        made_at=now,
        ledger_version=view.version,
        simulated=told.get(SIMULATED) == "yes",
        lead=lead(scene),
        sections=sections,
        footer=_footer(scene),
        plan=settlement(scene),
        notices=_notices(scene),
        spark=spark,
        spark_caption=caption,
    )


def _notices(scene: Scene) -> tuple[Line, ...]:
    """What the reader must know before the numbers."""
    say, view = scene.say, scene.view
    if not view.coverage.overlaps(scene.period):
        return ((Span(say("这段时间没有导入任何记录，下面的数字都是未知。")),),)
    if not view.complete(scene.period) and view.coverage.last is not None:
        until = view.coverage.last.astimezone(scene.zone)
        words = say(
            "记录只到{day} {time}，这段时间还不完整，不和以前比较。",
            day=scene.since(until.date()),
            time=f"{until:%H:%M}",
        )
        return ((Span(words),),)
    return ()


def _footer(scene: Scene) -> tuple[Line, ...]:
    say = scene.say
    made = scene.now.astimezone(scene.zone)
    return (
        (Span(say("由聚落 {version} 自动起草，未签发。", version=__version__)),),
        (
            Span(
                say(
                    "{day} {time}做成，账本第{version}版。同一版账本再做一次，数字一样。",
                    day=scene.since(made.date()),
                    time=f"{made:%H:%M}",
                    version=scene.view.version,
                ),
            ),
        ),
    )
