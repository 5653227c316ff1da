"""What operators taught moves what a community's messages are read as, and nothing else; made-up lines."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta

import pytest
from ledgers import NOON, SLUG, Said, bring

from juluo.intake.analysis import analyse
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.text.watchwords import Tier, WatchWord

DAY = NOON.date()
# Three of a kind, of which one is clicked, and others that ask or praise as everywhere.
LINES = {
    1: "有没有喜绿萝的，自家多出来一盆",
    2: "有没有喜月季的，自家多出来一盆",
    3: "请问会员怎么退款？",
    4: "太好用了，谢谢大家！",
    5: "本周车厘子团购，接龙报名",
    6: "这周车厘子团购，接龙报名啦",
    7: "第三天打卡，今天读了三十页",
    8: "周末团*购车厘子，jie long报名",
}
ALL = Period(date(2024, 1, 1), date(2024, 12, 31))
Told = dict[int, object]


@pytest.fixture(autouse=True)
def community(store: EmbeddedStore) -> None:
    bring(store, [Said(number, text, at=NOON + timedelta(minutes=number)) for number, text in LINES.items()])


def read(store: EmbeddedStore, lessons: Lessons | None) -> None:
    found = store.community(SLUG)
    assert found is not None
    analyse(store, found, lessons=lessons, processes=1)


def told(store: EmbeddedStore, column: str) -> Told:
    found = store.community(SLUG)
    assert found is not None
    with closing(store.view(found)) as view:
        view.lay_findings("told", ALL)
        return dict(view.ask(f"SELECT entry_id, {column} FROM told ORDER BY entry_id"))


def clicked(*said: tuple[int, Reading, bool]) -> Lessons:
    return Lessons(tuple(Lesson(entry, DAY, reading, right) for entry, reading, right in said))


def likely(store: EmbeddedStore, reading: Reading) -> set[int]:
    return {entry for entry, chance in told(store, reading).items() if isinstance(chance, float) and chance >= 0.7}


def test_one_said_to_be_none_takes_its_near_copy_along_and_leaves_the_others(store: EmbeddedStore) -> None:
    read(store, Lessons())
    assert likely(store, Reading.QUESTION) == {1, 2, 3}
    praised = told(store, "praise")
    read(store, clicked((1, Reading.QUESTION, False)))
    assert likely(store, Reading.QUESTION) == {3}
    assert told(store, "question")[1] == 0.0
    assert told(store, "praise") == praised


def test_taken_back_it_is_as_it_was_before(store: EmbeddedStore) -> None:
    read(store, Lessons())
    before = told(store, "question")
    read(store, clicked((1, Reading.QUESTION, False)))
    read(store, None)
    assert told(store, "question") != before
    read(store, Lessons())
    assert told(store, "question") == before
    assert {one.layer for one in store.findings(SLUG).kept()} == {"content", "near", "links"}


def test_one_said_to_advertise_brings_its_like_along(store: EmbeddedStore) -> None:
    read(store, Lessons())
    assert not [chance for chance in told(store, "advertising").values() if isinstance(chance, float) and chance > 0.5]
    read(store, clicked((5, Reading.ADVERTISING, True), (7, Reading.ADVERTISING, False)))
    chances = told(store, "advertising")
    assert (chances[5], chances[7]) == (1.0, 0.0)
    assert isinstance(chances[6], float)
    assert isinstance(chances[3], float)
    assert chances[6] > 0.8
    assert chances[3] < 0.3


def test_what_comes_later_is_read_by_the_same_lessons(store: EmbeddedStore) -> None:
    lessons = clicked((1, Reading.QUESTION, False))
    read(store, lessons)
    (made,) = [one.version for one in store.findings(SLUG).kept() if one.layer == "taught"]
    bring(store, [Said(20, "有没有喜茉莉的，自家多出来一盆", at=NOON + timedelta(days=1))])
    read(store, lessons)
    assert likely(store, Reading.QUESTION) == {3}
    kept = next(one for one in store.findings(SLUG).kept() if one.layer == "taught")
    assert (kept.version, kept.rows) == (made, len(LINES) + 1)


def test_a_lesson_about_words_that_are_gone_teaches_nothing(store: EmbeddedStore) -> None:
    read(store, Lessons())
    before = told(store, "question")
    read(store, clicked((999, Reading.QUESTION, False), (998, Reading.ADVERTISING, True)))
    assert told(store, "question") == before


WORDS = (WatchWord("团购", "卖货"), WatchWord("接龙报名", "卖货", Tier.ALARM))


def hits(store: EmbeddedStore) -> Sequence[tuple[object, ...]]:
    columns = [told(store, f"watch_{name}") for name in ("word", "trick", "start", "end")]
    return [(entry, *(one[entry] for one in columns)) for entry in columns[0] if columns[0][entry] is not None]


def test_watch_words_are_found_with_how_they_were_written(store: EmbeddedStore) -> None:
    read(store, Lessons(words=WORDS))
    found = hits(store)
    assert [one[:3] for one in found] == [
        (5, "接龙报名", "none"),
        (6, "接龙报名", "none"),
        (8, "接龙报名", "pinyin"),
    ]
    assert LINES[8][int(str(found[2][3])) : int(str(found[2][4]))] == "jie long报名"


def test_another_list_is_read_anew_and_nothing_else_is(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    read(store, Lessons(words=WORDS))
    monkeypatch.setattr("juluo.intake.analysis.judged", lambda _texts: pytest.fail("the models were asked again"))
    monkeypatch.setattr("juluo.text.near.near_groups", lambda _texts: pytest.fail("so were the near-duplicates"))
    read(store, Lessons(words=WORDS[:1]))
    assert [(one[0], one[2]) for one in hits(store)] == [(5, "none"), (6, "none"), (8, "signs")]
    read(store, Lessons(words=(WatchWord("打卡"),)))
    assert [one[0] for one in hits(store)] == [7]
