"""juluo kol and juluo recommend, as a person at a terminal has them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_words import Juluo

FIRST, DAYS = date(2026, 3, 2), 182


@pytest.fixture
def village(juluo: Juluo, bring: Juluo, tmp_path: Path) -> Juluo:
    """Twelve questions that 安 answers, nine with thanks; two threads that live on, one that 安 hasn't been in."""
    lines: list[dict[str, object]] = []

    def say(day: int, hour: int, who: str, text: str, topic: str, reply_to: str | None = None) -> str:
        name = f"c{len(lines)}"
        ts = f"{FIRST + timedelta(days=day)}T{hour:02d}:00:00+00:00"
        more = {"topic": topic, "reply_to": reply_to, "channel": "广场", "is_bot": who == "robot"}
        lines.append({"id": name, "ts": ts, "author": who, "text": text} | more)
        return name

    for day in (0, DAYS - 1):
        say(day, 0, "robot", "早", "报时")
        say(day, 23, "robot", "晚", "报时")
    for n in range(12):
        asked = say(10 + 12 * n, 9, f"m{n}", "这个怎么弄？", f"问{n}")
        answer = say(10 + 12 * n, 10, "安", "这样弄", f"问{n}", asked)
        if n < 9:
            say(10 + 12 * n, 11, f"m{n}", "谢谢，弄好了", f"问{n}", answer)
    for n in range(4):
        say(DAYS - 3, 9 + n, f"m{n}", "好茶", "龙井茶")
    path = tmp_path / "village.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    bring(path, "--community", "village", "--timezone", "UTC")
    return juluo


def test_the_board_stands_sorted_with_what_it_rests_on(village: Juluo) -> None:
    shown = village("kol", "village", "--by", "thanked").stdout
    assert "答得靠不靠得住" in shown
    assert "安" in shown
    assert "75%" in shown
    assert "没有总分" in shown
    english = village("kol", "village", "--lang", "en").stdout
    assert "There is no total" in english
    assert "People who reply" in english


def test_the_board_as_json_has_every_part_with_its_interval(village: Juluo) -> None:
    told = json.loads(village("kol", "village", "--json").stdout)
    an = next(one for one in told["people"] if one["name"] == "安")
    assert (an["answered"], an["could_be_thanked"], an["thanked"]) == (12, 12, 9)
    for score in an["parts"].values():
        assert score["low"] <= score["value"] <= score["high"]
        assert score["rank_low"] <= score["rank"] <= score["rank_high"]
    assert told["by"] == "reach"


def test_a_part_that_is_not_there_is_refused(village: Juluo) -> None:
    assert village("kol", "village", "--by", "total").exit_code == 2


def test_a_member_gets_threads_with_reasons_and_what_they_are_worth(village: Juluo) -> None:
    shown = village("recommend", "village", "安").stdout
    assert "龙井茶" in shown
    assert "还说不出" in shown
    told = json.loads(village("recommend", "village", "安", "--json").stdout)
    assert [one["title"] for one in told["found"]] == ["龙井茶"]
    assert told["tried"] is None or told["tried"]["hits"] <= told["tried"]["cases"]
    assert village("recommend", "village", "没有这个人").exit_code == 1
