import json

import pytest
from cli_words import Juluo, one_sentence


def test_the_profile_stands_in_the_report(juluo: Juluo, small: object) -> None:
    assert small
    told = juluo("community", "small", "--name", "小社群", "--positioning", "互相帮忙", "--operator", "林晚")
    assert told.stdout == "记下了（#2）。\n"
    report = juluo("report", "small", "--date", "2026-11-05").stdout
    assert report.startswith("# 小社群 运营日报")
    assert "**定位**：互相帮忙" in report
    assert "服务谁、本季方向还没写" in report
    assert "**值班** 林晚" in report


def test_the_profile_for_machines(juluo: Juluo, small: object) -> None:
    assert small
    told = json.loads(juluo("community", "small", "--direction", "新人有人接", "--json").stdout)
    assert told == {"import": 2, "direction": "新人有人接"}


def test_stated_counts_are_known_and_called_stated(juluo: Juluo, small: object) -> None:
    assert small
    assert (
        juluo("count", "small", "--date", "2026-11-05", "--members", "40", "--joined", "2").stdout
        == "记下了（#2）。\n"
    )
    day = ("--from", "2026-11-05", "--to", "2026-11-05", "--json")
    members = json.loads(juluo("metric", "small", "members", *day).stdout)["readings"][0]
    assert (members["value"], members["stated"]) == (40, True)
    assert json.loads(juluo("metric", "small", "joined", *day).stdout)["readings"][0]["value"] == 2


def test_stated_again_it_replaces(juluo: Juluo, small: object) -> None:
    assert small
    for members in ("40", "41"):
        told = juluo("count", "small", "--date", "2026-11-05", "--members", members, "--json")
    assert json.loads(told.stdout) == {"import": 3, "date": "2026-11-05", "members": 41}
    found = juluo("metric", "small", "members", "--from", "2026-11-05", "--to", "2026-11-05", "--json")
    assert json.loads(found.stdout)["readings"][0]["value"] == 41


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("count", "small", "--date", "2026-11-05"), "没有要报的：请给出 --members、--joined 或 --left。"),
        (("count", "small", "--date", "soon", "--members", "4"), "看不懂日期 soon：请写成 2026-11-19 这样。"),
        (("count", "nobody", "--date", "2026-11-05", "--members", "4"), "没有叫 nobody 的社群：有 small。"),
        (("community", "small"), "没有要写的：请给出 --name、--positioning、--audience、--direction 或 --operator。"),
        (("community", "nobody", "--name", "x"), "没有叫 nobody 的社群：有 small。"),
    ],
)
def test_what_cannot_be_noted_is_told(juluo: Juluo, small: object, arguments: tuple[str, ...], told: str) -> None:
    assert small
    assert one_sentence(juluo(*arguments)) == told


def test_counts_are_not_negative(juluo: Juluo, small: object) -> None:
    assert small
    assert juluo("count", "small", "--date", "2026-11-05", "--members", "-4").exit_code == 2
