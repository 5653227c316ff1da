"""Were newcomers' first words answered."""

from collections.abc import Sequence
from typing import Any

from pyroaring import BitMap

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import can_tell_new, new_speakers
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS, Asked, answers_to, is_estimated, ripened
from juluo.metrics.replies.reply_rate import IN_TIME
from juluo.store.view import View

WORDS = tuple(sorted(ORIGINAL))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    firsts = zip(periods, first_asked(view, periods), strict=True)
    return [_measured(view, period, asked) for period, asked in firsts]


def first_asked(view: View, periods: Sequence[Period]) -> list[list[Asked]]:
    """For each period its newcomers' first words, and when those were answered."""
    firsts = first_words(view, periods, new_speakers(view, periods))
    answered = {asked.entry_id: asked for asked in answers_to(view, periods, [i for ids in firsts for i in ids])}
    return [[answered[i] for i in ids if i in answered] for ids in firsts]


@question
def first_written(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """The first words of the wanted accounts, and their day."""
    words = tables.entries.filter(tables.entries.kind.isin(WORDS))
    words = words.semi_join(tables.wanted, words.account.cast("int64") == tables.wanted.id)
    in_order = ["ts", "file", "offset"]
    return words.group_by("account").aggregate(
        day=words.day.first(order_by=in_order), entry_id=words.entry_id.first(order_by=in_order)
    )


def first_words(view: View, periods: Sequence[Period], new: Sequence[BitMap]) -> list[tuple[int, ...]]:
    """For each period the first entries of its newcomers."""
    everyone = sorted(BitMap.union(BitMap(), *new))
    rows = ask_entries(view, first_written, periods, follow=FOLLOW_DAYS, wanted=everyone)
    return [
        tuple(entry_id for account, day, entry_id in rows if account in people and period.first <= day <= period.last)
        for period, people in zip(periods, new, strict=True)
    ]


def _measured(view: View, period: Period, asked: Sequence[Asked]) -> Measured:
    if not can_tell_new(view, period):
        return Measured(reason="导出从半路开始，头30天分不清谁是新人")
    ripe = ripened(view, asked, IN_TIME)
    hits = sum(first.answered_within(IN_TIME) for first in ripe)
    if not ripe:
        reason = "没有新人写消息" if not asked else "新人的第一句话还不满24小时，再等等"
        return Measured(reason=reason, n=0, hits=0, parts={"newcomers": len(asked)})
    waiting = tuple(first.entry_id for first in ripe if not first.answered_within(IN_TIME))
    return Measured(
        hits / len(ripe),
        len(ripe),
        hits,
        wilson(hits, len(ripe)),
        parts={"newcomers": len(asked), "unanswered": len(waiting)},
        estimated=is_estimated(view),
        evidence=EntryQuery(period, WORDS, ids=waiting),
    )


METRIC = Metric(
    name="newcomers_answered",
    title="新人有人接",
    title_en="Newcomers answered",
    meaning="第一次发言的人里，24小时内有别人回应的占多少。",
    meaning_en="Of those who spoke for the first time, the share that another person answered within 24 h.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="24小时内有别人接的第一句话，除以全部第一句话（Joyce 和 Kraut 2006 得到61%）。",
    source_en="First posts answered within 24 h by another member / first posts (Joyce and Kraut 2006 found 61 %).",
    parts={
        "newcomers": Name("新人", "Newcomers"),
        "unanswered": Name("没人接的", "Not answered"),
    },
    trial=Trial.SHARE,
    measure=measure,
    edges="账本开头30天分不清谁是新人，不报。第一句话不满24小时的先不算。转发不算第一句话。工作人员接的算，机器人的不算。"
    "换了账号的老成员会被当成新人，除非两个账号已经合并。没有新人时是未知，不是0。",
    edges_en="In the ledger's first 30 days nobody can be told to be new. First words younger than 24 h are left out."
    " A repost is no first word. Staff's answers count, bots' don't. A known member under a new account counts as new"
    " unless the accounts were merged. Without newcomers it is unknown, not 0.",
)
