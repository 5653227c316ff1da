"""The board of those whom others listen to, on an invented village."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from listeners import LAST, Village, opened, village

from juluo.insights.influence.board import Board, Heard, Part, board
from juluo.insights.influence.steps import Role
from juluo.metrics.intervals import wilson
from juluo.store.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with opened(tmp_path_factory.mktemp("village"), village()) as found:
        yield found


@pytest.fixture(scope="module")
def found(view: View) -> Board:
    return board(view, LAST)


def called(found: Board, name: str) -> Heard:
    return next(one for one in found.people if one.name == name)


def test_who_is_listened_to_is_not_who_says_most(found: Board) -> None:
    an = called(found, "an")
    assert (an.parts[Part.REACH].rank, an.parts[Part.REACH].value) == (1, 9)
    assert "bo" not in {one.name for one in found.people}


def test_thanks_come_with_wilson_s_interval(found: Board) -> None:
    an, interval = called(found, "an"), wilson(9, 12)
    assert (an.answered, an.askers, an.could, an.thanked) == (12, 12, 12, 9)
    score = an.parts[Part.THANKED]
    assert (score.value, score.low, score.high, score.rank) == (0.75, interval.low, interval.high, 1)


def test_who_talks_with_two_circles_stands_between_them(found: Board) -> None:
    an, cen, *others = found.by(Part.BRIDGE)
    assert (an.name, cen.name) == ("an", "cen")
    assert not others
    # Every way from one square to the other leads through Cen: 2 x 2 pairs both ways, of 15 x 14 pairs of others.
    assert cen.parts[Part.BRIDGE].value == pytest.approx(8 / (found.of - 1) / (found.of - 2))


def test_staff_and_bots_stand_aside(found: Board) -> None:
    assert not {"lin", "robot"} & {one.name for one in found.people}
    assert not {"lin", "robot"} & set((found.names or {}).values())


def test_every_interval_holds_its_value_and_its_rank(found: Board) -> None:
    for one in found.people:
        for score in one.parts.values():
            assert score.low <= score.value <= score.high
            assert score.rank_low <= score.rank <= score.rank_high


def test_links_are_told_and_turns_are_guessed(found: Board, tmp_path: Path) -> None:
    assert found.guessed == 0
    with opened(tmp_path, village(links=False)) as threads:
        guessed = board(threads, LAST)
    assert guessed.guessed == 1
    assert called(guessed, "m0").guessed == 1
    assert called(guessed, "an").answered == 12


def test_it_is_the_same_every_time(found: Board, view: View) -> None:
    assert board(view, LAST) == found


def test_friends_who_are_named_are_those_replied_to_twice(found: Board) -> None:
    names = found.names or {}
    named = {names[one.account]: {names[by] for by in one.by} for one in found.nominated}
    assert set(named) <= {"cen", "东1", "东2", "西1", "西2"}
    assert all(by <= {"cen", "东1", "东2", "西1", "西2"} for by in named.values())
    assert [called(found, who).parts[Part.NAMED].value for who in ("东1", "东2", "cen")] == [1, 2, 2]


def test_one_step_away_is_who_answered_two_and_was_thanked(tmp_path: Path) -> None:
    told = Village()
    for n, (who, times) in enumerate({"two": 2, "three": 3, "one": 1, "unthanked": 2, "same": 2}.items()):
        for time in range(times):
            asker = "only" if who == "same" else f"{who}{time}"
            told.answered(150 + 5 * time + n, asker, who, "" if who == "unthanked" else "谢谢")
    with opened(tmp_path, told) as view:
        found = board(view, LAST)
        (step,) = found.steps
        assert (found.names or {})[step.account] == "two"
        assert (step.role, step.times, step.people, step.thanked) == (Role.ANSWERER, 2, 2, 2)
        assert len(step.entries) == 2


def test_a_host_in_the_making_had_two_talks_of_three(tmp_path: Path) -> None:
    told = Village()
    for day, others in ((150, 3), (160, 4), (170, 2)):
        said = told.say(day, 9, "host", text="大家怎么看")
        for n in range(others):
            told.say(day, 10 + n, f"g{n}", text="我看行", reply_to=said)
    with opened(tmp_path, told) as view:
        (step,) = board(view, LAST).steps
        assert (step.role, step.times, step.people) == (Role.HOST, 2, 4)
        assert [day.day for _, day in step.entries] == [30, 9]


def test_who_was_one_step_away_is_looked_up_eight_weeks_later(tmp_path: Path) -> None:
    told = Village()
    for who, later in (("took", 3), ("stayed", 1)):
        for n in range(2):
            told.answered(80 + n, f"{who}{n}", who, "谢谢")
        for n in range(later):
            told.answered(140 + n, f"{who}{n}", who)
    told.answered(82, "x", "once")
    with opened(tmp_path, told) as view:
        record = board(view, LAST).steps_before
    assert record is not None
    assert (record.away, record.took, record.others, record.others_took) == (2, 1, 1, 0)


def test_without_anything_that_shows_replies_it_says_so(tmp_path: Path) -> None:
    told = Village()
    told.say(100, 9, "an", text="早")
    for line in told.lines:
        line.pop("reply_to"), line.pop("topic")
    with opened(tmp_path, told) as view:
        found = board(view, LAST)
    assert found.people == ()
    assert found.reason
