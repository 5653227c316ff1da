import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_needs import keeping_all, need, seeds

from juluo.insights.needs.memory import Memory, UnknownNeedError, id_of

INSTALL, LOGIN = need(11, 12, 13), need(21, 22)
BOTH = keeping_all(Memory(), [INSTALL, LOGIN])


def test_a_need_is_kept_by_its_seeds_and_no_words() -> None:
    assert [(one.need_id, one.seeds, one.name) for one in BOTH.kept] == [
        (INSTALL.need_id, INSTALL.seeds, ""),
        (LOGIN.need_id, LOGIN.seeds, ""),
    ]


def test_a_name_stays_through_the_weeks() -> None:
    memory = BOTH.renamed(INSTALL.need_id, " 安装卡住 ")
    later = memory.keeping(need(41, 42, need_id=INSTALL.need_id, month=4))
    assert later.of(INSTALL.need_id).name == "安装卡住"
    assert later.of(INSTALL.need_id).seeds == (*INSTALL.seeds, *seeds(41, 42, month=4))


def test_the_oldest_seeds_stay() -> None:
    memory = BOTH
    for week in range(40):
        memory = memory.keeping(need(100 + week, need_id=INSTALL.need_id))
    kept = memory.of(INSTALL.need_id).seeds
    assert len(kept) == 24
    assert kept[:3] == INSTALL.seeds
    assert kept[-1].entry_id == 139


def test_a_merged_need_answers_for_both_until_it_is_undone() -> None:
    memory = BOTH.merged(LOGIN.need_id, INSTALL.need_id)
    assert memory.of(LOGIN.need_id).need_id == INSTALL.need_id
    assert memory.unmerged(LOGIN.need_id) == BOTH
    with pytest.raises(ValueError, match="itself"):
        memory.merged(INSTALL.need_id, LOGIN.need_id)


def test_what_is_split_off_never_comes_back() -> None:
    memory = BOTH.split(INSTALL.need_id, [INSTALL.seeds[2]])
    own = memory.of(id_of(13))
    assert own.seeds == seeds(13)
    assert memory.of(INSTALL.need_id).seeds == seeds(11, 12)
    assert memory.keeping(INSTALL).of(INSTALL.need_id).seeds == seeds(11, 12)


@pytest.mark.parametrize("off", [(), INSTALL.seeds])
def test_nothing_and_all_are_no_split(off: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="split"):
        BOTH.split(INSTALL.need_id, off)  # type: ignore[arg-type]


def test_splitting_off_the_first_seed_gives_another_id() -> None:
    memory = BOTH.split(INSTALL.need_id, [INSTALL.seeds[0]])
    assert [one.need_id for one in memory.kept] == [INSTALL.need_id, LOGIN.need_id, f"{INSTALL.need_id}-2"]


def test_pins_and_mutes_are_undone() -> None:
    memory = BOTH.pinned(LOGIN.need_id).muted(INSTALL.need_id)
    assert memory.of(LOGIN.need_id).pinned
    assert memory.of(INSTALL.need_id).muted
    assert memory.pinned(LOGIN.need_id, pinned=False).muted(INSTALL.need_id, muted=False) == BOTH


def test_forgetting_a_need_frees_what_was_merged_into_it() -> None:
    memory = BOTH.merged(LOGIN.need_id, INSTALL.need_id).forgetting(INSTALL.need_id)
    assert memory == Memory().keeping(LOGIN)
    with pytest.raises(UnknownNeedError):
        memory.of(INSTALL.need_id)


@given(st.integers(-(2**63), 2**63 - 1))
def test_ids_are_short_and_fit_an_address(entry_id: int) -> None:
    assert id_of(entry_id).isalnum()
    assert len(id_of(entry_id)) == 14
