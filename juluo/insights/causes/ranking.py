"""Which split explains most of a change with the fewest parts.

After Adtributor (Bhagwan et al., NSDI 2014), in a small version of our own. A set of parts must hold most of the
change (explanatory power); it must tell the two periods apart by more than its kind of parts do of themselves
(surprise: the Jensen–Shannon divergence of the two periods, which times the number of cases is a likelihood ratio,
over the dispersion of the other parts); and each part that could have been named instead makes it dearer
(succinctness, by the description length log C(K, k), where Adtributor counts the parts).
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from juluo.insights.causes.part import By, Key
from juluo.insights.causes.sides import FROM_START, NEW

# Parts are named until they hold this much of the change (Adtributor's 67 %); less than half explains nothing.
_ENOUGH, EXPLAINS = 0.67, 0.5
# Parts are named together only if they are of one size: each moved at least this much of what the first did.
_ALIKE = 0.5
# What each part beyond the first must add, in nats beyond the price of naming it.
_DEARER = 2.0
# What a lead must beat the noise by, in nats: there are seven splits to be lucky in.
_CLEAR = 2.0
# A single channel that holds enough of a change, and so much more of it than it had of everything, need not beat it:
# channels are few, and where it was is asked first.
_BEYOND = 1.5
# What each hour makes a stretch of hours dearer, in nats.
_LONGER = 0.35
# Of leads that tell of the same change, one that tells it much worse than another isn't taken for its narrowness.
_NEARLY = 0.25
# What holds more of everything than this, before and now, is no part: that it holds the change says nothing.
WHOLE = 0.75
# More parts than these are no answer that one keeps in mind.
_MOST_PARTS = 3
# How far a split's own dispersion is trusted: as if it had so many parts more, as restless as those of all splits.
_TRUST = 4.0
# Two leads tell of the same change if this much of either lies in what they share.
_SAME = 0.7
# Of leads that tell of the same change, who did it comes before where, and where before when; those who were there
# already, however lately, are a wide field and come last.
_NARROW = (By.PERSON, By.LIFECYCLE, By.THREAD, By.CHANNEL, By.HOUR, By.COHORT, By.TENURE)

# Those who were there when the records begin have nothing in common but that.
_VAGUE: frozenset[Key] = frozenset({FROM_START})

Numbers = Mapping[Key, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Lead:
    """Parts of one split that together explain a change; `score` in nats, `explains` as a share of the change."""

    by: By
    keys: tuple[Key, ...]
    amount: float
    score: float
    explains: float


# How much the change is within both of two sets of parts.
Shared = Callable[[Lead, Lead], float]


def leads(
    splits: Mapping[By, Numbers],
    shared: Shared,
    movers: Mapping[By, float] | None = None,
    aged: Numbers | None = None,
    young: frozenset[Key] = frozenset(),
) -> list[Lead]:
    """The best parts of each split, the best split first.

    `movers` is what part of people isn't in the same part on both sides, by split: of those who are, nothing is learnt
    (as in McNemar's test). None for counts that come in bursts. `aged` is the split by tenure if nobody had grown
    older in between: tenure leads only if it does so there as well. `young` are months of first words that were not
    over when the earlier period began: that there are more of them now says only that time has passed.
    """
    restless = _restless(splits) if movers is None else 1.0
    tried = (
        _lead(
            by, cells, restless, None if movers is None else movers[by], young | _VAGUE if by is By.COHORT else _VAGUE
        )
        for by, cells in splits.items()
        if len(cells) > 1
    )
    led = (lead for lead in tried if lead is not None and (lead.by is not By.TENURE or _holds(lead, aged)))
    found = sorted(led, key=lambda lead: (-lead.score, _width(lead)))
    if not found:
        return []
    same = [
        lead
        for lead in found
        if lead.score > 0 and lead.score >= _NEARLY * found[0].score and _same(found[0], lead, shared)
    ] or found[:1]
    first = min(same, key=_width)
    return [first, *(lead for lead in found if lead is not first)]


def _holds(lead: Lead, cells: Numbers | None) -> bool:
    """Whether the lead's parts explain the change in these cells too."""
    if cells is None:
        return True
    change = sum(now - before for before, now in cells.values())
    held = sum(cells[key][1] - cells[key][0] for key in lead.keys if key in cells)
    return bool(change) and held / change >= EXPLAINS


def _width(lead: Lead) -> int:
    wide = lead.by is By.LIFECYCLE and lead.keys != (NEW,)
    return len(_NARROW) if wide else _NARROW.index(lead.by)


def _same(one: Lead, other: Lead, shared: Shared) -> bool:
    return one is other or shared(one, other) / max(one.amount, other.amount, key=abs) >= _SAME


def surprise(before: float, now: float, all_before: float, all_now: float) -> float:
    """How much a set of parts tells the two periods apart, in nats: cases × the Jensen–Shannon divergence.

    The divergence is between the two periods' shares in and out of the set, weighted by their cases.
    """
    cells = ((before, all_before), (now, all_now), (all_before - before, all_before), (all_now - now, all_now))
    total = all_before + all_now
    inside = (before + now, all_before + all_now - before - now)
    gain = 0.0
    for nth, (count, period) in enumerate(cells):
        if count > 0:
            gain += count * math.log(count * total / (period * inside[nth // 2]))
    return max(gain, 0.0)


def dispersion(cells: Iterable[tuple[float, float]], prior: float = 1.0) -> float:
    """How much more the parts differ from a common change than counts by chance: Pearson's χ² over its freedom."""
    pairs = [pair for pair in cells if pair[0] + pair[1] > 0]
    before, now = sum(b for b, _ in pairs), sum(a for _, a in pairs)
    if not before or not now:
        return prior
    chi = sum((a * math.sqrt(before / now) - b * math.sqrt(now / before)) ** 2 / (a + b) for b, a in pairs)
    return max(1.0, (chi + _TRUST * prior) / (len(pairs) - 1 + _TRUST))


def _restless(splits: Mapping[By, Numbers]) -> float:
    """What dispersion to expect: that of people, of whom there are many and few are the cause."""
    people = splits.get(By.PERSON) or splits.get(By.HOUR) or {}
    pairs = sorted(people.values(), key=lambda pair: abs(pair[1] - pair[0]))
    return dispersion(pairs[: max(1, len(pairs) - _MOST_PARTS)])


def _lead(by: By, cells: Numbers, restless: float, movers: float | None, barred: frozenset[Key]) -> Lead | None:
    before, now = sum(b for b, _ in cells.values()), sum(a for _, a in cells.values())
    change = now - before
    if not change:
        return None
    found: list[Lead] = []
    spread = movers or 0.0
    for keys, choices in _candidates(by, cells, change, barred):
        was, is_now = sum(cells[key][0] for key in keys), sum(cells[key][1] for key in keys)
        explains = (is_now - was) / change
        if movers is None and (not spread or by is By.HOUR):
            spread = dispersion(_others(cells, keys), restless)
        whole = min(was / before if before else 0.0, is_now / now if now else 0.0) >= WHOLE
        if explains >= EXPLAINS and not whole:
            plain = by is By.CHANNEL and len(keys) == 1 and explains >= max(_ENOUGH, _BEYOND * was / max(before, 1))
            clear = 0.0 if plain else _CLEAR
            dear = 0.0 if by is By.HOUR else _DEARER * (len(keys) - 1)
            score = surprise(was, is_now, before, now) / (spread or 1.0) - choices - dear - clear
            found.append(Lead(by, tuple(keys), is_now - was, score, explains))
    return max(found, key=lambda lead: lead.score, default=None)


def _others(cells: Numbers, keys: Sequence[Key]) -> Iterator[tuple[float, float]]:
    inside = frozenset(keys)
    return (pair for key, pair in cells.items() if key not in inside)


def _candidates(
    by: By, cells: Numbers, change: float, barred: frozenset[Key]
) -> Iterator[tuple[Sequence[Key], float]]:
    """Sets of parts that may lead, and the logarithm of how many sets of their size there are."""
    if by is By.HOUR:
        yield from _runs(cells)
        return
    sign = 1 if change > 0 else -1
    able = [key for key in cells if key is not None and key not in barred]
    named = [key for key in able if sign * (cells[key][1] - cells[key][0]) > 0]
    ranked = sorted(named, key=lambda key: (-sign * (cells[key][1] - cells[key][0]), str(key)))
    moved = [abs(cells[key][1] - cells[key][0]) for key in ranked]
    for size in range(1, min(_MOST_PARTS, len(ranked), len(cells) - 1) + 1):
        if moved[size - 1] < _ALIKE * moved[0] or sum(moved[: size - 1]) >= _ENOUGH * abs(change):
            return
        yield ranked[:size], math.log(math.comb(len(cells), size))


def _runs(cells: Numbers) -> Iterator[tuple[Sequence[Key], float]]:
    """Hours that follow one another, up to half a day."""
    for start in range(24):
        for length in range(1, 13):
            hours = [hour for hour in range(start, min(24, start + length)) if hour in cells]
            if hours and len(hours) < len(cells) and hours[0] == start:
                yield hours, math.log(24) + _LONGER * len(hours)
