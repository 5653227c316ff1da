"""What goes into a report, in order. The order is the field's own template; a new section is one line here."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from juluo import __version__
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Line, Report, Span
from juluo.report.desk import NOTHING, Desk, with_desk
from juluo.report.lead import lead
from juluo.report.needed import NeedsKnown, need_blocks, with_needs
from juluo.report.scene import Scene
from juluo.report.sections import activity, analysis, community, events, feedback, plan
from juluo.report.settlement import settlement
from juluo.report.tiles import tile_rows
from juluo.report.trend import trend
from juluo.store.view import View
from juluo.wording.numbers import whole
from juluo.wording.state import state_words

_TITLES = {Grain.DAY: "运营日报", Grain.WEEK: "运营周报", Grain.MONTH: "运营月报"}
SIMULATED = "simulated"
# From one lost record in twenty on, the reader must know.
_MUCH_LOST = 0.05


def compose(
    view: View,
    period: Period,
    grain: Grain,
    lang: str,
    now: datetime,
    *,
    with_ids: bool = False,
    desk: Desk = NOTHING,
    known: NeedsKnown | None = None,
) -> Report:
    """The report of a period. `now` is when it is made; `with_ids` lists the ids of all entries behind its numbers.

    `desk` is what the operators wrote and settled, `known` what was found of members' needs before.
    """
    scene = Scene(view, period, grain, lang, now, with_ids)
    report = composed(scene)
    return with_desk(with_needs(report, need_blocks(scene, known)) if known else report, desk)


def composed(scene: Scene) -> Report:
    """The report of a scene."""
    say, view, period = scene.say, scene.view, scene.period
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
        title=say(_TITLES[scene.grain]),
        dateline=scene.dateline,
        lang="zh-Hans" if scene.lang == "zh" else "en",
        grain=str(scene.grain),
        first=period.first,
        last=period.last,
        made_at=scene.now,
        ledger_version=view.version,
        simulated=told.get(SIMULATED) == "yes",
        lead=lead(scene),
        sections=sections,
        footer=_footer(scene),
        plan=settlement(scene),
        notices=notices(scene),
        spark=spark,
        spark_caption=caption,
        tiles=tile_rows(scene),
    )


def notices(scene: Scene) -> tuple[Line, ...]:
    """What the reader must know before the numbers."""
    return (*_shown(scene), *_covered(scene), *_unread(scene))


def _shown(scene: Scene) -> tuple[Line, ...]:
    """Which state of the ledger the numbers show and whom they count, where it isn't today's and members."""
    view = scene.view
    return tuple((Span(words),) for words in state_words(scene.say, view.actors, view.as_of, scene.zone))


def _unread(scene: Scene) -> tuple[Line, ...]:
    """Imports of which much could not be read: whatever was lost is missing from every number."""
    receipts = [json.loads(record.receipt) for record in scene.view.imports]
    lost = [r for r in receipts if r.get("rejected", 0) > _MUCH_LOST * max(r.get("read", 0), 1)]
    sentence = "导入 #{no} 里有{rejected}条读不了（一共{read}条），例如：{reason}这些不在下面的数字里。"
    return tuple(
        (
            Span(
                scene.say(
                    sentence,
                    no=r["import"],
                    rejected=whole(r["rejected"]),
                    read=whole(r["read"]),
                    reason=_first_reason(r),
                ),
            ),
        )
        for r in lost
    )


def _first_reason(receipt: Mapping[str, Any]) -> str:
    """Why the first of them could not be read, as a sentence."""
    reason = next((str(rejection["reason"]) for rejection in receipt.get("rejections", ())), "")
    return reason if not reason or reason.endswith(("。", ".")) else reason + "。"


def _covered(scene: Scene) -> tuple[Line, ...]:
    """Whether the exports reach over the period."""
    say, view = scene.say, scene.view
    if not view.coverage.overlaps(scene.period):
        return ((Span(say("这段时间没有导入任何记录，下面的数字都是未知。")),),)
    last = view.coverage.last
    if not view.complete(scene.period) and last is not None and scene.period.last < view.calendar.day_of(last):
        return ((Span(say("这段时间的记录不是从头到尾都有，不和以前比较。")),),)
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
