"""The order of questions: votes, the share of those who could vote, who came first; newcomers aren't buried."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.desk.qa.ordering import EVERY, ordered, share
from juluo.desk.qa.values import Answer, QuestionFacts, Shown, Stage

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PLAIN = QuestionFacts(1, "", "", None, None, (), False, Shown.SHOWN, Stage.OPEN, Answer(), NOON)  # noqa: FBT003 - in the order of its columns
asked = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.booleans(), st.integers(0, 99)), max_size=20).map(
    lambda some: [
        replace(PLAIN, id=n, votes=votes, chances=votes + more, first=first, at=NOON + timedelta(minutes=minute))
        for n, (votes, more, first, minute) in enumerate(some)
    ]
)


@given(asked, st.randoms())
def test_everybody_is_there_once_whatever_the_order(some: list[QuestionFacts], random: object) -> None:
    found = ordered(some)
    assert sorted(one.id for one in found) == [one.id for one in some]
    mixed = [*some]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert ordered(mixed) == found


@given(asked)
def test_every_third_place_is_a_newcomers_while_there_are_any(some: list[QuestionFacts]) -> None:
    found = ordered(some)
    for place in range(EVERY - 1, len(found), EVERY):
        assert found[place].first or not any(one.first for one in found[place:])
    rest = [one for one in found if not one.first]
    assert [one.votes for one in rest] == sorted((one.votes for one in rest), reverse=True)


def test_of_as_many_votes_the_larger_share_of_those_who_could_goes_first() -> None:
    early = replace(PLAIN, id=1, votes=3, chances=30)
    late = replace(PLAIN, id=2, votes=3, chances=4, at=NOON + timedelta(hours=1))
    more = replace(PLAIN, id=3, votes=4, chances=90)
    assert [one.id for one in ordered([early, late, more])] == [3, 2, 1]
    # Wilson's lower end of 3 in 4 at 95 % (Wilson 1927; Newcombe 1998 gives the formula).
    assert share(late) == pytest.approx(0.3006, abs=1e-4)
    assert share(replace(PLAIN, votes=0, chances=0)) == 0.0
