"""A product taken apart: how much each factor moved it, so that the effects add up to the whole change.

LMDI-I (Ang 2005, Energy Policy 33:867): ΔVx = L(VT, V0)·ln(xT/x0) with the logarithmic mean L; it leaves no residual.
Where a factor is 0 there is no logarithm: then Shapley's value, the mean over all orders in which factors may change.
"""

import math
from collections.abc import Sequence
from itertools import permutations

# Below this ln(1 + x) keeps digits that ln(a / b) loses; far from it, it is the other way round.
_NEAR = 0.1


def log_mean(one: float, other: float) -> float:
    """L(a, b) = (a − b) / ln(a / b), and a where both are the same."""
    if one == other:
        return one
    apart = (one - other) / other
    return (one - other) / (math.log1p(apart) if abs(apart) < _NEAR else math.log(one / other))


def effects(before: Sequence[float], now: Sequence[float]) -> list[float]:
    """What each factor's change did to the product."""
    if min(*before, *now) <= 0:
        return shapley(before, now)
    weight = log_mean(math.prod(now), math.prod(before))
    return [weight * math.log(after / was) for was, after in zip(before, now, strict=True)]


def shapley(before: Sequence[float], now: Sequence[float]) -> list[float]:
    """Each factor's effect averaged over every order of changing them one after another (Shapley 1953)."""
    orders = list(permutations(range(len(before))))
    sums = [0.0] * len(before)
    for order in orders:
        values = list(before)
        product = math.prod(values)
        for factor in order:
            values[factor] = now[factor]
            changed = math.prod(values)
            sums[factor] += changed - product
            product = changed
    return [total / len(orders) for total in sums]
