"""One memory through the weeks of the plaza: what the operator said of needs still holds in the next."""

import pytest
from made_needs import keeping_all
from plaza import about, found, week

from juluo.insights.needs.memory import Kept, Memory
from juluo.insights.needs.need import Seed
from juluo.store.view import View


@pytest.fixture(scope="module")
def first(plaza: View) -> Memory:
    """All needs of the eighth week, kept."""
    return keeping_all(Memory(), found(plaza, 7).needs)


def test_a_need_keeps_its_id(plaza: View, first: Memory) -> None:
    before, now = found(plaza, 7), found(plaza, 8, first)
    for word in ("安装", "发票"):
        assert about(now, word).need_id == about(before, word).need_id
        assert about(now, word).kept
        assert about(now, word).threads == 5
    assert not about(now, "帐篷").kept


def test_a_renamed_need_keeps_its_name(plaza: View, first: Memory) -> None:
    need_id = about(found(plaza, 7), "安装").need_id
    memory = first.renamed(need_id, "装不上客户端")
    for number in (8, 9):
        told = found(plaza, number, memory)
        (need,) = (need for need in told.needs if need.need_id == need_id)
        assert (need.name, need.renamed, need.threads) == ("装不上客户端", True, 5)
        memory = keeping_all(memory, told.needs)
    assert memory.of(need_id).name == "装不上客户端"


def test_merged_needs_stay_one(plaza: View, first: Memory) -> None:
    install, invoice = (about(found(plaza, 7), word).need_id for word in ("安装", "发票"))
    memory = first.merged(invoice, install)
    told = found(plaza, 8, memory)
    assert [need.need_id for need in told.needs if need.kept] == [install]
    assert next(need for need in told.needs if need.need_id == install).threads == 10
    again = found(plaza, 9, keeping_all(memory, told.needs))
    assert [(need.need_id, need.threads) for need in again.needs] == [(install, 9)]
    apart = found(plaza, 9, memory.unmerged(invoice))
    assert {need.need_id for need in apart.needs} == {install, invoice}


def test_a_muted_need_stays_away_and_is_counted(plaza: View, first: Memory) -> None:
    install = about(found(plaza, 7), "安装").need_id
    told = found(plaza, 8, first.muted(install))
    assert all(need.need_id != install and "安装" not in need.name for need in told.needs)
    assert told.coverage.muted == 5


def test_a_split_need_stays_split(plaza: View) -> None:
    """Installing and invoices, put together by mistake and taken apart again, never meet any more."""
    install, invoice = (about(found(plaza, 7), word) for word in ("安装", "发票"))
    mixed = Memory().keeping(install).keeping(invoice).merged(invoice.need_id, install.need_id)
    mixed = mixed.keeping(about(found(plaza, 8, mixed), "客户端安装"))
    invoices = [
        seed for seed in mixed.of(install.need_id).seeds if seed.entry_id in about(found(plaza, 8), "发票").entries
    ]
    assert invoices
    memory = mixed.forgetting(invoice.need_id).split(install.need_id, invoices)
    told = found(plaza, 9, memory)
    assert {need.threads for need in told.needs if need.kept} == {4, 5}
    assert len([need for need in told.needs if need.kept]) == 2


def test_a_pinned_need_is_shown_first_even_when_nobody_asks(plaza: View) -> None:
    tents = about(found(plaza, 8), "帐篷")
    told = found(plaza, 9, Memory().keeping(tents).pinned(tents.need_id))
    assert told.needs[0].need_id == tents.need_id
    assert (told.needs[0].threads, told.needs[0].people, told.needs[0].entries) == (0, 0, ())
    assert told.needs[0].quotes


def test_a_need_whose_words_are_gone_is_no_longer_recognised(plaza: View) -> None:
    gone = Memory((Kept("ngone", (Seed(1, week(0).first),), name="忘了的"),))
    assert found(plaza, 8, gone) == found(plaza, 8)
