"""The numbers about who replies to whom against plain SQL over the table they came from."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest
import talk_sql
from against import Case

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Measured, metrics
from juluo.text.thanks import thanks


@pytest.fixture(scope="module")
def talk(asked: Case) -> Case:
    talk_sql.lay_replies(asked.told)
    return asked


def some(case: Case, name: str, every: int = 13) -> Iterator[tuple[date, Measured]]:
    """A metric on some of the days, if the case's source shows what it needs; those it can't show are passed over."""
    metric, days = metrics()[name], case.days[::every]
    if all(group & case.view.coverage.sights for group in metric.needs):
        yield from zip(days, metric.measure(case.view, [Period(day, day) for day in days]), strict=True)


def test_every_source_shows_some_of_it(talk: Case) -> None:
    shown = talk.view.coverage.sights & {Sight.REPLIES, Sight.THREADS, Sight.MENTIONS}
    assert bool(list(some(talk, "reciprocity", 60))) == bool(shown)


def test_reciprocity(talk: Case) -> None:
    for day, measured in some(talk, "reciprocity", 17):
        told = talk_sql.pairs(talk.told, day)
        both = sum((to, by) in told for by, to in told) // 2
        assert (measured.hits, measured.n) == (both, len(told) - both)
        assert measured.parts["mutual_pairs"] == both


def test_reply_breadth(talk: Case) -> None:
    for day, measured in some(talk, "reply_breadth"):
        mean, speakers, alone = talk_sql.partners(talk.told, day)
        assert measured.value == pytest.approx(mean)
        assert (measured.n, measured.parts["alone"]) == (speakers, alone)


def test_influence(talk: Case) -> None:
    for day, measured in some(talk, "influence"):
        told = talk_sql.reach(talk.told, day)
        shown = {str(row["person"]): row["reach"] for row in measured.rows}
        assert measured.n == len(told)
        assert shown == {person: told[person] for person in shown}
        assert sorted(shown.values(), reverse=True) == sorted(told.values(), reverse=True)[:20]


def test_thread_depth(talk: Case) -> None:
    for day, measured in some(talk, "thread_depth"):
        assert measured.value == talk_sql.longest_chain(talk.told, day)


def test_thread_breadth(talk: Case) -> None:
    if Sight.THREADS in talk.view.coverage.sights:
        told = talk_sql.people_per_topic(talk.told)
        for day, measured in some(talk, "thread_breadth", 1):
            assert (measured.value, measured.n) == told.get(day, (None, 0))


def test_unanswered_questions(talk: Case) -> None:
    for day, measured in list(some(talk, "unanswered_questions", 5))[2:]:
        ages = talk_sql.still_open(talk.told, day, talk.view.calendar.day_starts_at)
        buckets = [sum(age < 1 for age in ages), sum(1 <= age < 3 for age in ages), sum(age >= 3 for age in ages)]
        assert measured.value == len(ages) == sum(buckets)
        assert [measured.parts[name] for name in ("under_1d", "1_to_3d", "over_3d")] == buckets
        assert measured.parts["oldest_days"] == (pytest.approx(ages[0]) if ages else None)


def test_questions_solved(talk: Case) -> None:
    words = talk_sql.texts(talk.told)
    thank = thanks(pa.array([text for _, text in words], pa.string())).to_pylist()
    ids = [id_ for (id_, _), is_so in zip(words, thank, strict=True) if is_so]
    told = talk_sql.solved(talk.told, ids)
    assert not told or sum(thanked for _, _, thanked in told.values())
    for day, measured in some(talk, "questions_solved", 7):
        n, answered, thanked = told.get(day, (0, 0, 0))
        assert (measured.n, measured.hits, measured.parts.get("answered", 0)) == (n, thanked, answered)


def test_newcomer_reply_effect(talk: Case) -> None:
    told = [(day, measured) for day, measured in some(talk, "newcomer_reply_effect", 25) if measured.parts]
    assert told or not list(some(talk, "newcomer_reply_effect", 99))
    for day, measured in told:
        assert measured.parts == talk_sql.newcomers(talk.told, day)


def test_content_half_life(talk: Case) -> None:
    for day, measured in some(talk, "content_half_life"):
        middle, grown, young = talk_sql.half_life(talk.told, day)
        assert measured.value == (None if middle is None else pytest.approx(middle))
        assert (measured.n, measured.parts["young"]) == (grown, young)
