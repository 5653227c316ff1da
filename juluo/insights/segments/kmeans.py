"""k-means and the silhouette, in plain numpy: loading a library for them costs ten times as much as doing them.

Lloyd's steps (1982) from k-means++ starts (Arthur & Vassilvitskii 2007), the best of two; silhouette after Rousseeuw
(1987). Seeded, so the same table gives the same groups.
"""

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
_STARTS, _STEPS = 3, 60


def kmeans(table: Table, k: int, seed: int) -> Table:
    """The middles of k groups; raises ValueError for fewer rows than groups."""
    if len(table) < k:
        raise ValueError("more groups than rows")
    tried = [_settled(table, _started(table, k, np.random.default_rng([seed, start]))) for start in range(_STARTS)]
    return min(tried, key=lambda middles: float(distances(table, middles).min(axis=1).sum()))


def nearest(table: Table, middles: Table) -> Labels:
    """To which middle each row belongs."""
    return np.asarray(distances(table, middles).argmin(axis=1), np.int64)


def distances(table: Table, middles: Table) -> Table:
    """Squared distances of every row from every middle."""
    found = (table**2).sum(axis=1)[:, None] - 2 * table @ middles.T + (middles**2).sum(axis=1)[None, :]
    return np.asarray(np.maximum(found, 0.0))


def silhouette(between: Table, labels: Labels) -> float:
    """The mean silhouette, given everybody's distance from everybody; alone in a group counts 0."""
    places, sizes = np.unique(labels, return_counts=True)
    sums = np.stack([between[:, labels == place].sum(axis=1) for place in places], axis=1)
    own = np.searchsorted(places, labels)
    rows = np.arange(len(labels))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    outside = means.min(axis=1)
    widest = np.maximum(inside, outside)
    scores = np.where((sizes[own] > 1) & (widest > 0), (outside - inside) / np.where(widest > 0, widest, 1), 0.0)
    return float(scores.mean())


def _started(table: Table, k: int, chance: np.random.Generator) -> Table:
    chosen = [int(chance.integers(len(table)))]
    while len(chosen) < k:
        far = distances(table, table[chosen]).min(axis=1)
        weights = far / far.sum() if far.sum() > 0 else np.full(len(table), 1 / len(table))
        chosen.append(int(chance.choice(len(table), p=weights)))
    return table[chosen]


def _settled(table: Table, middles: Table) -> Table:
    """Steps until nobody changes groups; a group that lost everybody stays where it was."""
    labels = nearest(table, middles)
    for _ in range(_STEPS):
        sizes = np.bincount(labels, minlength=len(middles))
        sums = np.stack([np.bincount(labels, column, len(middles)) for column in table.T], axis=1)
        middles = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], middles)
        again = nearest(table, middles)
        if np.array_equal(again, labels):
            break
        labels = again
    return middles
