"""How many people meet in a thread."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries, question
from juluo.metrics.means import median_interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.replies.links import REACH_DAYS, linked, within_a_week
from juluo.store.view import View

# One reply of a period: by whom, to whose entry, and both entries' ids.
Link = tuple[int, int, int, int]


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    by_thread = Sight.THREADS in view.coverage.sights
    people = _by_thread(view, periods) if by_thread else _by_links(view, periods)
    return [_measured(period, counts, estimated=not by_thread) for period, counts in zip(periods, people, strict=True)]


def _by_thread(view: View, periods: Sequence[Period]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in periods]
    for place, people in ask_entries(view, people_per_thread, periods):
        found[place].append(int(people))
    return found


@question
def people_per_thread(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many members wrote in each thread of each period."""
    words = tables.entries.filter(tables.entries.kind.isin(sorted(ORIGINAL)) & tables.entries.account.notnull())
    words = words.filter(words.thread.notnull() & words.member).join(tables.periods, "day")
    return words.group_by(["period", "thread"]).aggregate(people=words.account.nunique()).select("period", "people")


def _by_links(view: View, periods: Sequence[Period]) -> list[list[int]]:
    links: list[list[Link]] = [[] for _ in periods]
    for place, *link in ask_entries(view, links_with_both_ends, periods, back=REACH_DAYS):
        links[place].append((link[0], link[1], link[2], link[3]))
    aside = set(view.aside)
    return [[len(people - aside) for people in trees(found)] for found in links]


@question
def links_with_both_ends(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    return within_a_week(linked(tables)).join(tables.periods, "day").select("period", "by", "to", "reply", "entry_id")


def trees(links: Iterable[Link]) -> list[set[int]]:
    """The people of each tree of replies that hang together."""
    above: dict[int, int] = {}

    def root(entry: int) -> int:
        while above.setdefault(entry, entry) != entry:
            above[entry] = above[above[entry]]
            entry = above[entry]
        return entry

    links = list(links)
    for _, _, reply, asked in links:
        above[root(reply)] = root(asked)
    people: dict[int, set[int]] = defaultdict(set)
    for by, to, reply, _ in links:
        people[root(reply)] |= {by, to}
    return list(people.values())


def _measured(period: Period, counts: Sequence[int], *, estimated: bool) -> Measured:
    counts = [count for count in counts if count]
    if not counts:
        return Measured(reason="这段时间没有话题串", n=0)
    parts = {"alone": float(counts.count(1)), "most": float(max(counts))}
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)))
    return Measured(
        float(median(counts)),
        len(counts),
        interval=median_interval(counts),
        parts=parts,
        estimated=estimated,
        evidence=evidence,
    )


METRIC = Metric(
    name="thread_breadth",
    title="一个话题里的人数，中位数",
    title_en="People per thread, median",
    meaning="这段时间里有人说话的话题，每个话题有几个不同的成员说了话，取中位数。",
    meaning_en="How many different members wrote in each thread of the period that had words; the median.",
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.THREADS, Sight.REPLIES}),),
    source="每个话题有几个不同的人说话，取中位数；中位数的区间按秩次算（Conover 1999）。",
    source_en="Distinct speakers per thread, median; interval of the median by ranks (Conover 1999).",
    parts={
        "alone": Name("只有一个人说话的话题", "Threads with one speaker"),
        "most": Name("人最多的话题有几人", "People in the broadest thread"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只有工作人员和机器人说话的话题不算。来源只有回复、没有话题的，把接得上的回复当一个话题，没人回复的消息不在其中，是推测。"
    "人数的中位数常年是一两个人，变化不检验。",
    edges_en="Threads in which only staff and bots wrote don't count. Where the source shows replies but no threads,"
    " replies that hang together are one, and messages nobody replied to are in none: estimated. The median hardly"
    " leaves one or two, so its change is not tested.",
)
