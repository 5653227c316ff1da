"""What is found of entries beside others, answers and near-duplicates, is the same at once or in parts."""

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from juluo.intake import context
from juluo.intake.analysis import analyse
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

_numbers = count()
ADVERT = "代开发票加微信一二三四五，价格优惠"
TALK = [
    ("05T09:00", "mei", "导入失败了，报错说编码不对，怎么办？"),
    ("05T09:01", "tao", "@mei 换成 UTF-8 再导入一次"),
    ("05T09:02", "mei", "好了，谢谢 @tao"),
    ("05T20:00", "ad1", ADVERT),
    ("06T10:00", "ad2", ADVERT + "！"),
    ("06T12:00", "wen", "今天天气不错"),
    ("07T09:00", "ad3", "【" + ADVERT + "】"),
    ("20T09:00", "ad4", ADVERT),
    ("20T09:01", "wen", "好"),
    ("20T09:02", "tao", "好"),
]


def line(at: str, who: str, text: str) -> dict[str, object]:
    return {"id": f"c{next(_numbers)}", "ts": f"2025-01-{at}:00+00:00", "author": who, "channel": "群", "text": text}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore(tmp_path / "home")) as made:
        yield made


def bring(store: EmbeddedStore, lines: list[dict[str, object]]) -> None:
    path = store.home.parent / f"{next(_numbers)}.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    take_in(store, "tea", [path], Wish(timezone="UTC"))
    (community,) = store.communities()
    analyse(store, community, processes=1)


def found(store: EmbeddedStore) -> list[tuple[str, str | None, str | None]]:
    """Each text with what it answers and what it says again, in order of time."""
    (community,) = store.communities()
    with closing(store.view(community)) as view:
        view.lay_findings("told", view.snapshot.span, ("text", "ts", "offset"))
        return view.ask(
            "SELECT t.text, a.text, n.text FROM told t LEFT JOIN told a ON a.entry_id = t.answers"
            " LEFT JOIN told n ON n.entry_id = t.near ORDER BY t.ts"
        )


def test_answers_and_repeats(store: EmbeddedStore) -> None:
    bring(store, [line(*one) for one in TALK])
    told = {text: (answers, again) for text, answers, again in found(store)[:7]}
    question, answer, thanks, first = (text for _, _, text in TALK[:4])
    assert told[question] == (None, None)
    assert told[answer][0] == question
    assert told[thanks][0] in {answer, question}
    assert told[first][1] is None
    assert [again for _, _, again in found(store)[4:7]] == [ADVERT, None, ADVERT]


def test_what_is_days_apart_is_nothing_said_again_nor_is_a_nod(store: EmbeddedStore) -> None:
    bring(store, [line(*one) for one in TALK])
    assert [again for _, _, again in found(store)[7:]] == [None, None, None]


def test_in_parts_it_is_as_at_once(store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line(*one) for one in TALK]
    for end in (2, 4, 5, 7, 10):
        bring(store, lines[:end])
    with closing(EmbeddedStore(tmp_path / "whole")) as whole:
        bring(whole, lines)
        assert [again for *_, again in found(store)] == [again for *_, again in found(whole)]
        # What stands last is linked before its twenty followers are known: only those in the middle are the same.
        assert found(store)[:3] == found(whole)[:3]
    monkeypatch.setattr(context, "_AT_ONCE", 2)
    with closing(EmbeddedStore(tmp_path / "blocks")) as blocks:
        bring(blocks, lines)
        assert [again for *_, again in found(blocks)] == [again for *_, again in found(store)]


def test_each_is_read_once_where_months_and_days_meet(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_AT_ONCE", 2)
    lines = [line(f"{day}T{hour:02d}:00", "mei", f"第{day}天第{hour}句话") for day in (30, 31) for hour in range(3)]
    bring(
        store,
        lines
        + [
            one | {"id": f"{one['id']}f", "ts": str(one["ts"]).replace("01-30", "02-01").replace("01-31", "02-02")}
            for one in lines
        ],
    )
    (community,) = store.communities()
    with closing(store.view(community)) as view:
        for layer in ("content", "near", "links"):
            source = store.findings("tea").source(store.findings("tea").shown(layer), layer)
            assert view.ask(f"SELECT count(*), count(DISTINCT entry_id) FROM ({source})") == [(12, 12)]


def test_nobody_is_said_to_answer_where_topics_tell(store: EmbeddedStore) -> None:
    bring(store, [line(*one) | {"topic": "一"} for one in TALK])
    assert {answers for _, answers, _ in found(store)} == {None}
    assert [again for *_, again in found(store)[4:7]] == [ADVERT, None, ADVERT]
