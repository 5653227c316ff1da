"""The code at the door: whose it is, when it was mistyped, and what a device that holds only hashes can make of it."""

import hashlib

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from juluo.desk.events.codes import ALPHABET, ROUNDS, code_of, hashed, plain, read, salt_of, shown

CODE = code_of("tea", "20261120qa", 7)


def test_it_is_somebodys_at_one_event_of_one_community() -> None:
    assert code_of("tea", "20261120qa", 7) == CODE
    others = {
        code_of(community, slug, number)
        for community in ("tea", "go")
        for slug in ("20261120qa", "20261120qaa")
        for number in range(1, 500)
    }
    assert len(others) == 4 * 499, "no two of two thousand alike"
    assert CODE in others
    assert len({code_of("a", "bc", 1), code_of("ab", "c", 1), code_of("a", "b", 11)}) == 3


def test_with_another_secret_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY", "another home's")
    assert code_of("tea", "20261120qa", 7) != CODE


def test_it_is_read_however_it_is_typed() -> None:
    letters = plain(CODE)
    assert len(letters) == 12
    typed = letters.replace("1", "l").replace("0", "o")
    for one in (CODE, letters, CODE.lower(), f" {CODE.replace('-', ' ')}\n", typed, CODE.replace("-", "–")):
        assert read(one) == letters
    assert shown(letters) == CODE
    for one in ("", "7", CODE[:-1], f"{CODE}0", "张三", "²" * 12, "U" * 12, "https://example.org/"):
        assert read(one) is None


# On a busy machine the first try waits for the imports.
@given(some.integers(0, 11), some.sampled_from(ALPHABET), some.integers(0, 10), some.integers(1, 300))
def test_a_wrong_letter_and_neighbours_exchanged_are_always_seen(at: int, letter: str, left: int, number: int) -> None:
    letters = plain(code_of("tea", "20261120qa", number))
    assert read(letters) == letters
    if letter != letters[at]:
        assert read(f"{letters[:at]}{letter}{letters[at + 1 :]}") is None
    first, second = letters[left], letters[left + 1]
    if first != second:
        assert read(f"{letters[:left]}{second}{first}{letters[left + 2 :]}") is None


def test_a_device_holds_hashes_of_an_events_own() -> None:
    salt = salt_of("tea", "20261120qa")
    letters = plain(CODE)
    assert hashed(salt, letters) == hashlib.pbkdf2_hmac("sha256", letters.encode(), salt.encode(), ROUNDS, 16).hex()
    assert letters not in hashed(salt, letters)
    assert salt_of("tea", "20261120qa2") != salt != salt_of("go", "20261120qa")
    assert hashed(salt_of("go", "20261120qa"), letters) != hashed(salt, letters)
