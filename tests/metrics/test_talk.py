"""Who replies to whom, how far and how widely: small talks whose numbers can be counted by hand."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, BO, CEN, HE, ROBOT, Line, Opened, line, on, open_from

from juluo.metrics.means import grouped_median_interval, mean_interval, median_interval
from juluo.metrics.replies.influence import ranks
from juluo.metrics.replies.reply_breadth import partners_of
from juluo.metrics.replies.rewiring import _Wiring, mutual, mutual_by_chance, two_way_interval
from juluo.metrics.replies.thread_breadth import trees
from juluo.metrics.replies.thread_depth import chain_lengths

DAY = "2026-02-10"
BOUNDS = open_from("2026-01-01", "2026-03-31")
people = st.integers(0, 9)
some_pairs = st.frozensets(st.tuples(people, people).filter(lambda pair: pair[0] != pair[1]), max_size=40)


def said(minute: int, who: str, **more: object) -> Line:
    return line(f"{DAY}T10:{minute:02d}:00", who, text="好", **more)


def chain(*who: str) -> list[Line]:
    """Each replies to the one before."""
    lines = [said(0, who[0])]
    for minute, author in enumerate(who[1:], 1):
        lines.append(said(minute, author, reply_to=lines[-1]["id"]))
    return lines


def test_replies_upon_replies_are_counted(ledger: Opened) -> None:
    reading = on(ledger([*BOUNDS, *chain(AN, BO, HE, AN, CEN), *chain(BO, CEN)]), "thread_depth", DAY)
    assert (reading.value, reading.measured.n) == (4, 4)
    assert reading.measured.evidence is not None
    assert len(reading.measured.evidence.ids or ()) == 5


def test_a_chain_ends_at_a_bot_a_retraction_and_after_a_week(ledger: Opened) -> None:
    gone = chain(AN, BO, CEN, AN)
    gone[2]["deleted"] = True
    assert on(ledger([*BOUNDS, *gone]), "thread_depth", DAY).value == 1
    assert on(ledger(chain(AN, BO, ROBOT, CEN, BO)), "thread_depth", DAY).value == 2
    old = line("2026-02-02T10:00:00", BO, reply_to="elsewhere")
    kept = line("2026-02-03T10:00:00", CEN, reply_to=old["id"])
    assert on(ledger([old, kept, said(1, AN, reply_to=kept["id"])]), "thread_depth", DAY).value == 2


def test_nobody_replied_is_0_and_what_staff_wrote_last_is_no_member_s(ledger: Opened) -> None:
    view = ledger([*BOUNDS, *chain(AN, BO, CEN, HE)])
    assert on(view, "thread_depth", DAY).value == 2
    assert on(view, "thread_depth", "2026-02-11").value == 0


@given(st.dictionaries(people, people))
def test_chains_are_as_long_as_walking_them(replies_to: dict[int, int]) -> None:
    replies_to = {entry: to for entry, to in replies_to.items() if entry > to}
    for entry, length in chain_lengths(replies_to).items():
        steps, here = 0, entry
        while here in replies_to:
            steps, here = steps + 1, replies_to[here]
        assert length == steps


def test_replies_in_a_circle_come_to_an_end() -> None:
    assert max(chain_lengths({1: 2, 2: 3, 3: 1, 4: 1}).values()) <= 4


def test_people_per_thread(ledger: Opened) -> None:
    wide = [said(minute, who, topic="t") for minute, who in enumerate([AN, BO, CEN, AN, HE])]
    alone = [said(20, AN, topic="u"), said(21, AN, topic="u"), said(22, HE, topic="v")]
    measured = on(ledger([*BOUNDS, *wide, *alone]), "thread_breadth", DAY).measured
    assert (measured.value, measured.n, measured.estimated) == (2, 2, False)
    assert measured.parts == {"alone": 1, "most": 3}


def test_without_threads_replies_that_hang_together_are_one(ledger: Opened) -> None:
    root, *replies = chain(AN, BO, AN)
    beside = said(9, CEN, reply_to=root["id"])
    measured = on(ledger([*BOUNDS, root, *replies, beside, *chain(BO, HE), said(30, CEN)]), "thread_breadth", DAY)
    assert (measured.value, measured.measured.n, measured.measured.estimated) == (2, 2, True)


def test_trees_hang_together_by_any_of_their_replies() -> None:
    found = trees([(1, 2, 10, 11), (3, 1, 12, 10), (4, 5, 20, 21), (4, 5, 22, 21)])
    assert sorted(map(sorted, found)) == [[1, 2, 3], [4, 5]]


def test_both_ways_counts_once_and_staff_not_at_all(ledger: Opened) -> None:
    talk = [*chain(AN, BO, AN), *chain(CEN, AN), *chain(AN, BO), *chain(HE, BO, HE), *chain(AN, ROBOT)]
    measured = on(ledger([*BOUNDS, *talk]), "reciprocity", DAY).measured
    assert (measured.hits, measured.n, measured.value) == (1, 2, 0.5)


def test_a_turn_in_a_thread_replies_to_the_turn_before(ledger: Opened) -> None:
    turns = [said(minute, who, topic="t") for minute, who in enumerate([AN, AN, BO, BO, AN, CEN])]
    measured = on(ledger([*BOUNDS, *turns]), "reciprocity", DAY).measured
    assert (measured.hits, measured.n, measured.estimated) == (1, 2, True)


def test_whoever_speaks_to_nobody_counts_among_speakers(ledger: Opened) -> None:
    talk = [*chain(AN, BO, CEN), said(30, "dan"), *chain("eve", HE)]
    measured = on(ledger([*BOUNDS, *talk]), "reply_breadth", DAY).measured
    assert measured.value == pytest.approx((1 + 2 + 1 + 0 + 0) / 5)
    assert measured.parts == {"alone": 2}
    assert measured.n == 5


@given(some_pairs)
def test_all_partners_are_twice_the_pairs_without_direction(pairs: frozenset[tuple[int, int]]) -> None:
    undirected = {frozenset(pair) for pair in pairs}
    assert sum(len(others) for others in partners_of(pairs).values()) == 2 * len(undirected)
    assert mutual(pairs) == len(pairs) - len(undirected)


@given(some_pairs, st.integers(0, 200))
def test_rewiring_keeps_how_many_each_replies_to_and_is_replied_to_by(
    pairs: frozenset[tuple[int, int]], times: int
) -> None:
    wiring = _Wiring(sorted(pairs))
    if pairs:
        wiring.swap(times)
    assert set(wiring.pairs) == wiring.known
    for end in (0, 1):
        assert sorted(pair[end] for pair in wiring.known) == sorted(pair[end] for pair in pairs)
    assert all(by != to for by, to in wiring.known)


def test_chance_makes_what_a_random_graph_of_these_degrees_has() -> None:
    """Everybody replies to 4 of 100 at random: about 4/99 of the replies are returned, 2 % of the pairs."""
    random = Random(3)  # noqa: S311 - test data
    pairs = {(by, to) for by in range(100) for to in random.sample([n for n in range(100) if n != by], 4)}
    chance = mutual_by_chance(pairs)
    assert chance.mean == pytest.approx((4 / 99) / 2, abs=0.01)
    both_ways = {pair for by, to in pairs for pair in ((by, to), (to, by))}
    found = mutual_by_chance(both_ways)
    assert found.high is not None
    assert found.high < 0.2 < mutual(both_ways) / (len(both_ways) - mutual(both_ways))


def test_two_people_alone_can_t_be_rewired() -> None:
    assert mutual_by_chance({(1, 2), (2, 1)}).mean is None
    assert two_way_interval({(1, 2), (2, 1)}) is None


def test_the_interval_of_reciprocity_holds_the_value_and_comes_out_the_same() -> None:
    pairs = {(a, b) for a, b in pairwise(range(40))} | {(b, a) for a, b in pairwise(range(0, 40, 2))}
    pairs |= {(b, a) for a, b in list(pairwise(range(40)))[:20]}
    interval = two_way_interval(pairs)
    assert interval is not None
    assert interval == two_way_interval(pairs)
    assert interval.low < mutual(pairs) / (len(pairs) - mutual(pairs)) < interval.high


def test_reach_counts_each_replier_once_and_equals_share_a_rank() -> None:
    found = ranks({1: {10, 11, 12}, 2: {10, 11}, 3: {11, 12}, 4: {10}})
    assert [(row.account, row.reach, row.rank) for row in found] == [(1, 3, 1), (2, 2, 2), (3, 2, 2), (4, 1, 4)]
    assert all(row.low <= row.reach <= row.high for row in found)
    assert all(row.rank_low <= row.rank <= row.rank_high for row in found)


def test_far_apart_ranks_are_sure_and_near_ones_are_not() -> None:
    found = ranks({1: set(range(300)), 2: set(range(40)), 3: set(range(260, 299))})
    assert (found[0].rank_low, found[0].rank_high) == (1, 1)
    assert (found[1].rank_low, found[1].rank_high) == (found[2].rank_low, found[2].rank_high) == (2, 3)


def test_influence_counts_members_replies_within_a_week(ledger: Opened) -> None:
    asked = said(0, AN)
    late = line("2026-02-17T10:00:01", CEN, reply_to=asked["id"])
    replies = [said(minute, who, reply_to=asked["id"]) for minute, who in ((1, BO), (2, BO), (3, HE), (4, "dan"))]
    measured = on(ledger([*BOUNDS, asked, *replies, late]), "influence", "2026-02-20").measured
    assert [(row["person"], row["reach"], row["rank"]) for row in measured.rows] == [("an", 2, 1)]


def test_the_half_life_is_when_half_of_the_replies_had_come(ledger: Opened) -> None:
    post = line("2026-02-01T10:00:00", AN, text="好")
    others = [
        line(f"2026-02-01T{hour}:00:00", who, reply_to=post["id"])
        for hour, who in ((11, BO), (12, HE), (14, CEN), (20, AN))
    ]
    single = line("2026-02-02T10:00:00", BO, text="好")
    answer = line("2026-02-02T10:30:00", AN, reply_to=single["id"])
    young = line("2026-03-20T10:00:00", BO, text="好")
    view = ledger(
        [*BOUNDS, post, *others, single, answer, young, line("2026-03-20T11:00:00", AN, reply_to=young["id"])]
    )
    measured = on(view, "content_half_life", "2026-02-10").measured
    assert (measured.value, measured.n) == ((120 + 30) / 2, 2)
    later = on(view, "content_half_life", "2026-03-31").measured
    assert (later.value, later.n, later.parts["young"]) == (None, 0, 1)
    assert later.reason


def test_a_mean_s_interval_is_student_s() -> None:
    """Student 1908, the extra sleep of ten patients: mean 2.33, s 2.002, 95 % by t(9) = 2.262."""
    interval = mean_interval([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(0.898, abs=1e-3), pytest.approx(3.762, abs=1e-3))
    assert mean_interval([3.0]) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=6))
def test_a_median_lies_in_its_interval(values: list[float]) -> None:
    interval, ordered = median_interval(values), sorted(values)
    assert interval is not None
    assert interval.low <= ordered[(len(values) - 1) // 2] <= ordered[len(values) // 2] <= interval.high


def test_a_median_s_interval_covers_it_as_often_as_it_says() -> None:
    random = Random(5)  # noqa: S311 - test data
    draws = [[random.expovariate(1.0) for _ in range(25)] for _ in range(800)]
    found = [interval for draw in draws if (interval := median_interval(draw)) is not None]
    covered = sum(interval.low <= 0.6931 <= interval.high for interval in found) / len(draws)
    assert 0.94 <= covered <= 0.99


def test_values_alike_within_groups_tell_less_than_as_many_apart() -> None:
    """Fifty people with ten values each, alike up to a hundredth: the median is as unsure as that of fifty."""
    random = Random(7)  # noqa: S311 - test data
    covered = 0
    for _ in range(120):
        people = [random.gauss(0, 1) for _ in range(50)]
        values = [person + random.gauss(0, 0.01) for person in people for _ in range(10)]
        interval = grouped_median_interval(values, [n // 10 for n in range(500)])
        apart = median_interval(values)
        assert interval is not None
        assert apart is not None
        assert interval.high - interval.low > 1.5 * (apart.high - apart.low)
        covered += interval.low <= 0 <= interval.high
    assert 0.89 <= covered / 120 <= 0.99


def test_few_groups_have_no_interval() -> None:
    assert grouped_median_interval([1.0] * 50, [n % 5 for n in range(50)]) is None


def test_a_grouped_median_is_the_same_in_whatever_order_its_values_come() -> None:
    told = [(float(n * n % 37), n % 9) for n in range(200)]
    found = {grouped_median_interval(*zip(*order, strict=True)) for order in (told, told[::-1], sorted(told))}
    assert len(found) == 1
