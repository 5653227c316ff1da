"""k-means and the silhouette against scikit-learn's."""

import numpy as np
import pytest

from juluo.insights.segments.kmeans import distances, kmeans, nearest, silhouette


@pytest.mark.parametrize("k", [2, 3, 5])
def test_groups_are_as_close_as_those_of_the_library(k: int) -> None:
    from sklearn.cluster import KMeans  # noqa: PLC0415 - two seconds that every process of a run would pay
    from sklearn.metrics import silhouette_score  # noqa: PLC0415 - the same

    chance = np.random.default_rng(k)
    table = np.concatenate([chance.normal(at * 3, 1, (60, 4)) for at in range(3)])
    middles = kmeans(table, k, 7)
    labels = nearest(table, middles)
    library = KMeans(k, n_init=10, random_state=0).fit(table)
    assert distances(table, middles).min(axis=1).sum() <= library.inertia_ * 1.02
    between = np.sqrt(distances(table, table))
    assert silhouette(between, labels) == pytest.approx(silhouette_score(table, labels), abs=1e-6)
    assert np.array_equal(middles, kmeans(table, k, 7))


def test_equal_rows_and_few_rows() -> None:
    assert kmeans(np.zeros((5, 2)), 3, 1).shape == (3, 2)
    assert silhouette(np.zeros((3, 3)), np.array([0, 0, 1])) == 0
    with pytest.raises(ValueError, match="more groups"):
        kmeans(np.zeros((2, 2)), 3, 1)
