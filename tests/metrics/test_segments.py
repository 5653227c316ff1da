"""Numbers of a segment: against plain SQL over its rows, against a ledger of its rows alone, and adding up."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from against import Case
from town import build

from juluo.insights.retention.flow import flow
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.segment import Cut, People, Segment
from juluo.ledger.sight import DESK
from juluo.metrics.cuts import UNSURE, measured, refused
from juluo.metrics.metric import metrics
from juluo.metrics.parts import MOST, By, offered, parts
from juluo.metrics.reading import read
from juluo.metrics.verdict import Verdict
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

NEW = "day < (SELECT min(day) FROM spoken s WHERE s.author = t.author) + 28"
WHERE = {
    "a channel": "channel = (SELECT channel FROM own GROUP BY channel ORDER BY count(*) DESC, channel LIMIT 1)",
    "newcomers": f"author IS NOT NULL AND coalesce({NEW}, true)",
    "regulars": f"author IS NOT NULL AND NOT coalesce({NEW}, true)",
    "mornings": "hour(ts AT TIME ZONE '{zone}') BETWEEN 9 AND 11",
    "nights": "(hour(ts AT TIME ZONE '{zone}') >= 22 OR hour(ts AT TIME ZONE '{zone}') < 2)",
}


def segment(case: Case, name: str) -> Segment:
    if name == "a channel":
        ((channel,),) = case.told.con.execute(
            "SELECT channel FROM own GROUP BY channel ORDER BY count(*) DESC, channel LIMIT 1"
        ).fetchall()
        codes = [code for code, found in case.view.channels.items() if found.channel_id == channel]
        return Segment(channels=tuple(codes))
    return {
        "newcomers": Segment(people=People.NEWCOMERS),
        "regulars": Segment(people=People.REGULARS),
        "mornings": Segment(hours=(9, 12)),
        "nights": Segment(hours=(22, 2)),
    }[name]


@contextmanager
def within(case: Case, asked: Segment) -> Iterator[Case]:
    with closing(case.view.within(asked)) as view:
        yield Case(view, case.told, case.days)


@pytest.mark.parametrize("name", WHERE)
def test_messages_and_members_of_a_segment(case: Case, name: str) -> None:
    where = WHERE[name].format(zone=case.told.zone)
    said = case.told.by_day(f"SELECT day, count(*) FROM own t WHERE {where} GROUP BY day")
    who = case.told.by_day(f"SELECT day, count(DISTINCT author) FROM spoken t WHERE {where} GROUP BY day")
    assert sum(said.values()) > 50
    with within(case, segment(case, name)) as part:
        assert part.values("messages") == {day: said.get(day, 0) for day in case.days}
        assert part.values("active_members") == {day: who.get(day, 0) for day in case.days}
        week = Period.trailing(case.days[-1], 7)
        (reading,) = read(part.view, metrics()["messages"], [week])
        assert reading.measured.evidence is not None
        assert part.view.count(reading.measured.evidence) == reading.value


PARTS = {
    "people": [Segment(people=People.NEWCOMERS), Segment(people=People.REGULARS)],
    "hours": [Segment(hours=(0, 7)), Segment(hours=(7, 19)), Segment(hours=(19, 24))],
}


@pytest.mark.parametrize("by", ["channel", "people", "hours"])
def test_what_asks_and_is_answered_adds_up_over_the_parts(case: Case, by: str) -> None:
    channels = case.view.channels_used
    cut = PARTS.get(by) or [Segment(channels=(channel.code,)) for channel in channels]
    days = [Period(day, day) for day in case.days[-28:]]
    wanted = ["questions_asked", "unanswered_questions", "reply_rate"]
    if "replies" not in case.view.coverage.sights:
        wanted = wanted[:1]
    for name in wanted:
        whole = [(one.n, one.hits) for one in metrics()[name].measure(case.view, days)]
        found = []
        for part in cut:
            with closing(case.view.within(part)) as view:
                found.append(metrics()[name].measure(view, days))
        sums = [
            (sum(one.n or 0 for one in day), sum(one.hits or 0 for one in day)) for day in zip(*found, strict=True)
        ]
        assert [(n, hits or 0) for n, hits in whole] == [(n, hits) for n, hits in sums]
        assert sum(n or 0 for n, _ in whole) > 0


def test_a_group_of_members_is_all_that_counts(case: Case) -> None:
    said = EntryQuery(Period(case.days[0], case.days[-1]), tuple(sorted(metrics()["messages"].kinds)))
    loud = list(case.view.tally(said, "account").items())[:5]
    days = [Period(day, day) for day in case.days]
    with within(case, Segment(accounts=tuple(who for who, _ in loud), called="五个人")) as part:
        found = read(part.view, metrics()["messages"], days)
        assert sum(one.value or 0 for one in found) == sum(n for _, n in loud)
        people = {name: part.values(name) for name in ("active_members", "messages")}
        assert max(people["active_members"].values()) <= len(loud)
        assert {day for day, n in people["messages"].items() if n} <= {
            day for day, n in people["active_members"].items() if n
        }
        # They were picked by what they lately did: more than before is no finding.
        assert {one.verdict for one in found if one.complete} == {Verdict.UNTESTED}
        assert By.PEOPLE not in offered(metrics()["messages"], part.view.segment)
    with within(case, Segment(accounts=(), called="没有人")) as nobody:
        assert set(nobody.values("messages").values()) == {0}


FOLLOWED = (
    "lifecycle",
    "quick_ratio",
    "return_on",
    "return_after",
    "stickiness",
    "churn_rate",
    "days_active",
    "top10_share",
    "gini_speakers",
    "contributor_absence_factor",
    "active_members_28d",
    "posts_by_member_type",
    "ugc_share",
    "burstiness",
    "hour_of_week",
    "thread_depth",
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, View]]:
    """A town within one of its channels, and the same channel imported alone."""
    folder = tmp_path_factory.mktemp("two")
    paths = [build(folder, 3, "topics", "moves")]
    alone = folder / "alone.parquet"
    duckdb.sql(f"COPY (SELECT * FROM '{paths[0]}' WHERE channel_id = 'c1') TO '{alone}' (FORMAT parquet)")
    views = []
    for name, path in (("town", paths[0]), ("alone", alone)):
        store = EmbeddedStore(folder / name)
        take_in(store, name, [path], Wish(timezone="Asia/Shanghai"))
        found = store.community(name)
        assert found is not None
        views.append(store.view(found))
    (code,) = (code for code, channel in views[0].channels.items() if channel.channel_id == "c1")
    with closing(views[0].within(Segment(channels=(code,)))) as part:
        yield part, views[1]
    for view in views:
        view.close()


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_channel_is_measured_as_if_there_were_nothing_else(two: tuple[View, View], name: str) -> None:
    assert Cut.CHANNEL in metrics()[name].cuts
    days = [Period.trailing(date(2022, 2, 1) + timedelta(days=n), 7) for n in range(0, 35, 5)]
    part, alone = ([(m.value, m.n, m.hits, m.parts, m.rows) for m in metrics()[name].measure(v, days)] for v in two)
    assert part == alone
    assert any(value is not None or parts or rows for value, _, _, parts, rows in part)


def test_of_newcomers_nothing_is_known_while_an_export_is_young(case: Case) -> None:
    first = case.view.calendar.day_of(case.view.coverage.first or case.view.imports[0].published_at)
    with closing(case.view.within(Segment(people=People.NEWCOMERS))) as view:
        early, later = (Period(day, day) for day in (first + timedelta(days=5), first + timedelta(days=31)))
        unknown, known = measured(view, metrics()["messages"], [early, later])
        assert (unknown.value, unknown.reason) == (None, UNSURE)
        assert known.value is not None
        (month,) = measured(view, metrics()["active_members_28d"], [later])
        assert month.value is None


def test_staff_alone(case: Case) -> None:
    with closing(case.view.within(Segment(people=People.STAFF))) as view:
        who = view.presence.spoke(Period(case.days[0], case.days[-1])) - view.aside
        assert set(who) <= set(case.view.snapshot.staff)


def test_hours_that_are_none() -> None:
    for hours in ((9, 9), (24, 3), (3, 25), (0, 0), (-1, 4)):
        with pytest.raises(ValueError, match="no hours"):
            Segment(hours=hours)


def test_every_metric_says_why_it_is_not_cut() -> None:
    whole = [Segment(channels=(1,)), Segment(people=People.NEWCOMERS), Segment(hours=(1, 2))]
    for metric in metrics().values():
        for asked in whole:
            assert bool(refused(metric, asked)) == (not asked.cuts <= metric.cuts)
        if all(group <= DESK for group in metric.needs):
            assert not metric.cuts
    assert len({refused(metric, asked) for metric in metrics().values() for asked in whole}) == 5
    group = {name: refused(metric, Segment(accounts=(1,))) for name, metric in metrics().items()}
    assert (group["messages"], "答案先定了一半" in group["retention"]) == ("", True)
    assert "一个话题里不止这群人" in group["thread_depth"]


def test_an_empty_segment_of_a_ledger(tmp_path: Path) -> None:
    path = build(tmp_path, 1)
    store = EmbeddedStore(tmp_path / "home")
    take_in(store, "town", [path], Wish(timezone="UTC"))
    found = store.community("town")
    assert found is not None
    with closing(store.view(found)) as whole, closing(whole.within(Segment(channels=(10**6,)))) as view:
        (reading,) = read(view, metrics()["messages"], [Period(date(2021, 12, 1), date(2021, 12, 1))])
        assert reading.value == 0


@pytest.mark.parametrize("name", ["messages", "questions_asked", "active_members"])
def test_a_number_taken_apart(two: tuple[View, View], name: str) -> None:
    whole, week = two[1], Period(date(2022, 2, 7), date(2022, 2, 13))
    metric = metrics()[name]
    (value,) = (one.value for one in metric.measure(whole, [week]))
    for by in offered(metric, whole.segment):
        found = parts(whole, metric, week, by)
        values = [part.reading.value or 0 for part in found.parts]
        assert any(values)
        for part in found.parts:
            assert (
                part.evidence is None or name == "active_members" or whole.count(part.evidence) == part.reading.value
            )
        if found.adds_up and not found.more:
            assert sum(values) == value
        elif by is By.PERSON:
            assert values == sorted(values, reverse=True)
            assert (found.more > 0) == (len(values) == MOST)
        else:
            assert sum(values) >= (value or 0)
    assert By.PERSON not in offered(metrics()["active_members"], whole.segment)


def test_months_of_first_words_hold_everybody_once(two: tuple[View, View]) -> None:
    day = Period(date(2022, 2, 9), date(2022, 2, 9))
    found = parts(two[1], metrics()["active_members"], day, By.COHORT)
    (whole,) = metrics()["active_members"].measure(two[1], [day])
    assert sum(part.reading.value or 0 for part in found.parts) == whole.value
    assert [part.segment.born.last for part in found.parts if part.segment.born] == [
        date(2022, 2, 28),
        date(2022, 1, 31),
        date(2021, 12, 31),
        date(2021, 11, 30),
        date(2021, 10, 31),
        date(2021, 9, 30),
    ]


def test_what_can_t_be_taken_apart(two: tuple[View, View]) -> None:
    assert offered(metrics()["lifecycle"], Segment()) == ()
    assert By.PEOPLE not in offered(metrics()["messages"], Segment(people=People.REGULARS))
    assert By.HOUR not in offered(metrics()["messages"], Segment(hours=(1, 2)))
    with pytest.raises(ValueError, match="not told apart by person"):
        parts(two[0], metrics()["active_members"], Period(date(2022, 2, 9), date(2022, 2, 9)), By.PERSON)


def test_entries_by_their_words_and_by_whom(two: tuple[View, View]) -> None:
    week = Period(date(2022, 2, 7), date(2022, 2, 13))
    said = EntryQuery(week, (Kind.MESSAGE,))
    found = two[1].lines(replace(said, words="谢谢"))
    assert {line.text for line in found} == {"谢谢"}
    assert len(found) == sum(line.text == "谢谢" for line in two[1].lines(said))
    tally = two[1].tally(said, "account")
    assert sum(tally.values()) == two[1].count(said)
    assert list(tally.values()) == sorted(tally.values(), reverse=True)
    assert two[1].count(replace(said, words="' OR 1=1 --")) == 0


def test_who_stayed_came_and_went_adds_up(two: tuple[View, View]) -> None:
    for start in range(0, 40, 4):
        week = Period.trailing(date(2022, 1, 20) + timedelta(days=start), 7)
        found = flow(two[1], week)
        (told,) = metrics()["lifecycle"].measure(two[1], [week])
        assert found is not None
        assert found.stayed + found.quiet == found.there_before
        assert found.stayed + (found.came or 0) + (found.returned or 0) == found.there_now == told.n
        assert (found.came, found.stayed, found.returned, found.quiet) == tuple(
            told.parts[name] for name in ("new", "returning", "resurrecting", "dormant")
        )
    young = flow(two[1], Period(date(2021, 9, 12), date(2021, 9, 18)))
    assert young is not None
    assert (young.came, young.returned) == (None, None)
    assert young.arrived == young.there_now - young.stayed
    assert flow(two[1], Period(date(2020, 1, 1), date(2020, 1, 7))) is None
