"""What part of the questions its asker thanked for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS, Asked, questions, ripened, written
from juluo.store.forget import THANKED
from juluo.store.view import View

RIPE = timedelta(hours=48)
# Whoever comes back has said what became of it in their first words after the answer.
_LOOKED_AT = 5
_WORDS = tuple(sorted(ORIGINAL))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    ripe = [ripened(view, asked, RIPE) for asked in questions(view, periods)]
    thanked = thanked_for(view, periods, [one for asked in ripe for one in asked])
    return [_measured(period, asked, thanked) for period, asked in zip(periods, ripe, strict=True)]


def thanked_for(view: View, periods: Sequence[Period], asked: Sequence[Asked]) -> frozenset[int]:
    """The questions whose asker gave thanks; only those few words are read that the asker wrote after the answer."""
    answered = {one.entry_id: one.answered_at for one in asked if one.answered_within(RIPE)}
    followed: dict[int, list[int]] = {}
    for of, entry, at in ask_entries(view, words_of_askers, periods, follow=FOLLOW_DAYS, wanted=sorted(answered)):
        answer, found = answered[of], followed.setdefault(of, [])
        if answer is not None and at >= answer and len(found) < _LOOKED_AT:
            found.append(entry)
    thanking = _thanking(view, periods, sorted({entry for found in followed.values() for entry in found}))
    return frozenset(of for of, found in followed.items() if not thanking.isdisjoint(found))


@question
def words_of_askers(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """What the askers of the wanted questions wrote in the 48 hours after, in the same place, in order of time."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    words = written(tables)
    asked = words.semi_join(tables.wanted, [("entry_id", "id")])
    asked = asked.select("account", "channel", of="entry_id", since="ts", in_thread="thread")
    found = words.join(asked, ["account", "channel"])
    found = found.filter((found.ts > found.since) & (found.ts <= found.since + ibis.interval(hours=48)))
    found = found.filter(found.in_thread.isnull() | (found.thread == found.in_thread))
    return found.order_by(["ts", "file", "offset"]).select("of", "entry_id", "ts")


def _thanking(view: View, periods: Sequence[Period], ids: Sequence[int]) -> frozenset[int]:
    """Which of these entries thank."""
    if not ids:
        return frozenset()
    from juluo.ledger.arrow import leave_pandas_out  # noqa: PLC0415 - only where there are words to read

    leave_pandas_out()
    import pyarrow as pa  # noqa: PLC0415 - the same

    from juluo.text.thanks import thanks  # noqa: PLC0415 - the same

    span = Period.over(periods).extended(RIPE.days)
    lines = view.lines(EntryQuery(span, _WORDS, ids=tuple(ids), people_only=False))
    marks = thanks(pa.array([line.text for line in lines], pa.string())).to_pylist()
    # Words that are kept no longer were looked at before they went.
    return frozenset(
        line.entry_id for line, is_thanks in zip(lines, marks, strict=True) if is_thanks or line.detail.get(THANKED)
    )


def _measured(period: Period, asked: Sequence[Asked], thanked: frozenset[int]) -> Measured:
    if not asked:
        return Measured(reason="没有满48小时的提问", n=0, hits=0)
    answered = sum(one.answered_within(RIPE) for one in asked)
    ids = tuple(one.entry_id for one in asked if one.entry_id in thanked)
    hits, n = len(ids), len(asked)
    parts = {
        "answered": float(answered),
        "unanswered": float(n - answered),
        "unclear": float(answered - hits),
        "unclear_share": (answered - hits) / n,
    }
    evidence = EntryQuery(period, _WORDS, ids=ids)
    return Measured(hits / n, n, hits, wilson(hits, n), parts, estimated=True, evidence=evidence)


METRIC = Metric(
    name="questions_solved",
    title="提问的人道了谢",
    title_en="Questions thanked for",
    meaning="满48小时的提问里，有人回应之后提问的人自己道了谢、或说弄好了的占多少。",
    meaning_en="Of questions at least 48 h old, the share whose asker gave thanks or said it worked, once answered.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="道了谢或标了解决的，除以满48小时的提问；按规则认，规则写在 juluo/text/thanks.py。",
    source_en="Thanked or marked as solved / questions aged 48 h; by rule, which stands in juluo/text/thanks.py.",
    parts={
        "answered": Name("有人回应的", "Answered"),
        "unanswered": Name("没有人回应的", "Not answered"),
        "unclear": Name("回应了、看不出弄没弄好的", "Answered, unclear whether solved"),
        "unclear_share": Name("看不出的占比", "Share unclear", Shape.SHARE),
    },
    trial=Trial.SHARE,
    measure=measure,
    edges="没道谢不等于没解决，道了谢也未必真解决：有人答了、提问的人没道谢的单列为“说不准”，别当成没解决。"
    "看的是提问后48小时内、同一处（有话题就同一话题）里，有人回应之后提问的人最先说的5句话；事先说的谢谢不算。"
    "导出里的采纳标记目前读不到。",
    edges_en="No thanks doesn't mean not solved, nor do thanks mean solved: answered questions without thanks are"
    " counted apart as unclear, not as unsolved. Looked at are the asker's first 5 messages after the answer, within"
    " 48 h, in the same place (the same thread, if any); thanks in advance don't count. Marks of accepted"
    " answers are not read from exports yet.",
    cuts=EVERY_CUT,
)
