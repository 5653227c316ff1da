"""How long newcomers stay, in made-up communities where it is known."""

from datetime import timedelta

import pytest
from spoken_days import FIRST, LAST, Opened, said

from juluo.insights.retention.newcomers import MARKS, Stay, newcomer_survival
from juluo.insights.retention.words import newcomer_words
from juluo.metrics.activity.silences import Goodbye
from juluo.wording.catalogue import speaker


def newcomers(stays: list[int], every: int = 3) -> dict[str, range]:
    """One newcomer each other day from day 120 on, who comes every three days and stays so many days."""
    return {f"n{nth}": range(120 + 2 * nth, 121 + 2 * nth + stay, every) for nth, stay in enumerate(stays)}


def test_shares_are_of_those_who_came_again_later_than_each_mark(spoken: Opened) -> None:
    found = newcomer_survival(spoken(newcomers([0, 6, 12, 36, 60] * 4)), LAST)
    assert found.goodbye == Goodbye(7, learnt=True)  # none of the twenty ever came back
    assert (len(found.everyone), set(found.everyone.ended)) == (20, {True})
    assert found.everyone.here == pytest.approx((0.8, 0.6, 0.4, 0.2))
    assert found.everyone.curve.median == 12
    assert sum(len(stay) for _, stay in found.by_week) == 20
    assert len(MARKS) == 4


def test_who_is_here_still_is_only_known_to_have_stayed_so_long(spoken: Opened) -> None:
    staying = {f"s{n}": range(150 + n, 300, 5) for n in range(10)}
    found = newcomer_survival(spoken(newcomers([6] * 10) | staying), LAST)
    assert sum(found.everyone.ended) == 10
    longest = max(found.everyone.lasted)
    assert longest == (LAST - FIRST).days - 150 - found.goodbye.days
    assert found.everyone.here[2] == pytest.approx(0.5)


def test_those_too_new_to_have_gone_quiet_are_left_out(spoken: Opened) -> None:
    new = {f"x{n}": [290 + n] for n in range(8)}
    found = newcomer_survival(spoken(newcomers([6] * 8) | new), LAST)
    assert len(found.everyone) == 8


def test_who_was_here_before_the_first_month_is_over_is_no_newcomer(spoken: Opened) -> None:
    found = newcomer_survival(spoken({f"m{n}": range(n, 90, 4) for n in range(30)}), FIRST + timedelta(days=150))
    assert len(found.everyone) == 0
    assert newcomer_words(found, speaker("zh")) == (found.reason,)


def answers(count: int) -> list[dict[str, object]]:
    """The host's reply, an hour later, to the first words of each of the first newcomers."""
    return [
        dict(said("host", 120 + 2 * nth, 13, reply_to=f"n{nth}-{120 + 2 * nth}-12", is_staff=True, id=f"h{nth}"))
        for nth in range(count)
    ]


@pytest.mark.parametrize(
    ("stays", "verdict"),
    [
        ([40] * 15 + [0] * 15, "明显留得更久"),
        ([0] * 15 + [40] * 15, "明显留得更短"),
        ([40, 0, 6] * 10, "看不出谁留得更久"),
    ],
)
def test_answered_and_unanswered_newcomers_are_compared(spoken: Opened, stays: list[int], verdict: str) -> None:
    found = newcomer_survival(spoken(newcomers(stays), *answers(15)), LAST)
    assert found.answered is not None
    assert found.unanswered is not None
    assert (len(found.answered), len(found.unanswered)) == (15, 15)
    assert found.difference is not None
    assert verdict in newcomer_words(found, speaker("zh"))[1]
    assert (found.difference.p < 0.05) == ("明显" in verdict)


def test_where_answers_can_t_be_seen_nothing_is_compared(spoken: Opened) -> None:
    found = newcomer_survival(spoken(newcomers([6, 0] * 8)), LAST)
    assert (found.answered, found.unanswered, found.difference) == (None, None, None)
    assert len(newcomer_words(found, speaker("zh"))) == 1


def test_of_the_last_few_still_watched_nothing_is_told() -> None:
    """Nine are too new to have gone, one has: that one alone would make it 0 %."""
    assert Stay((2.0,) * 9 + (10.0,), (False,) * 9 + (True,)).here == (1.0, 1.0, None, None)
    assert Stay((2.0,) * 10, (True,) * 10).here == (1.0, 0.0, 0.0, 0.0)
