"""A rule that means nearly the same people as a group: found by trying conditions one after another.

At most three conditions, each taken because it brings the largest gain in F1 (the harmonic mean of precision and
recall); so few that a person can read and change them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyroaring import BitMap

from juluo.insights.segments.answers import answers
from juluo.insights.segments.known import Known
from juluo.insights.segments.rule import Act as Done
from juluo.insights.segments.rule import (
    ActiveDays,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    Rule,
    Sign,
    Tally,
    all_of,
)

_MOST_CONDITIONS, _MOST_CHANNELS = 3, 12
_WORTH = 0.02


@dataclass(frozen=True, slots=True)
class Likeness:
    """The rule, how many of those it means are of the group, and how many of the group it means."""

    rule: Rule
    both: int
    meant: int
    group: int

    @property
    def precision(self) -> float:
        return self.both / self.meant if self.meant else 0.0

    @property
    def recall(self) -> float:
        return self.both / self.group if self.group else 0.0


def alike(known: Known, group: BitMap, days: int) -> Likeness:
    """The rule nearest to a group on the last day asked about, by what people did in so many days."""
    spoke = Did(Done.SPOKE, days)
    tried = {one: _yes(known, one) for one in _tries(known, days)}
    chosen: list[Condition] = [spoke]
    meant = _yes(known, spoke)
    for _ in range(_MOST_CONDITIONS):
        gains = [
            (_f1(group, meant & people), len(str(one)), place) for place, (one, people) in enumerate(tried.items())
        ]
        best = max(gains, key=lambda gain: (gain[0], -gain[1], -gain[2]), default=None)
        if best is None or best[0] < _f1(group, meant) + _WORTH:
            break
        one = [*tried][best[2]]
        chosen, meant = [*chosen, one], meant & tried.pop(one)
    # What a later condition says already goes.
    spare = [one for one in chosen if one != spoke]
    kept = spare if spare and _both(known, spare) == meant else chosen
    return Likeness(Rule(all_of(*kept)), len(group & meant), len(meant), len(group))


def _both(known: Known, chosen: list[Condition]) -> BitMap:
    return BitMap.intersection(*(_yes(known, one) for one in chosen))


def _yes(known: Known, one: Condition) -> BitMap:
    return answers(known, one)[-1].yes


def _f1(group: BitMap, meant: BitMap) -> float:
    return 2 * len(group & meant) / (len(group) + len(meant)) if group or meant else 0.0


def _tries(known: Known, days: int) -> Iterator[Condition]:
    for n in (1, 2, 3, 5, 8, 12, 20, 30, 45):
        if n <= days:
            yield ActiveDays(Sign.AT_LEAST, n, days)
            yield ActiveDays(Sign.AT_MOST, n, days)
    tallies = [Tally.MESSAGES, Tally.QUESTIONS]
    if known.tells_replies:
        tallies += [Tally.GIVEN, Tally.RECEIVED]
    for tally in tallies:
        for n in (1, 2, 3, 5, 10, 20, 50, 100, 200):
            yield Count(tally, Sign.AT_LEAST, n, days)
            yield Count(tally, Sign.AT_MOST, n, days)
    for n in (30, 60, 90, 180, 360):
        yield FirstSeen(Edge.WITHIN, n)
        yield FirstSeen(Edge.BEFORE, n)
    for name in _channels(known):
        yield Did(Done.SPOKE, days, name)


def _channels(known: Known) -> list[str]:
    """The channels with most people, by name."""
    places = known.view.presence.spoke_by_channel(known.window(known.days[-1], 90))
    names = {code: one.name for code, one in known.view.channels.items()}
    codes = sorted(places, key=lambda code: (-len(places[code]), code))[:_MOST_CHANNELS]
    found = [" ".join(names[code].split()) for code in codes if code in names]
    return [name for name in found if name] if len(codes) > 1 else []
