"""Who is suggested to be one person, and why; invented people who talk in an invented town."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from juluo.insights.merges.signs import Sign, Sure
from juluo.insights.merges.suggesting import Suggestion, suggestions, undecided
from juluo.insights.merges.telling import evidence_words
from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import AccountsTied
from juluo.store.embedded import EmbeddedStore
from juluo.wording.catalogue import speaker

Line = dict[str, object]
Asked = Callable[..., tuple[Suggestion, ...]]
_ids = count()


def talk(author: str, name: str, first: str, days: int, hour: int = 12, minute: int = 0, **more: object) -> list[Line]:
    """A person says something at the same time of so many days."""
    start = date.fromisoformat(first)
    rows = []
    for n in range(days):
        columns: Line = dict.fromkeys(("reply_to", "mentions", "is_bot"))
        columns |= {"id": f"m{next(_ids)}", "ts": f"{start + timedelta(days=n)}T{hour:02d}:{minute:02d}:00+00:00"}
        rows.append(columns | {"author": author, "author_name": name, "channel": "广场", "text": "好"} | more)
    return rows


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    found = EmbeddedStore(tmp_path / "home")
    yield found
    found.close()


@pytest.fixture
def asked(store: EmbeddedStore, tmp_path: Path) -> Asked:
    """What is suggested of these lines; `there` are of another platform. Bo talks all the time, elsewhere too."""

    def found(here: Sequence[Line], there: Sequence[Line] = ()) -> tuple[Suggestion, ...]:
        around = talk("bo", "博闻强识", "2026-01-01", 90, 20) + talk(
            "bo", "博闻强识", "2026-01-01", 90, 21, channel="书房"
        )
        for platform, lines in (("qq", [*around, *here]), ("telegram", there)):
            if lines:
                path = tmp_path / f"{platform}.jsonl"
                path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
                take_in(store, "town", [path], Wish(timezone="UTC", mapping={"platform_name": platform}))
        return again(store)

    return found


def again(store: EmbeddedStore) -> tuple[Suggestion, ...]:
    community = store.community("town")
    assert community is not None
    with closing(store.view(community)) as view:
        return suggestions(view)


def signs(one: Suggestion) -> set[Sign]:
    return {evidence.sign for evidence in one.evidence}


def test_a_new_phone(asked: Asked) -> None:
    (one,) = asked(talk("a1", "小鱼", "2026-01-05", 20) + talk("a2", "小鱼（新号）", "2026-01-26", 20))
    assert one.sure is Sure.MAYBE
    assert signs(one) >= {Sign.LIKE_NAME, Sign.TOOK_OVER}
    (gap,) = (evidence for evidence in one.evidence if evidence.sign is Sign.TOOK_OVER)
    assert evidence_words(gap, speaker("zh")) == "一个不再说话，2天后另一个开始说话。"
    assert "began 2 days later" in evidence_words(gap, speaker("en"))


def test_a_telling_name_on_another_platform(asked: Asked) -> None:
    (one,) = asked(talk("a1", "一叶知秋", "2026-01-05", 9), talk("x9", "一叶\u200b知秋🍂", "2026-01-05", 9, 15))
    assert one.sure is Sure.LIKELY
    assert signs(one) == {Sign.SAME_NAME, Sign.OTHER_PLATFORM, Sign.TAKES_TURNS}


def test_the_same_number_as_two_readers_write_it(asked: Asked) -> None:
    (one,) = asked(talk("123456789", "甲", "2026-01-05", 3), talk("user123456789", "乙", "2026-02-05", 3))
    assert (one.sure, signs(one)) == (Sure.LIKELY, {Sign.SAME_ID, Sign.OTHER_PLATFORM})


def test_two_who_speak_at_once_are_two(asked: Asked) -> None:
    assert not asked(talk("a1", "小鱼", "2026-01-05", 9), talk("x9", "小鱼", "2026-01-05", 9, minute=1))


def test_two_who_answer_each_other_are_two(asked: Asked) -> None:
    said = talk("a1", "小鱼儿呀", "2026-01-05", 9)
    answers = talk("a2", "小鱼儿呀", "2026-01-05", 9, 15, reply_to=said[3]["id"])
    assert not asked([*said, *answers])


def test_people_who_came_once_take_over_from_nobody(asked: Asked) -> None:
    assert not asked(talk("a1", "小鱼2", "2026-01-05", 1) + talk("a2", "小鱼", "2026-01-06", 2))


def test_of_a_name_that_many_have_nobody_is_suggested(asked: Asked) -> None:
    assert not asked([line for n in range(9) for line in talk(f"a{n}", "小明", f"2026-01-{n + 1:02d}", 6, hour=n + 1)])


def test_bots_are_nobody(asked: Asked) -> None:
    assert not asked(talk("a1", "一叶知秋", "2026-01-05", 9, is_bot=True), talk("x9", "一叶知秋", "2026-01-05", 9, 15))


def test_whom_somebody_told_apart_and_whom_somebody_tied(asked: Asked, store: EmbeddedStore) -> None:
    (one,) = asked(talk("a1", "一叶知秋", "2026-01-05", 9), talk("x9", "一叶知秋", "2026-01-05", 9, 15))
    assert undecided([one], [(1, 999)]) == (one,)
    assert undecided([one], [one.pair]) == ()
    community = store.community("town")
    assert community is not None
    append_acts(store, community, [Act(datetime(2026, 4, 1, tzinfo=UTC), AccountsTied(one.pair))])
    assert again(store) == ()
