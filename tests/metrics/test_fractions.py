"""Which shares may be told as a percentage; the counts are made up."""

import pytest
from lines import Opened, daily, on, open_from

from juluo.metrics.activity.inequality import by_member, top_share
from juluo.metrics.fractions import Fraction, fraction, is_few
from juluo.metrics.metric import Measured


@pytest.mark.parametrize(
    ("hits", "n", "few"),
    [(3, 7, True), (15, 19, True), (4, 100, True), (5, 20, False), (0, 40, True), (39, 40, False)],
)
def test_of_few_no_percentage_is_told(hits: int, n: int, *, few: bool) -> None:
    assert is_few(Measured(hits / n, n, hits)) is few


def test_many_messages_of_few_people_are_few() -> None:
    said = [30, 20, 20, 10]
    found = Measured(30 / 80, 4, parts={"theirs": 30, "messages": 80}, sample=by_member(said, top_share(10)))
    assert fraction(found) == Fraction(30, 80)
    assert is_few(found)


def test_stickiness_of_few_says_how_many_of_how_many(ledger: Opened) -> None:
    """An comes every day and Bo every other one: one and a half of two."""
    lines = [line for day in range(2, 30, 2) for line in daily("bo", f"2026-03-{day:02d}", 1)]
    view = ledger([*open_from("2026-03-01", "2026-03-29"), *daily("an", "2026-03-01", 29), *lines])
    found = on(view, "stickiness", "2026-03-28").measured
    assert fraction(found) == Fraction(1.5, 2)
    assert is_few(found)


def test_what_is_not_made_of_counts_has_no_fraction() -> None:
    assert fraction(Measured(0.3)) is None
    assert not is_few(Measured(0.3, 40))
