"""Facts are kept while they are true: made once, never when making failed, the oldest going first."""

from threading import Barrier, Thread

import pytest

from juluo.web.seen import Shelf


def test_facts_are_made_once_however_many_ask_at_once() -> None:
    shelf, made, ready = Shelf(), [], Barrier(8)
    found: list[object] = []

    def make() -> tuple[object, bool]:
        made.append(1)
        return object(), True

    def ask() -> None:
        ready.wait()
        found.append(shelf.get(("tea",), make))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len({id(one) for one in found}) == 1


def test_a_failure_is_not_kept() -> None:
    shelf = Shelf()

    message = "nothing"

    def fails() -> tuple[int, bool]:
        raise ValueError(message)

    with pytest.raises(ValueError, match=r"^nothing$"):
        shelf.get(("tea",), fails)
    assert shelf.get(("tea",), lambda: (1, True)) == 1


def test_what_was_asked_for_last_stays() -> None:
    shelf = Shelf(2)
    for name in ("a", "b", "a", "c"):
        shelf.get((name,), lambda name=name: (name, True))
    assert shelf.get(("a",), lambda: ("new", True)) == "a"
    assert shelf.get(("b",), lambda: ("new", True)) == "new"


def test_what_was_true_before_is_let_go() -> None:
    """In memory alone, but names of who was erased and words that are kept no longer have no place there either."""
    shelf = Shelf()
    for key in (("home", "tea", 1, 0, "page"), ("home", "go", 1, 0, "page")):
        shelf.let_go(key[:2], key[2:4])
        shelf.get(key, lambda: ("words", True))
    shelf.let_go(("home", "tea"), (1, 0))
    assert ("home", "tea", 1, 0, "page") in shelf
    shelf.let_go(("home", "tea"), (1, 1))
    assert ("home", "tea", 1, 0, "page") not in shelf
    assert ("home", "go", 1, 0, "page") in shelf


def test_what_does_not_last_is_made_again() -> None:
    shelf = Shelf()
    assert [shelf.get(("tea",), lambda n=n: (n, False)) for n in (1, 2)] == [1, 2]
