import json
from pathlib import Path

from cli_words import Juluo, one_sentence

DAY = "2026-11-19"


def test_the_sentence_comes_first_and_the_parts_below(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("causes", "demo", "active_members", "--date", DAY, home=demo_home)
    assert result.exit_code == 0, result.stderr
    first, *below = result.stdout.splitlines()
    assert first.startswith("发言成员比上周四多")
    assert "来自#答疑" in first
    assert any("按频道" in line for line in below)


def test_the_same_in_english(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("causes", "demo", "messages", "--date", DAY, "--period", "week", "--lang", "en", home=demo_home)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Messages: ")


def test_json_holds_parts_that_add_up_and_the_entries_behind_the_lead(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("causes", "demo", "active_members", "--date", DAY, "--json", home=demo_home)
    found = json.loads(result.stdout)
    assert found["change"] == found["value"] - found["before"]
    assert {sum(part["change"] for part in split["parts"]) for split in found["splits"]} == {found["change"]}
    assert (found["by"], found["lead"][0]["part"]) == ("channel", "#答疑")
    assert len(found["behind"][0]) >= found["lead"][0]["now"]


def test_a_metric_that_cannot_be_split_says_so(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("causes", "demo", "time_to_first_response", "--date", DAY, home=demo_home)
    assert result.exit_code == 0
    assert "不能再分" in result.stdout


def test_an_unknown_metric_is_one_sentence(juluo: Juluo, demo_home: Path) -> None:
    result = juluo("causes", "demo", "mood", home=demo_home)
    assert "mood" in one_sentence(result)
