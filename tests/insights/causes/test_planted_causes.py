"""What was planted is named first. `python bench/causes.py` prints the figures for more villages and seeds."""

from causes import evenings, tries

FLOOR = 0.95


def test_the_planted_cause_is_named_first_and_nothing_where_everybody_cools() -> None:
    tried = list(tries(seed=11, size=160))
    right = [one.right for one in tried if one.planted.by is not None]
    cooled = [one.right for one in tried if one.planted.by is None]
    assert len({one.planted.kind for one in tried}) == 8
    assert len(right) >= 80
    assert len(cooled) >= 15
    assert sum(right) / len(right) >= FLOOR
    assert sum(cooled) / len(cooled) >= 0.85


def test_most_of_the_demos_own_evenings_are_named() -> None:
    """Not all: on some, more than a third of the week's change has nothing to do with the evening."""
    held = [one.right for seed in (7, 9, 10) for one in evenings(seed)]
    assert len(held) >= 10
    assert sum(held) / len(held) >= 0.75
