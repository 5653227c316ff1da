"""Who is in a segment on a day: what its conditions answer, laid together in three values.

After Kleene (1952): "and" knows no where one part says no, "or" knows yes where one says yes; else what is unknown
stays so. Nobody is in a segment, or out of it, by a gap in the record.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from pyroaring import BitMap

from juluo.insights.segments.answer import Answer
from juluo.insights.segments.answers import answers
from juluo.insights.segments.known import Known
from juluo.insights.segments.rule import AllOf, AnyOf, Clause, Condition, Not, Rule, conditions
from juluo.store.view import View
from juluo.wording.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Untold:
    """Of so many people a condition isn't known, and so not whether they are in: why."""

    condition: Condition
    n: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Members:
    """Who is in on a day, of whom that isn't known, and among how many was asked. `estimated`: 推测."""

    day: date
    inside: BitMap
    unknown: BitMap
    everyone: BitMap
    untold: tuple[Untold, ...]
    estimated: bool


def members(view: View, rule: Rule, days: Sequence[date]) -> list[Members]:
    """Who is in on each of the days; raises ValueError for an empty ledger."""
    with ExitStack() as stack:
        if view.actors is not rule.actors:
            view = view.counting(rule.actors)
            stack.callback(view.close)
        return told_by(Known(view, days), rule)


def told_by(known: Known, rule: Rule) -> list[Members]:
    """The same of what is known already, so that several rules share it; it counts whom the rule counts."""
    asked = conditions(rule.clause)
    told = {one: answers(known, one) for one in asked}
    return [
        _on(known, rule.clause, day, {one: told[one][place] for one in asked}) for place, day in enumerate(known.days)
    ]


def _on(known: Known, clause: Clause, day: date, told: dict[Condition, Answer]) -> Members:
    everyone = known.everyone[day]
    yes, unknown = _laid(clause, told, everyone)
    untold = tuple(
        Untold(one, n, answer.reason)
        for one, answer in told.items()
        if answer.reason is not None and (n := (answer.unknown & unknown).__len__())
    )
    return Members(day, yes, unknown, everyone, untold, any(answer.estimated for answer in told.values()))


def _laid(clause: Clause, told: dict[Condition, Answer], everyone: BitMap) -> tuple[BitMap, BitMap]:
    """Who meets it, and of whom it isn't known."""
    if isinstance(clause, Not):
        yes, unknown = _laid(clause.of, told, everyone)
        return everyone - yes - unknown, unknown
    if isinstance(clause, AllOf):
        parts = [_laid(part, told, everyone) for part in clause.parts]
        sure = BitMap.intersection(*(yes for yes, _ in parts))
        return sure, BitMap.intersection(*(yes | unknown for yes, unknown in parts)) - sure
    if isinstance(clause, AnyOf):
        parts = [_laid(part, told, everyone) for part in clause.parts]
        sure = BitMap.union(*(yes for yes, _ in parts))
        return sure, BitMap.union(*(unknown for _, unknown in parts)) - sure
    return told[clause].yes, told[clause].unknown & everyone
