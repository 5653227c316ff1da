"""Whether a change may be explained: a story about noise is worse than none."""

from juluo.metrics.reading import Reading
from juluo.metrics.verdict import Verdict

_TOLD = frozenset({Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN, Verdict.MAYBE, Verdict.UNTESTED})


def is_real(reading: Reading) -> bool:
    return reading.verdict.is_clear


# What changed since last week must be so much of what was judged, which may be a change from four weeks' mean.
_ENOUGH = 0.25


def can_be_told(reading: Reading, change: float) -> bool:
    """Whether something may lead: the change is real, may be, or has no test, and went the way the verdict says.

    Against four weeks' mean a day may stand out and differ from last week's by one message: that one is no story.
    """
    if not change or reading.verdict not in _TOLD:
        return False
    if abs(change) < _ENOUGH * abs(reading.change.amount or 0.0):
        return False
    if reading.verdict is Verdict.UNTESTED or not reading.change.direction:
        return True
    return (change > 0) == (reading.change.direction == "up")
