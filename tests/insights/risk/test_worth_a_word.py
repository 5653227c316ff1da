"""Who may go quiet and is worth a message, in an invented crowd: Ding answered, and fell out of rhythm."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from juluo.insights.retention.returning import quiet_members
from juluo.insights.risk.words import why_words
from juluo.insights.risk.worth_a_word import AtRisk, Worth, at_risk
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View
from juluo.wording.catalogue import speaker

FIRST, DAYS = date(2026, 1, 1), 300
LAST = FIRST + timedelta(days=DAYS - 1)


def lines() -> Iterator[dict[str, object]]:
    """Sixty people in rhythms of their own; Ding every third day until eleven days ago, answering one of them."""
    numbers = count()

    def say(author: str, day: int, hour: int = 12, **more: object) -> dict[str, object]:
        ts = f"{FIRST + timedelta(days=day)}T{hour:02d}:00:00+00:00"
        line = {"id": f"d{next(numbers)}", "ts": ts, "author": author, "text": "好", "channel": "广场"}
        return line | {"is_bot": author == "robot", "reply_to": None} | more

    yield say("robot", 0, 0)
    yield say("robot", DAYS - 1, 23)
    for n in range(60):
        for day in range(n % 40, DAYS if n % 2 else 60 + 4 * n, 1 + n % 12):
            yield say(f"m{n}", day)
    for day in range(100, DAYS - 11, 3):
        yield say("ding", day)
    for n, day in enumerate(range(160, 280, 15)):
        asked = say("m1", day, 14, text="这个怎么弄？")
        answer = say("ding", day, 15, text="这样", reply_to=asked["id"], channel="答疑")
        yield from (asked, answer)
        if n < 5:
            yield say("m1", day, 16, text="谢谢，弄好了", reply_to=answer["id"])


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("crowd")
    path = folder / "crowd.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines()), encoding="utf-8")
    store = EmbeddedStore(folder / "home")
    take_in(store, "crowd", [path], Wish(timezone="UTC"))
    community = store.community("crowd")
    assert community is not None
    with closing(store.view(community)) as found:
        yield found
    store.close()


@pytest.fixture(scope="module")
def found(view: View) -> AtRisk:
    return at_risk(view, LAST)


def ding(found: AtRisk) -> Worth:
    return next(one for one in found.worth if one.name == "ding")


def test_the_list_is_that_of_retention_and_nobody_else(view: View, found: AtRisk) -> None:
    assert {one.quiet for one in found.worth} == set(quiet_members(view, LAST))
    assert found.returning.hindsight is not None


def test_what_they_gave_and_whom_they_talk_with_stands_beside(found: AtRisk) -> None:
    one = ding(found)
    assert (one.answered, one.thanked, one.heard) == (8, 5, 1)
    assert [(friend.name, friend.n) for friend in one.company] == [("m1", 13)]
    assert one.channels[0] == "答疑"
    assert not one.guessed


def test_who_gave_most_comes_first(found: AtRisk) -> None:
    assert found.worth[0].name == "ding"


@pytest.mark.parametrize(("lang", "words"), [("zh", "可能"), ("en", "may")])
def test_the_words_are_of_what_may_be_never_of_what_is(found: AtRisk, lang: str, words: str) -> None:
    said = why_words(ding(found), speaker(lang))
    assert words in said
    assert not any(fact in said for fact in ("流失", "已经走了", "has left", "will leave", "churn"))
    assert "8" in said


def test_without_replies_nothing_is_said_of_answers(tmp_path: Path) -> None:
    plain = [{**line, "text": "好"} for line in lines()]
    for line in plain:
        line.pop("reply_to")
    path = tmp_path / "plain.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in plain), encoding="utf-8")
    store = EmbeddedStore(tmp_path / "home")
    take_in(store, "plain", [path], Wish(timezone="UTC"))
    community = store.community("plain")
    assert community is not None
    with closing(store.view(community)) as view:
        one = ding(at_risk(view, LAST))
    store.close()
    assert (one.answered, one.heard, one.company) == (None, None, ())
    assert "回答" not in why_words(one, speaker("zh"))
