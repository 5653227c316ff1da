"""Whom a line names. The people are invented."""

from juluo.text.links.line import Line
from juluo.text.links.names import with_names, without_names

ANN, BO, CHEN = 11, 12, 13


def named(*lines: tuple[int, str, str]) -> list[tuple[int, ...]]:
    told = [Line(at, author, at, text, name) for at, (author, name, text) in enumerate(lines)]
    return [line.mentions for line in with_names(told)]


def test_an_address_names_whoever_bears_it() -> None:
    assert named((ANN, "ann", "hello"), (BO, "bo", "Ann: hi"), (CHEN, "小陈", "bo，你好")) == [(), (ANN,), (BO,)]


def test_a_short_name_is_a_word_unless_it_addresses() -> None:
    assert named((BO, "bo", "hi"), (ANN, "ann", "bo tie"), (ANN, "ann", "try @bo")) == [(), (), (BO,)]


def test_a_long_name_counts_wherever_it_stands() -> None:
    assert named((ANN, "annabel", "hi"), (BO, "bo", "thanks annabel!"))[1] == (ANN,)


def test_a_name_that_everybody_says_is_a_word() -> None:
    talk = [(ANN, "linux", "hi"), *((BO, "bo", "does linux work?") for _ in range(12))]
    assert all(not told for told in named(*talk))


def test_nobody_names_themselves() -> None:
    assert named((ANN, "annabel", "I am annabel")) == [()]


def test_the_platforms_own_mentions_stay() -> None:
    line = Line(1, ANN, 0, "看这里", "ann", mentions=(CHEN,))
    assert with_names([line])[0].mentions == (CHEN,)


def test_names_can_be_taken_away() -> None:
    assert without_names("ann: ask Bo, please", frozenset({"ann", "bo"})) == "ask please"
