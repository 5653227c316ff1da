"""Places in a graph, against published values of Zachary's karate club (1977; 34 people, 78 friendships).

PageRank with damping .85 and betweenness as networkx's documentation and many textbooks print them.
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.influence.graph import Edges, betweenness, coreness, pagerank

# Zachary, W. W. 1977. An information flow model for conflict and fission in small groups. J. Anthropol. Res. 33:452.
# Each person with the later numbered friends, numbered from 1.
KARATE = {
    1: (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32),
    2: (3, 4, 8, 14, 18, 20, 22, 31),
    3: (4, 8, 9, 10, 14, 28, 29, 33),
    4: (8, 13, 14),
    5: (7, 11),
    6: (7, 11, 17),
    7: (17,),
    9: (31, 33, 34),
    10: (34,),
    14: (34,),
    15: (33, 34),
    16: (33, 34),
    19: (33, 34),
    20: (34,),
    21: (33, 34),
    23: (33, 34),
    24: (26, 28, 30, 33, 34),
    25: (26, 28, 32),
    26: (32,),
    27: (30, 34),
    28: (34,),
    29: (32, 34),
    30: (33, 34),
    31: (33, 34),
    32: (33, 34),
    33: (34,),
}


def edges(size: int, pairs: list[tuple[int, int]]) -> Edges:
    by, to = np.array([pair[0] for pair in pairs], int), np.array([pair[1] for pair in pairs], int)
    return Edges(size, by, to, np.ones(len(pairs)))


def karate() -> Edges:
    one_way = [(one - 1, other - 1) for one, others in KARATE.items() for other in others]
    return edges(34, one_way + [(other, one) for one, other in one_way])


def test_the_karate_club_has_its_78_friendships() -> None:
    assert karate().matrix().nnz == 2 * 78


def test_pagerank_is_as_published() -> None:
    rank = pagerank(karate().matrix())
    assert rank[33] == pytest.approx(0.100919, abs=1e-6)
    assert rank[0] == pytest.approx(0.096997, abs=1e-6)
    assert rank.sum() == pytest.approx(1)


def test_betweenness_is_as_published_where_nobody_is_drawn() -> None:
    found = betweenness(karate().matrix())
    assert found[0] == pytest.approx(0.437635, abs=1e-6)
    assert found[33] == pytest.approx(0.304075, abs=1e-6)


def test_betweenness_of_drawn_sources_is_near_and_names_the_same_first() -> None:
    exact = betweenness(karate().matrix())
    draws = [betweenness(karate().matrix(), np.random.default_rng(n).permutation(34)[:17]) for n in range(40)]
    assert np.mean(draws, axis=0) == pytest.approx(exact, abs=0.03)
    assert sum(int(one.argmax()) == 0 for one in draws) >= 36


def test_the_highest_core_has_ten_people_who_know_four_others() -> None:
    core = coreness(karate().matrix())
    assert core.max() == 4
    assert (core == 4).sum() == 10


def test_a_surfer_who_starts_at_somebody_stays_around_them() -> None:
    line = edges(5, list(pairwise(range(5)))).matrix()
    starts = np.zeros(5)
    starts[2] = 1.0
    rank = pagerank(line, starts)
    assert rank[:2] == pytest.approx([0, 0])
    # From 2 on a line each next one is reached with .85 of the last; the end leads back to the start.
    assert rank[3] / rank[2] == pytest.approx(0.85)
    assert rank[4] / rank[3] == pytest.approx(0.85)


def test_the_middle_of_a_line_stands_between_all_others() -> None:
    line = edges(3, [(0, 1), (1, 2)]).matrix()
    assert betweenness(line) == pytest.approx([0, 1, 0])


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=25)


@given(pairs)
def test_ranks_add_up_and_no_core_is_larger_than_what_one_knows(found: list[tuple[int, int]]) -> None:
    matrix = edges(8, found).matrix()
    assert pagerank(matrix).sum() == pytest.approx(1)
    known = [len({*(b for a, b in found if a == one), *(a for a, b in found if b == one)} - {one}) for one in range(8)]
    assert all(core <= most for core, most in zip(coreness(matrix), known, strict=True))


@given(pairs)
def test_betweenness_counts_the_shortest_ways_one_by_one(found: list[tuple[int, int]]) -> None:
    assert betweenness(edges(8, found).matrix()) == pytest.approx(by_hand(8, found))


def by_hand(size: int, found: list[tuple[int, int]]) -> list[float]:
    """Every pair's shortest ways, walked one by one."""
    near = {one: {b for a, b in found if a == one} | {a for a, b in found if b == one} for one in range(size)}
    through = [0.0] * size
    for start in range(size):
        for end in range(size):
            ways = shortest(near, start, end) if start != end else []
            for way in ways:
                for one in way[1:-1]:
                    through[one] += 1 / len(ways)
    return [value / ((size - 1) * (size - 2)) for value in through]


def shortest(near: dict[int, set[int]], start: int, end: int) -> list[list[int]]:
    ways = [[start]]
    seen = {start}
    while ways:
        done = [way for way in ways if way[-1] == end]
        if done:
            return done
        ways = [[*way, one] for way in ways for one in near[way[-1]] if one not in seen]
        seen |= {way[-1] for way in ways}
    return []
