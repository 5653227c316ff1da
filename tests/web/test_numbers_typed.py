"""What people type for numbers, and what only looks like one: no page answers it with an error of ours."""

import pytest

from juluo.web.asking import number_of
from juluo.web.entry_named import is_entry


@pytest.mark.parametrize(("told", "number"), [("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_a_number_is_read(told: str, number: int) -> None:
    assert number_of(told) == number


@pytest.mark.parametrize("told", ["", "-1", "1.5", "²", "٣", "9" * 10, "9" * 5000])
def test_what_is_none_is_none(told: str) -> None:
    assert number_of(told) is None


def test_an_entry_is_named_by_64_bits() -> None:
    assert all(map(is_entry, ("0", str(2**63 - 1), str(-(2**63)))))
    assert not any(map(is_entry, ("", "-", "²", str(2**63), str(-(2**63) - 1), "9" * 5000)))
