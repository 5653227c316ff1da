"""Samples by stratum: so many of each, everybody of a stratum with the same chance, and what is kept of it."""

from collections import Counter
from dataclasses import replace

import pytest
from answering import DRAWN, answers, opened, taker
from cast import Cast
from hypothesis import given
from hypothesis import strategies as st

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.asking import ask, close
from juluo.desk.surveys.actions.building import Manner, copy
from juluo.desk.surveys.drawing import Candidate, allocated, draw
from juluo.desk.surveys.values import Allocation, Response
from juluo.shell.accounts.scene import Scene

# Of 1,200 members most are quiet.
MANY = {"quiet": 840, "some": 240, "often": 120}


def community(counts: dict[str, int]) -> list[Candidate]:
    names = [name for name, n in counts.items() for _ in range(n)]
    return [
        Candidate(person, stratum=name, tenure="new" if person % 3 else "long") for person, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (Allocation.PROPORTIONAL, {"quiet": 70, "some": 20, "often": 10}),
        (Allocation.EQUAL, {"quiet": 34, "some": 33, "often": 33}),
    ],
)
def test_a_hundred_of_twelve_hundred_are_drawn_by_stratum(way: Allocation, told: dict[str, int]) -> None:
    drawn = draw(community(MANY), 100, "seed", way)
    found = Counter(one.stratum for one in drawn)
    assert (len(drawn), len({one.person for one in drawn})) == (100, 100)
    assert all(abs(found[name] - n) <= 1 for name, n in told.items())
    assert draw(community(MANY), 100, "seed", way) == drawn, "the same seed draws the same people"
    assert draw(community(MANY), 100, "other", way) != drawn


def test_a_stratum_that_is_too_small_leaves_its_share_to_the_others() -> None:
    assert allocated({"quiet": 500, "some": 4, "often": 50}, 60, Allocation.EQUAL, "s") == {
        "quiet": 28, "some": 4, "often": 28,
    }  # fmt: skip
    assert allocated({"quiet": 3, "some": 2}, 9, Allocation.EQUAL, "s") == {"quiet": 3, "some": 2}
    assert allocated({}, 9, Allocation.PROPORTIONAL, "s") == {}


@given(
    st.dictionaries(st.sampled_from(["", "quiet", "some", "often"]), st.integers(1, 60), min_size=1),
    st.integers(1, 250),
    st.sampled_from(Allocation),
    st.text(max_size=4),
)
def test_never_more_than_there_are_nor_other_than_were_asked_for(
    counts: dict[str, int], size: int, way: Allocation, seed: str
) -> None:
    found = allocated(counts, size, way, seed)
    assert sum(found.values()) == min(size, sum(counts.values()))
    assert all(0 <= found[name] <= n for name, n in counts.items())
    if way is Allocation.EQUAL:
        # The same of each, but for a rounding and for those who are all drawn.
        rest = [found[name] for name, n in counts.items() if found[name] < n]
        assert not rest or max(found.values()) - min(rest) <= 1


@pytest.mark.parametrize("way", Allocation)
def test_everybody_of_a_stratum_has_the_same_chance_and_each_stratum_its_share(way: Allocation) -> None:
    """Two of eight: shares of 1.5 and .5, of which rounding alone would make 2 and 0. Above 24.32 is luck of .001."""
    frame = community({"often": 6, "quiet": 2})
    drawn = Counter(one.person for seed in range(3000) for one in draw(frame, 2, str(seed), way))
    often = 1.5 if way is Allocation.PROPORTIONAL else 1.0
    chances = [often / 6] * 6 + [(2 - often) / 2] * 2
    assert sum((drawn[at] - 3000 * p) ** 2 / (3000 * p) for at, p in enumerate(chances)) < 24.32


def test_what_the_draw_was_is_kept_with_it_and_with_the_answers(team: Cast, scene: Scene) -> None:
    target = replace(DRAWN, size=60, allocation=Allocation.EQUAL)
    slug = opened(team, scene, Manner(is_anonymous=False, target=target))
    ask(team.lin, "tea", slug, community(MANY), scene)
    (wave,) = facts.waves("tea", slug)
    assert (wave.allocation, dict(wave.asked)) == (Allocation.EQUAL, {"quiet": 20, "some": 20, "often": 20})
    assert sum(wave.cells.values()) == 1200
    assert wave.cells["quiet", "long"] == 280
    person = next(one.person for one in facts.invitations("tea", slug) if one.stratum == "often")
    assert person is not None
    answers(slug, taker(1, person=person), scene)
    (told,) = facts.responses("tea", slug)
    assert (told.stratum, told.tenure) == ("often", "new" if person % 3 else "long")
    assert facts.survey("tea", copy(team.lin, "tea", slug, scene)).target == target  # type: ignore[union-attr]


def test_an_anonymous_answer_says_since_when_only_where_five_alike_were_asked(team: Cast, scene: Scene) -> None:
    """Twelve were asked: ten long here, two new. Of the two new ones nobody is to be told to be one."""
    slug = opened(team, scene, Manner(target=DRAWN))
    frame = [Candidate(n, stratum="often", tenure="new" if n < 2 else "long") for n in range(12)]
    ask(team.lin, "tea", slug, frame, scene)
    for number in range(12):
        answers(slug, taker(number, person=number), scene)
    told: tuple[Response, ...] = facts.responses("tea", slug)
    assert {(one.stratum, one.tenure) for one in told} == {("", "")}, "open: nobody is told apart"
    close(team.lin, "tea", slug, scene)
    kept = Counter((one.stratum, one.tenure) for one in facts.responses("tea", slug))
    assert kept == {("often", "long"): 10, ("often", ""): 2}
