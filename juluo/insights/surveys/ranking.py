"""Options that were put in order: the mean rank, Borda's points, and how far places could differ by luck.

What somebody left out stands behind all they named, on the mean of the places left. Borda's points are the share of
other options that one stands before (Borda 1781), 1 always first, 0 always last. Intervals by drawing respondents
anew (Efron 1979).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from juluo.insights.surveys.answered import Option
from juluo.metrics.intervals import Interval

_DRAWS, _SEED, _AT_ONCE = 2_000, 1781, 2_000_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """`place` is 1 for the best; between `places` lie 95 % of the draws. None where there are too few answers.

    All count each answer once but `borda_weighted`, which is None where answers aren't weighed.
    """

    option: Option
    firsts: int
    mean_rank: float
    borda: float
    place: int
    borda_weighted: float | None = None
    interval: Interval | None = None
    places: tuple[int, int] | None = None


def ranked(
    options: Sequence[Option], orders: Sequence[tuple[str, ...]], weights: Sequence[float] | None, *, is_told: bool
) -> tuple[Ranked, ...]:
    """The options, the best first."""
    keys = [option.key for option in options]
    ranks = [_ranks(keys, order) for order in orders]
    means = [sum(row[at] for row in ranks) / len(ranks) for at in range(len(keys))]
    drawn = _drawn(ranks, means) if is_told and len(keys) > 1 else [(None, None)] * len(keys)
    heavy = None if weights is None else _weighed(ranks, weights)
    found = [
        Ranked(
            option,
            sum(bool(order) and order[0] == option.key for order in orders),
            means[at],
            _borda(means[at], len(keys)),
            1 + sum(one < means[at] - 1e-9 for one in means),
            None if heavy is None else _borda(heavy[at], len(keys)),
            *drawn[at],
        )
        for at, option in enumerate(options)
    ]
    return tuple(sorted(found, key=lambda one: one.place))


def _ranks(keys: Sequence[str], order: Sequence[str]) -> list[float]:
    """The rank of each option on one sheet."""
    named = [key for key in dict.fromkeys(order) if key in keys]
    rest = (len(named) + 1 + len(keys)) / 2
    return [named.index(key) + 1.0 if key in named else rest for key in keys]


def _borda(mean_rank: float, options: int) -> float:
    return (options - mean_rank) / (options - 1) if options > 1 else 1.0


def _weighed(ranks: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    whole = sum(weights)
    return [
        sum(weight * row[at] for weight, row in zip(weights, ranks, strict=True)) / whole
        for at in range(len(ranks[0]))
    ]


def _drawn(ranks: Sequence[Sequence[float]], means: Sequence[float]) -> list[tuple[Interval, tuple[int, int]]]:
    """Intervals of Borda's points and of places."""
    import numpy as np  # noqa: PLC0415 - only where something was put in order

    from juluo.metrics.ranked import scored  # noqa: PLC0415 - the same

    table = np.asarray(ranks)
    n, k = table.shape
    random = np.random.default_rng(_SEED)
    at_once = max(1, _AT_ONCE // n)
    parts = [
        random.multinomial(n, np.full(n, 1 / n), min(at_once, _DRAWS - start)) @ table / n
        for start in range(0, _DRAWS, at_once)
    ]
    values = (k - np.asarray(means)) / (k - 1)
    # Draws add the same ranks in another order: their last digits must not part what is equal.
    found = scored(values.round(12), ((k - np.concatenate(parts)) / (k - 1)).round(12))
    return [(Interval(one.low, one.high), (one.rank_low, one.rank_high)) for one in found]
