"""In which steps the results of an open anonymous survey grow: stated here, and nowhere else.

Whoever looks before and after a single answer knows what it was. So results are those of 5·k finished answers, taken
at random among those that wait, and they stay as they were when they joined: a change made later counts at the end.
Five at least always wait, so that the end, which shows everything, is such a step, too. Until then nobody is told
apart, neither by stratum nor by wave: of five new answers one may be the only quiet member's.
"""

from juluo.desk.surveys.values import FEWEST, State


def grows_in_steps(state: State, *, is_anonymous: bool) -> bool:
    """Whether only some of the answers are shown yet."""
    return is_anonymous and state is State.OPEN


def next_step(waiting: int) -> int:
    """How many of the finished answers that aren't shown yet join the results now."""
    return max(0, (waiting - FEWEST) // FEWEST) * FEWEST
