"""Kinds are stored by their place in the list: new ones go to its end."""

from juluo.ledger.kinds import CODES, KINDS, ORIGINAL, SERVICE, SPOKE, Kind
from juluo.ledger.sight import Sight

STORED = (
    "message repost reaction join leave invite kick edit delete pin poll call rename topic announce system"
    " member_count community"
)


def test_the_codes_in_old_ledgers_hold() -> None:
    assert [str(kind) for kind in KINDS][: len(STORED.split())] == STORED.split()
    assert [CODES[kind] for kind in KINDS] == list(range(len(KINDS)))


def test_every_kind_counts_as_one_thing() -> None:
    assert SPOKE | SERVICE | {Kind.REACTION} == set(Kind)
    assert not SPOKE & SERVICE
    assert ORIGINAL < SPOKE
    assert Kind.REPOST not in ORIGINAL


def test_a_sight_is_named_as_it_is_stored() -> None:
    assert all(sight == sight.name.lower() for sight in Sight)
