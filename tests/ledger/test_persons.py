"""Which accounts are one person: what ties and untyings make, against sets that are laid together by hand."""

from hypothesis import given
from hypothesis import strategies as st

from juluo.ledger.kinds import Kind
from juluo.ledger.persons import Persons, Tying, persons

TIE, UNTIE = Kind.ACCOUNT_TIED, Kind.ACCOUNT_UNTIED


def grouped(*acts: Tying, alone: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    return sorted(persons(acts, alone).groups.values())


def test_nobody_is_tied_without_an_act() -> None:
    assert not persons([])
    assert (Persons().of(7), Persons().accounts(7)) == (7, (7,))


def test_ties_lay_persons_together() -> None:
    assert grouped((TIE, (1, 2)), (TIE, (3, 4))) == [(1, 2), (3, 4)]
    assert grouped((TIE, (1, 2)), (TIE, (3, 4)), (TIE, (2, 3))) == [(1, 2, 3, 4)]
    assert persons([(TIE, (9, 5))]).heads == {5: 5, 9: 5}


def test_who_is_untied_stands_alone_and_the_others_stay_together() -> None:
    assert grouped((TIE, (1, 2, 3)), (UNTIE, (2,))) == [(1, 3)]
    assert grouped((TIE, (1, 2)), (UNTIE, (2,))) == []
    assert grouped((TIE, (1, 2, 3, 4)), (UNTIE, (3, 4))) == [(1, 2), (3, 4)]
    assert grouped((UNTIE, (1,))) == []
    assert grouped((TIE, (1, 2)), (TIE, (3, 4)), (UNTIE, (2, 4))) == []


def test_a_later_tie_undoes_an_untying() -> None:
    assert grouped((TIE, (1, 2)), (UNTIE, (2,)), (TIE, (1, 2))) == [(1, 2)]


def test_a_program_is_no_person() -> None:
    assert grouped((TIE, (1, 2, 3)), alone=(2,)) == [(1, 3)]
    assert grouped((TIE, (1, 2)), alone=(2,)) == []


def test_all_accounts_of_some() -> None:
    found = persons([(TIE, (1, 2)), (TIE, (5, 9))])
    assert found.all_of([2, 7]) == (1, 2, 7)
    assert found.accounts(9) == (5, 9)


CODES = st.integers(1, 8)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just(TIE), st.lists(CODES, min_size=2, max_size=3).map(tuple)),
        st.tuples(st.just(UNTIE), st.lists(CODES, min_size=1, max_size=2).map(tuple)),
    ),
    max_size=12,
)


def by_hand(acts: list[Tying]) -> set[frozenset[int]]:
    """Partitions of all codes, act after act."""
    parts = {frozenset({code}) for code in range(1, 9)}
    for kind, codes in acts:
        meant = frozenset(codes)
        if kind is TIE:
            hit = {part for part in parts if part & meant}
            parts = (parts - hit) | {frozenset().union(*hit)}
        else:
            parts = {piece for part in parts for piece in (part & meant, part - meant) if piece}
    return {part for part in parts if len(part) > 1}


@given(ACTS)
def test_any_acts_against_partitions(acts: list[Tying]) -> None:
    found = persons(acts)
    assert {frozenset(group) for group in found.groups.values()} == by_hand(acts)
    assert all(found.of(code) == min(found.accounts(code)) for code in range(1, 9))
