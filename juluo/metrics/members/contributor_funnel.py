"""How far newcomers get: joined, read, spoke, replied to another, started a conversation, organised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from juluo.ledger.kinds import ORIGINAL, SPOKE, Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, ask_entries_once, question
from juluo.metrics.by_day import ByDay, within
from juluo.metrics.members.arrivals import COHORT, arrivals, cohort_of, did_after, untold
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import OUT_OF, PEOPLE_OF_IT, SHARE_OF_IT, Name
from juluo.metrics.replies.answers import FOLLOW_DAYS
from juluo.metrics.replies.links import replied
from juluo.store.view import View

# How many days everybody has, that of arrival included.
WITHIN = 28
_TALKS = frozenset({Sight.REPLIES, Sight.THREADS, Sight.MENTIONS})
_BEGINS = frozenset({Sight.THREADS, Sight.REPLIES})


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    cohorts = [cohort_of(period, WITHIN - 1) for period in periods]
    span = Period.over(cohorts)
    came = arrivals(view, span)
    steps = {
        step: None if acts is None else did_after(came, acts, 0, WITHIN - 1)
        for step, acts in _acts(view, span.extended(WITHIN - 1)).items()
    }
    return [_measured(view, cohort, came, steps) for cohort in cohorts]


def _acts(view: View, days: Period) -> dict[str, ByDay | None]:
    """Who took each step on which day; None where the source doesn't show that step."""
    sights = view.coverage.sights
    return {
        "read": None,
        "spoke": view.presence.spoke_by_day(days),
        "replied": _replied(view, days) if sights & _TALKS else None,
        "started": _started(view, days) if sights & _BEGINS else None,
        "organised": view.presence.acted_by_day(days, [Kind.EVENT_OPENED]) if Sight.EVENTS in sights else None,
    }


def _replied(view: View, days: Period) -> ByDay:
    each = [Period(day, day) for day in days.days]
    return {day.first: BitMap(by for by, _ in pairs) for day, pairs in zip(each, replied(view, each), strict=True)}


def _started(view: View, days: Period) -> ByDay:
    """Who opened a thread; where threads don't show, who wrote something that another member replied to."""
    if Sight.THREADS in view.coverage.sights and view.coverage.first is not None:
        since = min(view.calendar.day_of(view.coverage.first), days.first)
        rows = ask_entries_once(view, thread_openings, Period(since, days.last))
    else:
        rows = ask_entries(view, answered_openings, [days], follow=FOLLOW_DAYS)
    found: dict[Any, BitMap] = {}
    for day, account in rows:
        found.setdefault(day, BitMap()).add(account)
    return found


@question
def thread_openings(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Who wrote the first entry of each thread, and when."""
    rows = tables.entries
    words = rows.filter(rows.kind.isin(sorted(ORIGINAL)) & rows.thread.notnull() & rows.account.notnull())
    in_order = ["ts", "file", "offset"]
    opened = words.group_by("thread").aggregate(
        day=words.day.first(order_by=in_order), account=words.account.first(order_by=in_order)
    )
    return opened.select("day", "account").distinct()


@question
def answered_openings(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Who wrote what is no reply itself and was replied to by another member within a week."""
    import ibis  # noqa: PLC0415 - only to write the SQL anew

    rows = tables.entries
    words = rows.filter(rows.kind.isin(sorted(ORIGINAL)) & rows.account.notnull() & rows.member)
    replies = words.filter(words.reply_to.notnull()).select(answer_to="reply_to", by="account", at="ts")
    begun = words.filter(words.reply_to.isnull()).select("entry_id", "day", "account", "ts")
    found = begun.join(replies, [("entry_id", "answer_to")])
    in_time = found["at"] <= found.ts + ibis.interval(hours=24 * FOLLOW_DAYS)
    return found.filter((found.by != found.account) & in_time).select("day", "account").distinct()


def _measured(view: View, cohort: Period, came: ByDay, steps: Mapping[str, ByDay | None]) -> Measured:
    watched = cohort.extended(WITHIN - 1)
    unknown = untold(view, cohort, watched.last)
    if unknown is not None:
        return unknown
    new = within(came, cohort)
    if not new:
        return Measured(reason="那28天里没有人新来", n=0)
    joins = {Sight.JOINS, Sight.PRESENCE} & view.coverage.sights
    took = {"joined": new if joins else None}
    took |= {step: None if did is None else within(did, cohort) for step, did in steps.items()}
    evidence = EntryQuery(watched, tuple(sorted(SPOKE)), accounts=tuple(new))
    estimated = Sight.REPLIES not in view.coverage.sights or Sight.THREADS in view.coverage.sights
    return Measured(n=len(new), rows=tuple(_rows(took)), estimated=estimated, evidence=evidence)


def _rows(took: Mapping[str, BitMap | None]) -> Iterator[Mapping[str, object]]:
    """Each step of those who took all known steps before it; `did` counts whoever took it, with or without those."""
    here: BitMap | None = None
    for step, did in took.items():
        if did is None:
            yield {"step": step, "hits": None, "n": None, "share": None, "did": None}
            continue
        before, here = here, did if here is None else here & did
        share = len(here) / len(before) if before else None
        yield {
            "step": step,
            "hits": len(here),
            "n": None if before is None else len(before),
            "share": share,
            "did": len(did),
        }


METRIC = Metric(
    name="contributor_funnel",
    title="新人走到哪一步",
    title_en="Newcomers' funnel",
    meaning="同一批新来的成员，28天里走到哪一步：来了、看了、说了话、回了别人、开了话头、组织了活动；每一步占上一步的多少。",
    meaning_en=(
        "How far the newcomers of 28 days got in 28 days each: joined, read, spoke, replied to another member,"
        " started a conversation, organised an event; each step as a share of the one before."
    ),
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=SPOKE | {Kind.JOIN, Kind.INVITE, Kind.EVENT_OPENED},
    needs=(frozenset({Sight.MESSAGES}),),
    source="CHAOSS，Conversion Rate（D1/D0、D2/D1）；这里跟着同一批人往后看，不是同一时刻的横截面。",
    source_en="CHAOSS, Conversion Rate (D1 / D0, D2 / D1), of one cohort followed on, not of a cross-section.",
    columns={
        "step": Name("走到哪一步", "Step"),
        "hits": PEOPLE_OF_IT,
        "n": OUT_OF,
        "share": SHARE_OF_IT,
        "did": Name("做到的人数", "People who did"),
    },
    codes={
        "step": {
            "joined": Name("来了", "Came"),
            "read": Name("看过", "Read"),
            "spoke": Name("说了话", "Spoke"),
            "replied": Name("回了别人", "Answered somebody"),
            "started": Name("开了话头", "Started a thread"),
            "organised": Name("组织了活动", "Organised an event"),
        }
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "每个人都给28天（含来的那天），所以看的是27天前为止的28天里来的人。来源看不见的一步写未知，不是0，下一步就和更前一步比；"
        "“看了”所有导出都看不见。看不见进群的来源，这批人是第一次出现的人，从说话那步数起。走到一步，要前面看得见的几步都走过；"
        "跳着走的只数进“做到的人数”。没有话题串的来源，“开了话头”是写了一条、一周内有别的成员回复。"
    ),
    edges_en=(
        "Everybody has 28 days, that of arrival included: the 28 days of arrivals ended 27 days ago. A step that the"
        " source doesn't show is unknown, not 0, and the next is set against the one before it; no export shows"
        " reading. A step is reached by way of all known steps before it; “People who did” counts those who skipped"
        " some too. Without threads, starting a conversation is writing what another member replied to within a week."
    ),
    window=COHORT,
)
