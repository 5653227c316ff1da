"""Ids stand in the ledger for good: their numbers may never change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from juluo.ledger.identity import (
    as_signed,
    decimal,
    fingerprint,
    mixed,
    name_hash,
    name_hashes,
    number_hashes,
    scope_seed,
    text_hashes,
    trait,
)

words = st.one_of(st.text(max_size=30), st.integers(0, 2**64).map(str))


def test_xxh3_s_published_value_of_nothing() -> None:
    """The value that xxHash's own sanity tests give for XXH3_64bits of an empty input and seed 0."""
    assert scope_seed("") == 0x2D06800538D394C2


def test_splitmix64_s_published_values() -> None:
    """The first numbers of Vigna's reference generator from state 0: one column of zeros is one step."""
    first = mixed([np.zeros(1, np.uint64)])
    assert int(first[0]) == 0xE220A8397B1DCDAF


@pytest.mark.parametrize(
    ("name", "seed", "number"),
    [
        ("聚落", 0, xxh3_64_intdigest("聚落".encode(), 0)),
        ("user#42", 7, xxh3_64_intdigest(b"user#42", 7)),
        ("007", 0, xxh3_64_intdigest(b"007", 0)),
        ("-1", 0, xxh3_64_intdigest(b"-1", 0)),
        ("9223372036854775808", 0, xxh3_64_intdigest(b"9223372036854775808", 0)),
    ],
)
def test_words_are_hashed_by_xxh3(name: str, seed: int, number: int) -> None:
    assert name_hash(name, seed) == number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("0", 0x6F56D31DAAB84B97),
        ("42", 0xFF60169BA992DD48),
        ("9223372036854775807", 0x9A823813874E70C8),
        ("聚落", 0x5911BCF5DD524C80),
    ],
)
def test_the_numbers_in_old_ledgers_hold(name: str, number: int) -> None:
    assert name_hash(name, scope_seed("telegram\x1f-100")) == number


@pytest.mark.parametrize("spelling", ["", "01", "-3", "+3", "1.0", "１２", "²", "9223372036854775808", "1" * 20])
def test_what_is_no_plain_decimal(spelling: str) -> None:
    assert decimal(spelling) is None


@given(st.integers(0, 2**63 - 1))
def test_plain_decimals_are_read(number: int) -> None:
    assert decimal(str(number)) == number


@given(st.lists(st.one_of(st.none(), words), max_size=30), st.integers(0, 2**64 - 1))
def test_many_ids_are_hashed_like_each_alone(names: list[str | None], seed: int) -> None:
    found = [int(number) for number in name_hashes(names, seed)]
    assert found == [0 if name is None else name_hash(name, seed) for name in names]


@given(st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=30), st.integers(0, 2**64 - 1))
def test_numbers_are_hashed_like_their_digits(numbers: list[int], seed: int) -> None:
    found = [int(number) for number in number_hashes(np.array(numbers, np.int64), seed)]
    assert found == [name_hash(str(number), seed) for number in numbers]


def test_equal_ids_of_two_scopes_stay_apart() -> None:
    scopes = [scope_seed(scope) for scope in ("telegram\x1f1", "telegram\x1f2", "qq\x1f1")]
    for name in ("1", "abc"):
        assert len({name_hash(name, scope) for scope in scopes}) == 3


def test_no_two_of_a_million_ids_share_a_number() -> None:
    numbers = np.arange(1_000_000, dtype=np.int64)
    assert len(np.unique(number_hashes(numbers, scope_seed("a")))) == len(numbers)


def test_columns_are_told_apart_by_their_order() -> None:
    one, two = np.array([1, 2, 3], np.int64), np.array([3, 2, 1], np.int64)
    assert list(mixed([one, two]) == mixed([two, one])) == [False, True, False]


@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=20))
def test_an_empty_text_is_none_at_all(texts: list[str | None]) -> None:
    found = text_hashes(texts, len(texts))
    assert [bool(number) for number in found] == [bool(text) for text in texts]


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=20), st.integers(0, 1000))
def test_an_absent_trait_adds_nothing(values: list[int], salt: int) -> None:
    found = trait(np.array(values, np.int64), salt)
    assert all(number == 0 for number, value in zip(found, values, strict=True) if value == 0)
    assert list(trait(np.zeros(3, np.int64), salt)) == [0, 0, 0]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20))
def test_the_same_bits_as_a_signed_number_and_as_a_fingerprint(values: list[int]) -> None:
    hashes = np.array(values, np.uint64)
    assert list(as_signed(hashes).view(np.uint64)) == values
    assert [int(part) & 0xFFFFFFFF for part in fingerprint(hashes)] == [value & 0xFFFFFFFF for value in values]
