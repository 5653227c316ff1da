import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.identity import decimal, mixed, name_hash, name_hashes, number_hashes, text_hashes, trait

SEED = 7


def test_the_numbers_are_frozen() -> None:
    """They stand in ledgers: a change here makes every known entry a new one."""
    assert name_hash("user1", SEED) == 0x5D0C5CE76448F561
    assert name_hash("1200000000000000001", SEED) == 0x6F9D737F01500FCC


@given(st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers(-5, 2**64).map(str))), st.integers(0, 2**63))
def test_one_id_has_one_number_by_every_way(words: list[str | None], seed: int) -> None:
    together = name_hashes(words, seed).tolist()
    assert together == [0 if word is None else name_hash(word, seed) for word in words]
    numbers = [number for word in words if word is not None and (number := decimal(word)) is not None]
    alone = number_hashes(np.array(numbers, np.int64), seed).tolist()
    assert alone == [name_hash(str(number), seed) for number in numbers]


@pytest.mark.parametrize("words", ["", "007", "-1", "+1", "1.0", " 1", "١٢", "0x1F", "9223372036854775808", "²"])
def test_what_is_no_plain_decimal_is_words(words: str) -> None:
    assert decimal(words) is None


@pytest.mark.parametrize("words", ["0", "7", "1200000000000000001", "9223372036854775807"])
def test_a_plain_decimal_is_its_number(words: str) -> None:
    assert decimal(words) == int(words)


def test_no_text_and_an_empty_one_are_alike() -> None:
    assert text_hashes([None, "", "你好", "你好"], 4).tolist()[:2] == [0, 0]
    assert text_hashes(["你好", "您好"], 2).tolist()[0] == name_hash("你好")


def test_an_absent_trait_adds_nothing() -> None:
    column = np.array([0, 5, 0, 6], np.int64)
    hashes = trait(column, 3)
    assert hashes[[0, 2]].tolist() == [0, 0]
    assert hashes[1] == mixed([np.array([3], np.int64), column[1:2]])[0]


def test_columns_are_built_without_pandas() -> None:
    asks = "import juluo.sources.batch, pyarrow, sys; pyarrow.array(['a']); sys.exit('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asks], check=False)  # noqa: S603 - our own words
    assert done.returncode == 0
