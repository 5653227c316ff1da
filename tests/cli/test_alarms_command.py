import json
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence

DAY = ("--from", "2026-10-21", "--to", "2026-10-21")


def test_alarms_as_json(juluo: Juluo, demo_home: Path) -> None:
    told = json.loads(juluo("alarms", "demo", *DAY, "--json", home=demo_home).stdout)
    flood = told["alarms"][0]
    assert told["covered"]
    assert (flood["date"], flood["kind"], flood["cause"]["kind"]) == ("2026-10-21", "flood", "newcomers")
    assert (len(flood["cause"]["accounts"]), flood["entries"]) == (6, 186)
    assert flood["expected"]["low"] < flood["expected"]["middle"] < flood["expected"]["high"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "有6个账号说得特别多：186条"), ("en", "6 accounts wrote a great deal: 186")]
)
def test_alarms_in_words(juluo: Juluo, demo_home: Path, lang: str, words: str) -> None:
    lines = juluo("alarms", "demo", *DAY, "--lang", lang, home=demo_home).stdout.splitlines()
    assert lines[0].startswith("2026-10-21")
    assert words in lines[0]


def test_the_last_whole_day_is_asked_by_default(juluo: Juluo, demo_home: Path) -> None:
    assert json.loads(juluo("alarms", "demo", "--json", home=demo_home).stdout)["to"] == "2026-11-19"


def test_nothing_unusual_and_nothing_known_are_told_apart(juluo: Juluo, small: object) -> None:
    assert small
    quiet = juluo("alarms", "small", "--from", "2026-11-03", "--to", "2026-11-04").stdout
    blank = juluo("alarms", "small", "--from", "2025-11-03", "--to", "2025-11-04").stdout
    assert quiet == "11月3日到11月4日没有不寻常的。\n"
    assert blank == "11月3日到11月4日没有导入任何记录。\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("nobody",), "没有叫 nobody 的社群"),
        (("demo", "--from", "2026-11-19", "--to", "2026-11-01"), "--from 2026-11-19 在 --to 2026-11-01 之后"),
        (("demo", "--lang", "fr"), "没有 fr 这种语言"),
    ],
)
def test_what_cannot_be_asked_is_told(juluo: Juluo, demo_home: Path, options: tuple[str, ...], told: str) -> None:
    assert one_sentence(juluo("alarms", *options, home=demo_home)).startswith(told)
