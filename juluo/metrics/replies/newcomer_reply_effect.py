"""Do newcomers who are answered come back more often than those who aren't?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.intervals import Interval, newcombe
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import can_tell_new
from juluo.metrics.replies.answers import ANSWERABLE, Asked, ripened, written
from juluo.metrics.replies.newcomers_answered import WORDS, first_asked
from juluo.metrics.replies.reply_rate import IN_TIME
from juluo.metrics.verdict import FEWEST_CASES, FEWEST_HITS
from juluo.metrics.windows import looking_back
from juluo.store.view import View

# Twelve weeks: fewer hold too few newcomers to tell two groups apart.
WINDOW = 84
BACK_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Group:
    """Newcomers, and how many of them came back."""

    people: int
    back: int


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, WINDOW) for period in periods]
    firsts = first_asked(view, windows)
    ids = sorted({first.entry_id for found in firsts for first in found})
    back = {entry for (entry,) in ask_entries(view, spoke_again, windows, follow=BACK_WITHIN.days + 1, wanted=ids)}
    return [_measured(view, window, found, back) for window, found in zip(windows, firsts, strict=True)]


@question
def spoke_again(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Those of the wanted first words whose author wrote again later than a day after, and within 14 days."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = written(tables)
    first = words.semi_join(tables.wanted, [("entry_id", "id")]).select("account", first="entry_id", since="ts")
    found = words.join(first, "account")
    found = found.filter(found.ts > found.since + ibis.interval(hours=24))
    found = found.filter(found.ts <= found.since + ibis.interval(hours=24 * BACK_WITHIN.days))
    return found.select("first").distinct()


def _measured(view: View, window: Period, firsts: Sequence[Asked], back: set[int]) -> Measured:
    if not can_tell_new(view, window):
        return Measured(reason="导出从半路开始，头30天分不清谁是新人")
    ripe = ripened(view, firsts, BACK_WITHIN)
    answered = _group([first for first in ripe if first.answered_within(IN_TIME)], back)
    others = _group([first for first in ripe if not first.answered_within(IN_TIME)], back)
    parts: Mapping[str, float | None] = {
        "answered": float(answered.people),
        "answered_back": float(answered.back),
        "unanswered": float(others.people),
        "unanswered_back": float(others.back),
        "waiting": float(len(firsts) - len(ripe)),
    }
    if min(answered.people, others.people) < FEWEST_CASES or max(answered.back, others.back) < FEWEST_HITS:
        return Measured(reason="有人接和没人接的新人，各要满20人才比得出", n=len(ripe), parts=parts)
    apart = newcombe(answered.back, answered.people, others.back, others.people)
    points = Interval(100 * apart.low, 100 * apart.high)
    value = 100 * (answered.back / answered.people - others.back / others.people)
    evidence = EntryQuery(window, WORDS, ids=tuple(first.entry_id for first in ripe))
    return Measured(value, len(ripe), interval=points, parts=parts, estimated=True, evidence=evidence)


def _group(firsts: Sequence[Asked], back: set[int]) -> Group:
    return Group(len(firsts), sum(first.entry_id in back for first in firsts))


METRIC = Metric(
    name="newcomer_reply_effect",
    title="接了新人，新人更常回来吗",
    title_en="Answered newcomers come back",
    meaning="近12周的新人里，第一句话24小时内有人接的，之后两周内又来发言的比例，比没人接的高出几个百分点。"
    "这是相伴，不是因果。",
    meaning_en="Of the newcomers of 12 weeks: by how many points those whose first words were answered within 24 h"
    " spoke again in the two weeks after more often than the others. Associated with, not caused by.",
    unit=Unit.NUMBER,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source=(
        "P(又来｜有人接) − P(又来｜没人接)，单位是百分点；Newcombe 区间（1998）。Joyce 和 Kraut 2006 得到的是"
        "56%对44%。接话的那一天不算又来，免得把正说着话当成回来（landmark：Anderson 等 1983）。"
    ),
    source_en=(
        "P(again | answered) − P(again | not), in points; Newcombe's interval (1998). Joyce and Kraut 2006 found"
        " 56 % against 44 %. The day of the reply is left out of the outcome, so that talk itself is no coming back"
        " (landmark: Anderson et al. 1983)."
    ),
    parts={
        "answered": Name("有人接的新人", "Newcomers answered"),
        "answered_back": Name("其中后来又说话的", "Of these, wrote again"),
        "unanswered": Name("没人接的新人", "Newcomers not answered"),
        "unanswered_back": Name("没人接、后来又说话的", "Not answered, wrote again"),
        "waiting": Name("还不满日子的新人", "Newcomers too recent to tell"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只数第一句话已满14天的新人；“又来发言”从第一句话满24小时后算起，免得正说着话的人自然有人接、又自然算回来。"
    "接话的人没有随机分配，问得好的人两样都多，所以只说相伴。两边各不满20人时不报数，只报几个里的几个。",
    edges_en="Newcomers whose first words are at least 14 days old. Speaking again counts from 24 h after the first"
    " words, or whoever goes on talking would be both answered and back. Nobody was answered at random: good"
    " first words may draw both, so it is an association. With fewer than 20 people on either side only the"
    " counts are told.",
    window=WINDOW,
)
