"""EASE against its closed form worked by hand, and against simpler ways on made-up tastes (bench/preferences.py)."""

import numpy as np
import pytest
from preferences import by_popularity, by_sar, ndcg_and_recall, tastes
from scipy.sparse import csr_array

from juluo.insights.recommend.ease import Ease


def test_a_tiny_matrix_is_as_worked_by_hand() -> None:
    """X'X + I = [[3, 1], [1, 2]]; P = [[2, -1], [-1, 3]] / 5; B01 = -P01 / P11 = 1/3, B10 = -P10 / P00 = 1/2."""
    ease = Ease(csr_array([[1.0, 1.0], [1.0, 0.0]]), 1.0)
    assert ease.towards(0) == pytest.approx([0, 1 / 2])
    assert ease.towards(1) == pytest.approx([1 / 3, 0])
    assert ease.scores(np.array([[1.0, 0.0], [1.0, 1.0]])) == pytest.approx(np.array([[0, 1 / 3], [1 / 2, 1 / 3]]))


@pytest.mark.parametrize("shape", [(30, 7), (7, 30), (12, 12)])
def test_the_people_s_side_and_the_items_side_tell_the_same(shape: tuple[int, int]) -> None:
    taken = (np.random.default_rng(3).random(shape) < 0.3).astype(float)
    inverse = np.linalg.inv(taken.T @ taken + 5 * np.eye(shape[1]))
    plain = np.eye(shape[1]) - inverse / np.diag(inverse)
    ease = Ease(csr_array(taken), 5)
    assert ease.scores(taken) == pytest.approx(taken @ plain)
    assert np.column_stack([ease.towards(item) for item in range(shape[1])]) == pytest.approx(plain)


@pytest.mark.parametrize("seed", [11, 12])
def test_hidden_tastes_are_found_in_the_published_order(seed: int) -> None:
    """EASE before SAR before popularity, in nDCG@10 and in recall@10, as on MovieLens 100K (METHODS 2.5)."""
    made = tastes(seed)
    ease = ndcg_and_recall(Ease(made.known, 100).scores(made.known), made)
    sar = ndcg_and_recall(by_sar(made.known), made)
    popular = ndcg_and_recall(by_popularity(made.known), made)
    for first, second, third in zip(ease, sar, popular, strict=True):
        assert first > second > third
        assert first > 1.2 * third
