"""The part that most of a change lies in where none can be told to be its cause: it may be there by chance.

That no part holds most of it would be a claim, and false.
"""

from collections.abc import Iterator
from math import fsum

from juluo.insights.causes.part import By, Causes, Effect, Part, Split
from juluo.insights.causes.ranking import EXPLAINS, WHOLE

# Where and by whom; that most of a change lies in one month of first words says only who is many.
_PLACES = (By.CHANNEL, By.THREAD, By.PERSON)


def most(causes: Causes) -> Part | None:
    """The part of a place that holds most of the change, at least half of it; an hour only where no place does.

    One that holds more than all of it comes last: others went the other way.
    """
    change = causes.change
    if not change:
        return None
    for places in (_PLACES, (By.HOUR,)):
        named = [part for split in causes.splits if split.by in places for part in _named(split)]
        held = [part for part in named if part.amount / change >= EXPLAINS]
        if held:
            return max(held, key=lambda part: (part.amount / change <= 1, part.amount / change))
    return None


def _named(split: Split) -> Iterator[Part]:
    """The parts that are one place, and not nearly everything on both sides."""
    before, now = (fsum(getattr(part, side) for part in split.parts) for side in ("before", "now"))
    for part in split.parts:
        if part.key in {(), (None,)} or part.effect is Effect.FACTOR:
            continue
        is_whole = part.effect is Effect.COUNT and part.before >= WHOLE * before and part.now >= WHOLE * now
        if not is_whole:
            yield part
