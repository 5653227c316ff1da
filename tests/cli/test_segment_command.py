"""juluo segment, as a person at a terminal has it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_words import Juluo

FIRST = date(2026, 1, 1)


@pytest.fixture
def town(juluo: Juluo, bring: Juluo, tmp_path: Path) -> Juluo:
    """Thirty members: of every third one a message on each of sixty days, of the rest one a week."""
    path = tmp_path / "town.csv"
    rows = [
        f"{FIRST + timedelta(days=day)}T12:{n:02d}:00,m{n},求助,{'怎么弄？' if n == 0 else '好'}"
        for day in range(60)
        for n in range(30)
        if n % 3 == 0 or day % 7 == n % 7
    ]
    rows.append(f"{FIRST + timedelta(days=59)}T23:30:00,m0,求助,晚")
    path.write_text("\n".join(["ts,author,channel,text", *rows]), "utf-8")
    bring(path, "--community", "town", "--timezone", "UTC")
    return juluo


def test_a_rule_is_tried_in_either_language(town: Juluo) -> None:
    shown = town("segment", "town", "preview", "近14天活跃 ≥ 5 天").stdout
    assert "10人，记录里的30人中" in shown
    assert "占10人，33%（19%～51%）" in shown
    rule = "active >= 5 of 14 days and not asked in #求助"
    english = town("segment", "town", "preview", rule, "--lang", "en").stdout
    assert rule in english
    assert ": 9, of 30 in the record" in english
    told = json.loads(town("segment", "town", "preview", "active >= 5 of 14 days", "--json").stdout)
    assert (told["n"], told["unknown"], len(told["people"]), told["rule"]) == (10, 0, 10, "近14天活跃 ≥ 5 天")
    assert [size["n"] for size in told["sizes"]] == [10] * 28


def test_what_is_unknown_is_null(town: Juluo) -> None:
    told = json.loads(town("segment", "town", "preview", "attended", "--json").stdout)
    assert (told["n"], told["unknown"], told["active"]["interval"]) == (None, 30, None)
    assert "30人未知：参加过活动，工作台还没有这种记录" in town("segment", "town", "preview", "attended").stdout


def test_what_cannot_be_read_is_pointed_at(town: Juluo) -> None:
    failed = town("segment", "town", "preview", "提过问 且 在 #求住 说过话")
    assert failed.exit_code == 1
    rule, mark, sentence = failed.stderr.strip().split("\n")
    assert rule == "提过问 且 在 #求住 说过话"
    assert mark == " " * 13 + "^" * 5
    assert sentence == "没有叫“求住”的频道：是不是“求助”？"


def test_a_metric_is_read_of_a_segment_alone(town: Juluo) -> None:
    rule = "active >= 5 of 14 days"
    asked = ("metric", "town", "active_members", "--segment", rule, "--from", "2026-02-20", "--to", "2026-02-28")
    told = json.loads(town(*asked, "--json").stdout)
    assert (told["segment"]["n"], told["segment"]["unknown"], told["segment"]["date"]) == (10, 0, "2026-02-28")
    assert [one["value"] for one in told["readings"]] == [10] * 9
    assert {one["verdict"] for one in told["readings"]} == {"未检验"}
    assert "2026-02-28符合规则的10人，0人未知" in town(*asked).stdout
    nobody = town("metric", "town", "messages", "--segment", "active >= 5 of 14 days and not spoke", "--json")
    assert json.loads(nobody.stdout)["readings"][0]["value"] == 0
    failed = town("metric", "town", "retention", "--segment", rule)
    assert (failed.exit_code, "所以不按分群筛" in failed.stderr) == (1, True)
    assert town("metric", "town", "messages", "--segment", "没有这个分群").exit_code == 1


def test_a_segment_is_recommended_to(town: Juluo) -> None:
    told = json.loads(town("recommend", "town", "--segment", "active >= 5 of 14 days", "--json").stdout)
    assert (told["events"], told["unwanted"], told["events_tried"]) == ([], 0, None)
    # There is one channel, and all of them know it.
    assert told["found"] == []
    failed = town("recommend", "town")
    assert (failed.exit_code, "给谁推荐" in failed.stderr) == (1, True)


def test_without_a_desk_there_are_no_segments(town: Juluo) -> None:
    assert "没有给同事看的分群" in town("segment", "town", "list").stdout
    failed = town("segment", "town", "show", "常来的")
    assert failed.exit_code == 1
    assert "没有叫“常来的”的分群" in failed.stderr
