"""A person leaves: every count stays, no file of the home names them, and no import brings them back."""

import json
from contextlib import closing

import duckdb
import pytest
from home_words import files_saying, words_below
from ledgers import SLUG, counted_plainly, present, rolled_up

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.entry import Account
from juluo.sources.files import SourceFile
from juluo.store.common_words import common_words
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK, finder, traces

GONE, GONE_ID = "阿海", "hai_1987"


def line(day: int, who: str, text: str, **more: object) -> dict[str, object]:
    names = {GONE_ID: GONE, "mo": "陈默", "xiao": "林晓"}
    return {
        "id": f"{who}-{day}-{text[:2]}",
        "time": f"2024-03-{day:02d}T12:00:00+08:00",
        "author": who,
        "author_name": names[who],
        "text": text,
        **more,
    }


FIRST = [
    line(1, GONE_ID, "我是新来的，请多关照", topic=f"{GONE}的自我介绍"),
    line(1, "mo", f"欢迎 @{GONE}！", mentions=[GONE_ID], topic=f"{GONE}的自我介绍"),
    line(2, GONE_ID, "周末一起爬山吗？", reply_to="mo-1-欢迎"),
    line(2, "xiao", f"{GONE_ID} 说得对", reply_to=f"{GONE_ID}-2-周末"),
    {"id": "broken", "time": "没有时间", "author": GONE_ID, "text": f"{GONE}坏掉的一行"},
]
MORE = [*FIRST, line(5, GONE_ID, "我又来了"), line(5, "mo", f"{GONE}好久不见"), line(6, "xiao", "大家早")]


def export(lines: list[dict[str, object]]) -> SourceFile:
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    return SourceFile.of_bytes("群聊.jsonl", text.encode())


def person(store: EmbeddedStore) -> Account:
    (found,) = [one for one in store.register.accounts(SLUG).values() if one.account_id == GONE_ID]
    return found


def assert_gone(store: EmbeddedStore) -> None:
    for trace in (GONE, GONE_ID, "请多关照", "爬山", "我又来了"):
        assert files_saying(store.home, trace) == []


@pytest.fixture
def erased(store: EmbeddedStore) -> EmbeddedStore:
    take_in(store, SLUG, [export(FIRST)], Wish(timezone="Asia/Shanghai"))
    assert GONE in words_below(store.home)
    counts = counted_plainly(store), rolled_up(store), present(store)
    assert store.erase(SLUG, [person(store)]) == (2, 2)
    assert (counted_plainly(store), rolled_up(store), present(store)) == counts
    return store


def test_no_file_of_the_home_names_them(erased: EmbeddedStore) -> None:
    assert_gone(erased)
    assert "林晓" in words_below(erased.home)


def test_the_same_file_again_adds_nothing_and_names_nobody(erased: EmbeddedStore) -> None:
    receipt = take_in(erased, SLUG, [export(FIRST)])
    assert (receipt.added, receipt.replaced, receipt.duplicate, receipt.rejected) == (0, 0, 4, 1)
    assert_gone(erased)


def test_a_later_export_brings_entries_but_not_the_person(erased: EmbeddedStore) -> None:
    receipt = take_in(erased, SLUG, [export(MORE)])
    assert (receipt.added, receipt.replaced, receipt.duplicate) == (3, 0, 4)
    assert_gone(erased)
    assert [len(people) for (dim, _, _), people in sorted(present(erased).items()) if dim == "spoke"] == [2, 2, 2, 1]
    assert len(erased.register.rows("SELECT code FROM threads")) == 1


SPOILT = [
    {"id": "b1", "time": "我想离开这里", "author": GONE_ID, "text": "只有我知道的秘密"},
    {"id": "b2", "time": "没有时间", "author": "mo", "text": f'{GONE}的"秘密"在山上'},
    {"id": "b3", "time": "没有时间", "text": "没写是谁的悄悄话"},
]
SPOILT_WORDS = ("想离开", "秘密", "悄悄话", GONE, GONE_ID)


def rejections(store: EmbeddedStore, no: int) -> list[dict[str, object]]:
    lines = (store.home / "files" / "quarantine" / f"import-{no}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(one) for one in lines]


def test_no_record_that_could_not_be_read_keeps_their_words(store: EmbeddedStore) -> None:
    receipt = take_in(store, SLUG, [export([*FIRST[:4], *SPOILT])], Wish(timezone="Asia/Shanghai"))
    take_in(store, "other", [export([*FIRST[2:3], {**SPOILT[2], "text": "别处的话"}])], Wish(timezone="Asia/Shanghai"))
    kept = json.loads(store.imports()[0].receipt)["rejections"]
    assert [sorted(record) for record in kept] == [["file", "offset", "reason"]] * 3
    places = [(one.file, one.offset) for one in receipt.rejections]
    with (store.home / "files" / "quarantine" / "import-1.jsonl").open("a") as cut_off:
        cut_off.write('{"file": "' + GONE)
    store.erase(SLUG, [person(store)])
    again = take_in(store, SLUG, [export([*FIRST[:4], *SPOILT])])
    assert "秘密" in again.rejections[0].raw
    for no in (1, 3):
        assert [(one["file"], one["offset"]) for one in rejections(store, no)] == places
        assert {one["raw"] for one in rejections(store, no)} == {MASK}
        assert "读不懂时间" in str(rejections(store, no)[0]["reason"])
    said = "".join([*(json.dumps(rejections(store, no), ensure_ascii=False) for no in (1, 3)), *receipts(store)])
    assert [words for words in SPOILT_WORDS if words in said] == []
    assert "别处的话" in words_below(store.home)


def receipts(store: EmbeddedStore) -> list[str]:
    return [record.receipt for record in store.imports(SLUG)]


def test_a_name_like_a_word_of_the_receipt_leaves_it_whole(store: EmbeddedStore) -> None:
    lines = [line(1, GONE_ID, "早") | {"author_name": "read"}, *SPOILT]
    take_in(store, SLUG, [export(lines)], Wish(timezone="Asia/Shanghai"))
    store.erase(SLUG, [person(store)])
    told = json.loads(receipts(store)[0])
    assert (told["import"], told["read"], told["files"][0]["read"], len(told["rejections"])) == (1, 4, 4, 3)


def renamed(day: int, name: str, text: str, **more: object) -> dict[str, object]:
    return line(day, GONE_ID, text, **more) | {"author_name": name}


RENAMED = [
    renamed(1, "小浪花", "早", topic="小浪花的早安"),
    renamed(2, "海老板", "开店了"),
    renamed(3, "Kiki", "收工"),
]
LATER = [line(10, "mo", "新来的浪和小浪花是一个人", topic="新来的浪", group="小浪花和Kiki")]
CALLED = [
    line(3, "mo", "小浪花和海老板都是Kiki的旧名吗", group="Kiki的茶馆"),
    line(4, "xiao", "找海老板", group="Kiki频道"),
]


def test_every_name_they_ever_had_is_masked(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [export(RENAMED)], Wish(timezone="Asia/Shanghai"))
    take_in(store, SLUG, [export([renamed(2, "更早的我", "更早"), *CALLED])])
    take_in(store, SLUG, [export(FIRST)])
    names = {"小浪花", "海老板", "Kiki", "更早的我", GONE}
    assert set(store.register.names(person(store).code)) == names
    places = len(store.register.channels(SLUG))
    store.erase(SLUG, [person(store)])
    said = words_below(store.home)
    assert [name for name in names if name in said] == []
    receipt = take_in(store, SLUG, [export([*RENAMED, renamed(9, "新来的浪", "回来"), *CALLED, *LATER])])
    assert (receipt.added, receipt.duplicate) == (2, 5)
    said = words_below(store.home)
    assert [name for name in {*names, "新来的浪"} if name in said] == []
    assert len(store.register.channels(SLUG)) == places + 1


def test_an_export_without_them_does_not_bring_their_name_back_in_titles(store: EmbeddedStore) -> None:
    def chat(day: int, who: str, group: str) -> SourceFile:
        told = {"date": f"2024-03-{day:02d}T12:00:00", "type": "message", "text": "好", "id": day}
        messages = [told | {"from": who, "from_id": f"user{who}"}]
        kept = {"name": group, "type": "private_group", "id": 7, "messages": messages}
        return SourceFile.of_bytes("result.json", json.dumps(kept, ensure_ascii=False).encode())

    def title() -> str:
        (channel,) = store.register.channels(SLUG).values()
        return channel.name

    take_in(store, SLUG, [chat(1, GONE, f"{GONE}的茶馆")], Wish(timezone="Asia/Shanghai"))
    store.erase(SLUG, list(store.register.accounts(SLUG).values()))
    take_in(store, SLUG, [chat(2, "林晓", f"{GONE}的茶馆")])
    assert title() == f"{MASK}的茶馆"
    take_in(store, SLUG, [chat(3, "林晓", "大家的茶楼")])
    assert title() == "大家的茶楼"


def test_an_import_under_way_while_they_leave_does_not_bring_them_back(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [export(FIRST)], Wish(timezone="Asia/Shanghai"))
    other = EmbeddedStore(store.home)

    def leaves(_name: str, _entries: int) -> None:
        other.erase(SLUG, [person(other)])

    take_in(store, SLUG, [export(MORE)], progress=leaves)
    other.close()
    assert_gone(store)


def test_undoing_an_import_does_not_bring_them_back(erased: EmbeddedStore) -> None:
    take_in(erased, SLUG, [export(MORE)])
    erased.undo(1)
    erased.undo(2)
    take_in(erased, SLUG, [export(MORE)])
    assert_gone(erased)


def test_other_communities_and_open_views_go_on(erased: EmbeddedStore) -> None:
    take_in(erased, "other", [export(FIRST)], Wish(timezone="Asia/Shanghai"))
    assert any(account.name == GONE for account in erased.register.accounts("other").values())


PEOPLE = [("Ann", "张三丰"), ("Kiki", "Émile"), ("will", "海")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ann", True),
        ("@ann!", True),
        ("annual @ANNUAL", False),
        ("Annual", False),
        ("Joann", False),
        ("a.nn", False),
        ("找张三丰", True),
        ("Kiki的茶馆", True),
        ("给Kiki频道", True),
        ("kiki", False),
        ("I will", True),
        ("Will you?", False),
        ("@WILL 在吗", True),
        ("问Émile吧", True),
        ("émile", False),
        ("@éMILE", True),
        ("大海", False),
        ("@海", True),
    ],
)
def test_texts_and_titles_find_the_same_traces(words: str, found: bool) -> None:  # noqa: FBT001
    pattern = traces(PEOPLE)
    in_texts = duckdb.execute("SELECT regexp_matches($words, $pattern)", {"words": words, "pattern": pattern})
    assert [in_texts.fetchone(), bool(finder(pattern).search(words))] == [(found,), found]


@pytest.mark.parametrize("name", ["a b", "R&D #1", "$5^*(x)[y]{z}|\\b~", "o'neil", 'say "hi"', "b-c/d.e+f"])
def test_signs_in_names_are_only_signs(name: str) -> None:
    pattern, words = traces([("id", name)]), f"问{name}吧"
    (in_texts,) = duckdb.execute("SELECT regexp_replace($1, $2, '', 'g')", [words, pattern]).fetchall()
    assert (in_texts[0], finder(pattern).sub("", words)) == ("问吧", "问吧")


def test_a_name_of_one_character_counts_only_after_an_at_sign() -> None:
    assert traces([("7", "海")]) == "(?:@7\\b|@海)"
    assert traces([]) == ""


NAMED = [
    line(1, GONE_ID, "我来了", author_name="大家"),
    line(1, "mo", "大家好，@大家 你是谁"),
    line(2, "xiao", "大家早"),
]
AFTERWARDS = [*NAMED, line(3, "mo", "大家晚安，@大家 再见"), line(3, GONE_ID, "我又来了", author_name="大家")]


def words_of(store: EmbeddedStore) -> set[str]:
    community = store.community(SLUG)
    assert community is not None
    with closing(store.view(community)) as view:
        rows = view.ask(f"SELECT text FROM {view.source(view.snapshot.span)} WHERE text IS NOT NULL AND until IS NULL")
    return {text for (text,) in rows}


def test_who_is_called_like_everybodys_word_takes_only_mentions_along(store: EmbeddedStore) -> None:
    take_in(store, SLUG, [export(NAMED)], Wish(timezone="Asia/Shanghai"))
    store.erase(SLUG, [person(store)], common=["大家"])
    assert words_of(store) == {f"大家好，{MASK} 你是谁", "大家早"}
    take_in(store, SLUG, [export(AFTERWARDS)])
    assert words_of(store) == {f"大家好，{MASK} 你是谁", "大家早", f"大家晚安，{MASK} 再见"}
    assert common_words(store.register, SLUG) == {"大家"}
    assert common_words(store.register, "other") == frozenset()


AT_THEM = [
    line(1, GONE_ID, "我来了", author_name="大家"),
    line(2, "mo", "大家说得对", mentions=[GONE_ID]),
    line(3, "xiao", "大家早"),
]


def test_even_a_common_word_means_them_where_the_platform_says_so(store: EmbeddedStore) -> None:
    """Which is so in what is imported later, too; whoever speaks to nobody keeps the word."""
    take_in(store, SLUG, [export(AT_THEM)], Wish(timezone="Asia/Shanghai"))
    own, masked = store.erase(SLUG, [person(store)], common=["大家"])
    assert masked == 1
    assert own
    assert words_of(store) == {f"{MASK}说得对", "大家早"}
    later = [line(5, "mo", "大家又来了", mentions=[GONE_ID]), line(6, "xiao", "大家晚安"), *AT_THEM]
    take_in(store, SLUG, [export(later)])
    assert words_of(store) == {f"{MASK}说得对", "大家早", f"{MASK}又来了", "大家晚安"}
