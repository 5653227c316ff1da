"""Weights for who was drawn and who didn't answer: as many of each stratum as there are.

Whoever was drawn from among twelve stands for twelve: each answer begins with the inverse of the chance that its
stratum had (Horvitz and Thompson 1952), and is fitted to what is known of everybody from there. Where answers are
enough, to how active and to how long here at once (raking); otherwise to how active (post-stratification); otherwise
they keep the weights of the draw, if those differ. In anonymous surveys weights differ only between groups of five
answers at least, or the weighted number beside the plain one would tell what the fewer said.

One margin is post-stratification (Holt and Smith 1979); of several, each is met in turn until all are (iterative
proportional fitting, Deming and Stephan 1940). No answer counts as more than five (DeBell and Krosnick 2009), for one
that counts as fifty says more of that person than of the stratum; what was cut is shared out. What weights cost is
Kish's 1 + cv² (Kish 1965): intervals are taken for so many answers fewer.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

# So many times the mean is the most that one answer weighs.
MOST = 5.0
# Fewer answers of a stratum stand for nobody but themselves; they are counted with a neighbour.
FEWEST_OF_STRATUM = 5
_ROUNDS, _CLOSE = 200, 1e-10


# Fitted to strata and tenures at once, to strata, or as they were drawn.
By = Literal["both", "strata", "draw"]


@dataclass(frozen=True, slots=True)
class Margins:
    """What is known of everybody who could be asked: how many of each stratum, of them asked, and of each cell.

    `cells` are by stratum and tenure, empty where tenures aren't known.
    """

    among: Mapping[str, int]
    asked: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a sheet, 1 on average; 0 for whose stratum isn't known, so that they say nothing.

    `by` what they were fitted to. `silent` are strata of which nobody answered: nothing stands for them.
    `joined` are strata counted with another, as (which, with which); `cut` is how many weights were cut.
    """

    values: tuple[float, ...]
    silent: tuple[str, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    cut: int = 0
    by: By = "strata"
    # How far the margins still are from what was asked, as a share: trimming and margins that don't fit leave some.
    off: float = 0.0

    @property
    def design_effect(self) -> float:
        return design_effect(self.values)

    @property
    def effective(self) -> float:
        return len(self.values) / self.design_effect if self.values else 0.0


def design_effect(weights: Sequence[float]) -> float:
    """The number of answers × Σw² / (Σw)², which is 1 + cv² (Kish 1965, 11.7)."""
    total = sum(weights)
    return len(weights) * math.fsum(one * one for one in weights) / total**2 if total else 1.0


def weighed(margins: Margins, sheets: Sequence[tuple[str, str]], *, is_anonymous: bool = False) -> Weights | None:
    """Weights of sheets, each told by stratum and tenure; None where there is nothing to weigh."""
    strata = [stratum for stratum, _ in sheets]
    # In an anonymous survey the draw's weights differ only where whole strata do, and there the margin meets them.
    base = [1.0] * len(sheets) if is_anonymous else drawn_from(strata, margins)
    return _by_both(margins, sheets, base) or stratified(strata, margins.among, base) or _by_draw(strata, base)


def drawn_from(strata: Sequence[str], margins: Margins) -> list[float]:
    """Among how many each was drawn: as many as there are of the stratum, for each that was asked of it."""
    rate = {name: n / asked for name, n in margins.among.items() if (asked := margins.asked.get(name, 0))}
    return [rate.get(name, 1.0) for name in strata]


def _by_both(margins: Margins, sheets: Sequence[tuple[str, str]], base: Sequence[float]) -> Weights | None:
    """Raked to strata and tenures, if every cell that has people has answers enough, and everybody's is known."""
    told = Counter(cell for cell in sheets if cell[0])
    large = {cell for cell, n in margins.cells.items() if n >= FEWEST_OF_STRATUM}
    cells = large | set(told)
    if any(not tenure for _, tenure in told) or any(told[cell] < FEWEST_OF_STRATUM for cell in cells):
        return None
    known = {cell: n for cell, n in margins.cells.items() if cell in cells}
    axes = [_margin(known, 0), _margin(known, 1)]
    if min(map(len, axes)) < 2 or set(known) != cells:
        return None
    places = [at for at, cell in enumerate(sheets) if cell[0]]
    found = raked([sheets[at] for at in places], axes, base=[base[at] for at in places])
    values = [0.0] * len(sheets)
    for at, value in zip(places, found.values, strict=True):
        values[at] = value
    silent = tuple(name for name in margins.among if name and name not in axes[0])
    return Weights(tuple(values), silent, (), found.cut, "both", found.off)


def _margin(cells: Mapping[tuple[str, str], int], at: int) -> dict[str, float]:
    margin: dict[str, float] = {}
    for cell, n in cells.items():
        margin[cell[at]] = margin.get(cell[at], 0) + n
    return margin


def _by_draw(strata: Sequence[str], base: Sequence[float]) -> Weights | None:
    """The draw's own, where they differ: too few answered for anything else."""
    mine = [weight for name, weight in zip(strata, base, strict=True) if name and weight]
    if len({round(one, 6) for one in mine}) < 2:
        return None
    mean = sum(mine) / len(mine)
    return Weights(tuple(weight / mean if name else 0.0 for name, weight in zip(strata, base, strict=True)), by="draw")


def stratified(strata: Sequence[str], among: Mapping[str, int], base: Sequence[float] | None = None) -> Weights | None:
    """Weights by one stratum a sheet, beginning with `base`; None where there is nothing to weigh.

    The order of `among` is the order of strata: one with few answers is joined with the one before it.
    """
    known = {name: n for name, n in among.items() if n > 0 and name}
    told = Counter(name for name in strata if name in known)
    silent = tuple(name for name in known if name not in told)
    names, joined = _joined({name: n for name, n in known.items() if name in told}, told)
    margins: Counter[str] = Counter()
    for name, into in names.items():
        margins[into] += known[name]
    if len(margins) < 2:
        return None
    places = [at for at, name in enumerate(strata) if name in names]
    found = raked(
        [(names[strata[at]],) for at in places], [margins], base=[base[at] for at in places] if base else None
    )
    values = [0.0] * len(strata)
    for at, value in zip(places, found.values, strict=True):
        values[at] = value
    return Weights(tuple(values), silent, joined, found.cut, off=found.off)


def raked(
    cells: Sequence[tuple[str, ...]],
    margins: Sequence[Mapping[str, float]],
    most: float = MOST,
    base: Sequence[float] | None = None,
) -> Weights:
    """Weights that meet each margin: `cells` are a sheet's values of all margins, in their order.

    They begin with `base`, all alike if there is none.

    Values that nobody answered with are left out of their margin. Raises ValueError for a value no margin tells of.
    """
    targets = [_target(at, cells, margin) for at, margin in enumerate(margins)]
    weights = _fitted(list(base or [1.0] * len(cells)), cells, targets)
    weights, cut = _trimmed(weights, most)
    off = max((_off(weights, at, cells, target) for at, target in enumerate(targets)), default=0.0)
    return Weights(tuple(weights), cut=cut, off=off)


def _joined(known: Mapping[str, int], told: Mapping[str, int]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Where each stratum is counted: one with few answers with the stratum before it, the first with the next."""
    groups: list[list[str]] = []
    for name in known:
        few = groups and (told[name] < FEWEST_OF_STRATUM or sum(told[one] for one in groups[-1]) < FEWEST_OF_STRATUM)
        if few:
            groups[-1].append(name)
        else:
            groups.append([name])
    names: dict[str, str] = {}
    joined: list[tuple[str, str]] = []
    for group in groups:
        largest = max(group, key=lambda one: told[one])
        names |= dict.fromkeys(group, largest)
        joined += [(one, largest) for one in group if one != largest]
    return names, tuple(joined)


def _target(at: int, cells: Sequence[tuple[str, ...]], margin: Mapping[str, float]) -> dict[str, float]:
    """What each value should weigh in all, those without answers left out; the whole is as many as answered."""
    there = {cell[at] for cell in cells}
    if any(margin.get(name, 0) <= 0 for name in there):
        raise ValueError("an answer is of a stratum that nobody was asked of")
    total = sum(margin[name] for name in there)
    return {name: margin[name] / total * len(cells) for name in there}


def _fitted(
    weights: list[float], cells: Sequence[tuple[str, ...]], targets: Sequence[Mapping[str, float]]
) -> list[float]:
    for _ in range(_ROUNDS):
        largest = 0.0
        for at, target in enumerate(targets):
            sums = _sums(weights, at, cells)
            factors = {name: target[name] / sums[name] for name in target}
            weights = [weight * factors[cell[at]] for weight, cell in zip(weights, cells, strict=True)]
            largest = max([largest, *(abs(factor - 1) for factor in factors.values())])
        if largest < _CLOSE:
            break
    return weights


def _sums(weights: Sequence[float], at: int, cells: Sequence[tuple[str, ...]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for weight, cell in zip(weights, cells, strict=True):
        sums[cell[at]] = sums.get(cell[at], 0.0) + weight
    return sums


def _off(weights: Sequence[float], at: int, cells: Sequence[tuple[str, ...]], target: Mapping[str, float]) -> float:
    sums, n = _sums(weights, at, cells), len(cells)
    return max((abs(sums[name] - target[name]) / n for name in target), default=0.0)


def _trimmed(weights: list[float], most: float) -> tuple[list[float], int]:
    """None above so many means, which are 1; what was cut is shared out among the others."""
    heavy = [weight > most for weight in weights]
    while any(weight > most + _CLOSE for weight in weights):
        heavy = [high or weight > most for high, weight in zip(heavy, weights, strict=True)]
        light = sum(weight for high, weight in zip(heavy, weights, strict=True) if not high)
        rest = (len(weights) - most * sum(heavy)) / light
        weights = [most if high else weight * rest for high, weight in zip(heavy, weights, strict=True)]
    return weights, sum(heavy)
