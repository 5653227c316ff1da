"""Ranks with intervals."""

import numpy as np
import pytest
from listeners import LAST

from juluo.insights.influence.nominations import friends, nominations
from juluo.insights.influence.replies import gathered
from juluo.metrics.ranked import levelled, scored, shares
from juluo.metrics.replies.exchanges import Exchange


def test_equals_share_the_better_rank() -> None:
    values = np.array([3.0, 5.0, 3.0, 1.0])
    assert [one.rank for one in scored(values, values[None, :])] == [2, 1, 2, 4]


def test_two_who_change_places_in_the_draws_have_both_ranks() -> None:
    drawn = np.array([[5.0, 4.0], [4.0, 5.0]] * 50)
    first, second = scored(np.array([5.0, 4.0]), drawn)
    assert (first.rank_low, first.rank_high) == (second.rank_low, second.rank_high) == (1, 2)


def test_draws_that_lost_people_are_brought_to_the_size_of_what_was_seen() -> None:
    levelled_draws = levelled(np.array([2.0, 6.0]), np.array([[1.0, 3.0], [0.0, 0.0]]))
    assert levelled_draws.tolist() == [[2.0, 6.0], [0.0, 0.0]]


def test_one_lucky_answer_does_not_lead() -> None:
    lucky, steady = shares([1, 45], [1, 50])
    assert (lucky.value, lucky.rank) == (1.0, 2)
    assert steady.rank == 1
    # Their intervals overlap, so either may be the first.
    assert (steady.rank_low, steady.rank_high) == (1, 2)


def test_shares_that_are_far_apart_are_told_apart() -> None:
    good, bad = shares([95, 5], [100, 100])
    assert (good.rank_low, good.rank_high, bad.rank_low, bad.rank_high) == (1, 1, 2, 2)


def says(*rows: tuple[int, int, int]) -> list[Exchange]:
    return [Exchange(by, to, LAST, n, told=True) for by, to, n in rows]


def test_a_friend_is_one_of_three_replied_to_most() -> None:
    replies = gathered(says((1, 2, 5), (1, 3, 4), (1, 4, 3), (1, 5, 2), (6, 2, 1)), LAST, 7)
    chosen = friends(replies).toarray()
    people = {code: at for at, code in enumerate(replies.people)}
    assert [int(chosen[people[1], people[who]]) for who in (2, 3, 4, 5)] == [1, 1, 1, 0]
    assert chosen[people[6]].sum() == 0


def test_seeds_are_friends_of_people_drawn_by_chance_not_the_most_named() -> None:
    """Everybody is drawn alike often, so somebody with one admirer is named as often as that one is drawn."""
    replies = gathered(says(*((who, 100, 3) for who in range(1, 10)), (10, 200, 3)), LAST, 7)
    random = np.random.default_rng(1)
    first = [nominations(replies, 1, random)[0].account for _ in range(400)]
    assert first.count(200) / 400 == pytest.approx(0.1, abs=0.05)
