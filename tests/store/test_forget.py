"""Old words go from every file of the home; every count stays, and no import brings them back."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from crashing import killed_at
from home_words import words_below
from hypothesis import given
from hypothesis import strategies as st
from ledgers import MEMBER, SLUG, Said, bring, counted_plainly, present, rolled_up, rows_of
from test_erase import export, line, rejections

from juluo.intake.operator import state_count
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.kinds import Kind
from juluo.store.embedded import EmbeddedStore
from juluo.store.forget import THANKED
from juluo.store.text_rule import TextRule, set_text_days, text_rule
from juluo.text.thanks import thanks, thanks_in_sql

OLD = [
    line(1, "mo", "第一天的话", topic="开张", media="合同.pdf", detail={"forwarded_from": "老合同.pdf"}),
    line(1, "xiao", "第一天有人吗？", mentions=["mo"]),
    line(2, "mo", "谢谢，弄好了", reply_to="xiao-1-第一"),
    {"id": "broken", "time": "没有时间", "author": "mo", "text": "第一天坏掉的一行"},
]
NEW = [line(20, "mo", "第二十天的话"), line(21, "xiao", "还在吗？")]
GONE = ("第一天的话", "第一天有人吗", "弄好了", "坏掉的一行", "合同.pdf")
BEFORE = date(2024, 3, 10)


def stays(store: EmbeddedStore) -> object:
    kept = "day, ts, kind, account, peer, channel, thread, reply_to, mentions, asks, media, reactions, native_id, sum"
    rows = rows_of(store, f"SELECT {kept}, until FROM {{entries}} ORDER BY ALL")
    return rows, counted_plainly(store), rolled_up(store), present(store)


def texts(store: EmbeddedStore) -> list[str | None]:
    return [text for (text,) in rows_of(store, "SELECT text FROM {entries} ORDER BY ts, text")]


@pytest.fixture
def forgotten(store: EmbeddedStore) -> EmbeddedStore:
    take_in(store, SLUG, [export([*OLD, *NEW])], Wish(timezone="Asia/Shanghai"))
    before = stays(store)
    assert all(words in words_below(store.home) for words in GONE)
    assert store.forget_text(SLUG, BEFORE) == 3
    assert stays(store) == before
    return store


def test_no_file_of_the_home_has_the_old_words(forgotten: EmbeddedStore) -> None:
    said = words_below(forgotten.home)
    assert [words for words in GONE if words in said] == []
    assert texts(forgotten) == [None, None, None, "第二十天的话", "还在吗？"]
    assert "读不懂时间" in str(rejections(forgotten, 1)[0]["reason"])
    assert "林晓" in said


def test_thanks_were_looked_at_before_they_went(forgotten: EmbeddedStore) -> None:
    found = rows_of(forgotten, "SELECT detail FROM {entries} WHERE detail IS NOT NULL")
    assert [json.loads(detail) for (detail,) in found] == [{THANKED: True}]


def test_again_nothing_is_left_to_do_and_nothing_is_published(forgotten: EmbeddedStore) -> None:
    version = forgotten.ledger.latest()
    assert forgotten.forget_text(SLUG, BEFORE) == 0
    assert forgotten.forget_text(SLUG, date(2024, 3, 5)) == 0
    assert forgotten.ledger.latest() == version
    rule = text_rule(forgotten.register, SLUG)
    assert (rule.gone_before, rule.done_before) == (BEFORE, BEFORE)


def test_what_the_operator_stated_is_no_members_word(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [export(OLD)], Wish(timezone="Asia/Shanghai"))
    community = store.community(SLUG)
    assert community is not None
    state_count(store, community, date(2024, 3, 1), {"members": 30})
    store.forget_text(SLUG, BEFORE)
    stated = rows_of(store, f"SELECT detail FROM {{entries}} WHERE kind = '{Kind.MEMBER_COUNT}'")
    assert [json.loads(detail) for (detail,) in stated] == [{"members": 30}]


def test_no_export_brings_them_back(forgotten: EmbeddedStore) -> None:
    again = take_in(forgotten, SLUG, [export([*OLD, *NEW])])
    assert (again.added, again.replaced, again.duplicate) == (0, 0, 5)
    changed = [OLD[0] | {"reactions": 3}, line(3, "mo", "第三天才看到的，多谢")]
    again = take_in(forgotten, SLUG, [export(changed)])
    assert (again.added, again.replaced) == (1, 1)
    said = words_below(forgotten.home)
    assert [words for words in (*GONE, "第三天才看到的") if words in said] == []
    found = rows_of(forgotten, "SELECT day FROM {entries} WHERE detail IS NOT NULL ORDER BY day")
    assert found == [(date(2024, 3, 2),), (date(2024, 3, 3),)]
    forgotten.undo(3)
    forgotten.undo(1)
    take_in(forgotten, SLUG, [export([*OLD, *NEW])])
    assert [words for words in GONE if words in words_below(forgotten.home)] == []
    assert "第二十天的话" in words_below(forgotten.home)


def test_versions_that_no_longer_hold_lose_their_words_too(store: EmbeddedStore) -> None:
    bring(store, [Said(1, "改之前")])
    bring(store, [Said(1, "改之后", edited_at=Said(1).on(1).at)])
    assert store.forget_text(SLUG, BEFORE) == 2
    assert texts(store) == [None, None]


def test_unread_records_keep_words_only_beside_young_entries(forgotten: EmbeddedStore) -> None:
    young, old = ([one, {"id": "b", "time": "没有时间", "author": "mo", "text": "没读成"}] for one in (NEW[0], OLD[0]))
    for lines, kept in ((young, True), (old, False)):
        receipt = take_in(forgotten, SLUG, [export(lines)])
        assert ("没读成" in str(rejections(forgotten, receipt.import_no))) is kept
    forgotten.forget_text(SLUG, date(2024, 3, 21))
    assert "没读成" not in words_below(forgotten.home)


def test_other_communities_keep_theirs(store: EmbeddedStore) -> None:
    for slug in (SLUG, "other"):
        take_in(store, slug, [export(OLD)], Wish(timezone="Asia/Shanghai"))
    store.forget_text(SLUG, BEFORE)
    assert "第一天的话" in words_below(store.home)
    assert {text for (text,) in rows_of(store, "SELECT text FROM {entries}")} == {None}


def test_the_rule_is_kept_and_counts_back_from_today(store: EmbeddedStore) -> None:
    assert text_rule(store.register, SLUG) == TextRule()
    assert text_rule(store.register, SLUG).due_before(date(2024, 5, 1)) is None
    set_text_days(store.register, SLUG, 30)
    assert text_rule(store.register, SLUG).due_before(date(2024, 5, 1)) == date(2024, 4, 1)
    for days in (0, 29, 3651):
        with pytest.raises(ValueError, match=str(days)):
            set_text_days(store.register, SLUG, days)
    take_in(store, SLUG, [export(OLD)], Wish(timezone="Asia/Shanghai"))
    store.forget_text(SLUG, BEFORE)
    set_text_days(store.register, SLUG, None)
    assert text_rule(store.register, SLUG).gone_before == BEFORE


STEPS = [
    ("juluo.store.embedded:begin_forgetting", "after"),
    ("juluo.store.datafiles:Writer.rewrite", "after"),
    ("juluo.store.table:LedgerTable.commit", "before"),
    ("juluo.store.table:LedgerTable.commit", "after"),
    ("juluo.store.table:LedgerTable.discard", "before"),
    ("juluo.store.embedded:mask_files", "before"),
    ("juluo.store.embedded:mask_receipts", "before"),
    ("juluo.store.embedded:end_forgetting", "before"),
]


@pytest.mark.parametrize(("target", "when"), STEPS)
def test_killed_anywhere_it_goes_on(target: str, when: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = EmbeddedStore(home)
    bring(store, [Said(i, f"第{i}句 @{MEMBER}").on(i * 9) for i in range(8)])
    take_in(store, SLUG, [export(OLD)])
    before = counted_plainly(store)
    store.close()
    assert killed_at(target, when, "forget", home) == -9
    store = EmbeddedStore(home)
    assert counted_plainly(store) == before
    store.forget_text(SLUG, date(2024, 3, 20))
    said = words_below(home)
    assert [words for words in (*GONE, "第0句", "第2句") if words in said] == []
    assert "第7句" in said
    assert (counted_plainly(store), rolled_up(store)) == (before, before)
    store.close()


PIECES = st.sampled_from(
    ["谢谢", "Thanks", "thx", "ty", "搞定", "it works", "perfect", "先谢", "in advance", "不行", *"'ſKa。?\n "]
)


@given(st.lists(st.lists(PIECES, max_size=7).map("".join) | st.none(), min_size=1, max_size=20))
def test_thanks_are_the_same_in_sql(said: list[str | None]) -> None:
    rows = f"SELECT {thanks_in_sql('words')} FROM (SELECT unnest($said::VARCHAR[]) AS words)"
    told = [thanked for (thanked,) in duckdb.execute(rows, {"said": said}).fetchall()]
    assert told == thanks(pa.array(said, pa.string())).to_pylist()
