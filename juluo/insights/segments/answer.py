"""What a condition answers, and how everybody's numbers are compared."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from pyroaring import BitMap

from juluo.insights.segments.known import Column, Known
from juluo.insights.segments.rule import Sign
from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class Answer:
    """Who meets a condition, of whom it isn't known, and why not. `estimated`: it rests on a rule."""

    yes: BitMap
    unknown: BitMap
    reason: Sentence | None = None
    estimated: bool = False


Answers = list[Answer]


GAP = told("记录没有盖住这段日子")


def nobody_knows(known: Known, reason: Sentence) -> Answers:
    return [Answer(BitMap(), known.everyone[day], reason) for day in known.days]


def compared(known: Known, day: date, much: tuple[Column, Column], sign: Sign, n: int, days: int | None) -> Answer:
    """Of everybody's number (`much`: codes and how many), who meets a comparison; what a gap hides is unknown."""
    everyone = known.everyone[day]
    codes, counts = much
    more = BitMap(codes[counts > n].astype(np.uint32)) & everyone
    even = BitMap(codes[counts == n].astype(np.uint32)) & everyone
    even = even if n else everyone - more - (BitMap(codes[counts > 0].astype(np.uint32)))
    sure = days is None or known.held(known.window(day, days))
    if sign is Sign.AT_LEAST:
        yes = more | even
        return Answer(yes, BitMap()) if sure else Answer(yes, everyone - yes, GAP)
    yes = everyone - more if sign is Sign.AT_MOST else even
    return Answer(yes, BitMap()) if sure else Answer(BitMap(), everyone - more, GAP)


def at_least_once(known: Known, day: date, people: BitMap, days: int | None) -> Answer:
    everyone = known.everyone[day]
    yes = people & everyone
    if days is None or known.held(known.window(day, days)):
        return Answer(yes, BitMap())
    return Answer(yes, everyone - yes, GAP)


def summed(known: Known, day: date, rows: tuple[Column, Column, Column], days: int | None) -> tuple[Column, Column]:
    window = known.window(day, days)
    when, codes, n = rows
    inside = (when >= window.first.toordinal()) & (when <= window.last.toordinal())
    sums = np.bincount(codes[inside], n[inside]) if inside.any() else np.zeros(0)
    people = np.flatnonzero(sums)
    return people, sums[people]
