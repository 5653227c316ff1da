"""Where members stand, by the days on which they spoke; what exports don't tell is unknown."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.members.states import STATES, WINDOW, Spoken, State, states
from juluo.ledger.period import Period

LAST = date(2026, 11, 19)
NOW = Period.trailing(LAST, WINDOW)
ALL_TOLD = (True, True, True)


def standing(days_ago: list[int], told: tuple[bool, bool, bool] = ALL_TOLD, *, left: bool = False) -> State:
    """The state of somebody who spoke on these days, counted back from the last."""
    days = [(LAST - timedelta(days=ago)).toordinal() for ago in days_ago]
    spoken = Spoken(
        first=np.array([min(days, default=0)], np.int32),
        last=np.array([max(days, default=0)], np.int32),
        now=np.array([any(ago < WINDOW for ago in days_ago)]),
        before=np.array([any(WINDOW <= ago < 2 * WINDOW for ago in days_ago)]),
        left=np.array([left]),
    )
    return STATES[states(spoken, NOW, told)[0]]


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        ([0], State.NEW),
        ([27], State.NEW),
        ([3, 28], State.STEADY),
        ([3, 55], State.STEADY),
        ([3, 56], State.RETURNING),
        ([28], State.QUIET),
        ([55, 300], State.QUIET),
        ([56], State.AWAY),
        ([], State.SILENT),
    ],
)
def test_each_history_has_its_state(days_ago: list[int], state: State) -> None:
    assert standing(days_ago) is state


def test_who_left_left_whatever_they_said() -> None:
    assert {standing(days, left=True) for days in ([0], [3, 28], [])} == {State.LEFT}


@pytest.mark.parametrize(
    ("days_ago", "told"),
    [
        ([3], (True, True, False)),
        ([3, 56], (True, False, True)),
        ([56], (True, False, True)),
        ([28], (False, True, True)),
        ([56], (False, True, True)),
    ],
)
def test_what_no_export_tells_is_unknown(days_ago: list[int], told: tuple[bool, bool, bool]) -> None:
    assert standing(days_ago, told) is State.UNKNOWN


@given(st.lists(st.integers(0, 200)), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_a_gap_only_ever_makes_a_state_unknown(days_ago: list[int], told: tuple[bool, bool, bool]) -> None:
    assert standing(days_ago, told) in {standing(days_ago), State.UNKNOWN}
