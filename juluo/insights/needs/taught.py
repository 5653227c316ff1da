"""What colleagues said of readings, as far as needs are concerned: their word goes before that of signs and models."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from juluo.insights.needs.reading import Line
from juluo.intake.lessons import Reading
from juluo.intake.taught import TAUGHT
from juluo.ledger.period import Period
from juluo.store.findings import Findings
from juluo.store.view import View

# A click makes 0 or 1 of a message, .05 or .95 of its near copies.
_IS, _ISNT = 0.94, 0.06
# What clicks on other messages made of one counts from here on; below it is how numbers were rounded.
_MOVED = 0.02
_ACTS = tuple(reading for reading in Reading if reading is not Reading.ADVERTISING)


class Moved(NamedTuple):
    """What a chance is since clicks, and how much that is more than it was without them."""

    now: float
    more: float

    @property
    def counts(self) -> bool:
        return self.now in {0.0, 1.0} or abs(self.more) >= _MOVED

    def of(self, chance: float) -> float:
        """What clicks make of a chance that was judged with a title beside: their own word where they are sure."""
        if self.now >= _IS or self.now <= _ISNT:
            return self.now
        return min(1.0, max(0.0, chance + self.more))


# By entry and reading, what clicks moved.
Clicked = Mapping[int, Mapping[Reading, Moved]]


def settled(view: View, period: Period, judged: set[int]) -> set[int]:
    """Which of the period's messages advertise, given those that the signs speak of."""
    if not view.found_by(TAUGHT):
        return judged
    view.lay_findings("settled_adverts", period)
    listed = ", ".join(map(str, sorted(judged))) or "NULL"
    said = dict(
        view.ask(
            f"SELECT entry_id, advertising >= {_IS} FROM settled_adverts"
            f" WHERE advertising >= {_IS} OR (advertising <= {_ISNT} AND entry_id IN ({listed}))"
        )
    )
    return {one for one in judged if said.get(one, True)} | {int(one) for one, right in said.items() if right}


def moved(view: View, lines: Sequence[Line]) -> Clicked:
    """What these lines do: ask, tell of a problem, suggest, praise; where clicks make something else of it."""
    if not lines or not view.found_by(TAUGHT):
        return {}
    days = [line.day for line in lines]
    view.lay_findings("clicked_acts", Period(min(days), max(days)))
    findings = Findings.of(view.snapshot.folder, view.community.slug)
    shipped = findings.source(findings.shown("content"), "content")
    told = ", ".join(f"t.{one}, c.{one}" for one in _ACTS)
    listed = ", ".join(str(line.entry_id) for line in lines)
    rows = view.ask(
        f"SELECT t.entry_id, {told} FROM clicked_acts t"
        f" LEFT JOIN ({shipped}) c ON c.entry_id = t.entry_id AND c.sum = t.sum WHERE t.entry_id IN ({listed})"
    )
    return {int(entry): _moved(chances) for entry, *chances in rows}


def _moved(chances: Sequence[float | None]) -> dict[Reading, Moved]:
    found: dict[Reading, Moved] = {}
    for reading, now, before in zip(_ACTS, chances[::2], chances[1::2], strict=True):
        one = Moved(now, now - (now if before is None else before)) if now is not None else None
        if one is not None and one.counts:
            found[reading] = one
    return found
