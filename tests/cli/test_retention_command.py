"""juluo retention, as a person at a terminal has it."""

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from cli_words import Juluo

FIRST = date(2026, 1, 1)


@pytest.fixture
def town(juluo: Juluo, bring: Juluo, tmp_path: Path) -> Juluo:
    """Fifty members who come every other to every ninth day; Ding came every third day until 6 July."""
    comes = {f"m{n}": range(40 + n, 200 if n % 2 else 90 + 2 * n, 2 + n % 8) for n in range(50)}
    comes |= {"丁": range(60, 188, 3), "host": range(200)}
    path = tmp_path / "town.csv"
    rows = [(day, who) for who, days in comes.items() for day in days]
    lines = [
        f"{FIRST + timedelta(days=day)}T{'00' if who == 'bot' else '12'}:00:00,{who},好" for day, who in sorted(rows)
    ]
    path.write_text("\n".join(["ts,author,text", *lines, f"{FIRST + timedelta(days=199)}T23:30:00,host,晚"]), "utf-8")
    bring(path, "--community", "town", "--timezone", "UTC")
    return juluo


def test_a_table_with_its_total_and_how_long_newcomers_stay(town: Juluo) -> None:
    shown = town("retention", "town").stdout
    assert "当周留存：第N周里来过的" in shown
    assert "合计" in shown
    assert "空着的是还没过完" in shown
    english = town("retention", "town", "--mode", "after", "--grain", "day", "--lang", "en").stdout
    assert "Return on or after" in english
    assert "can only rise" in english


def test_every_mode_as_json(town: Juluo) -> None:
    for mode, who in product(("on", "after", "in-a-row", "brackets"), ("first", "recurring")):
        asked = ("--mode", mode, "--cohorts", who, "--date", "2026-07-12", "--json")
        found = json.loads(town("retention", "town", *asked).stdout)
        assert (found["mode"], found["cohorts"], found["date"]) == (mode, who, "2026-07-12")
        assert len(found["rows"]) == (12 if mode == "brackets" else 8)
        for column, total in enumerate(found["total"]):
            cells = [row["cells"][column] for row in found["rows"] if column < len(row["cells"])]
            told = [cell for cell in cells if cell]
            assert total is None or total["hits"] == sum(cell["hits"] for cell in told)
            assert total is None or total["n"] == sum(cell["n"] for cell in told)


def test_who_is_worth_a_message_and_why(town: Juluo) -> None:
    shown = town("retention", "town", "--quiet", "--date", "2026-07-18").stdout
    assert "丁" in shown
    assert "平时平均3天来一次，这回12天没来了" in shown
    assert "不是断定" in shown
    found = json.loads(town("retention", "town", "--quiet", "--date", "2026-07-18", "--json").stdout)
    ding = next(one for one in found["quiet"] if one["name"] == "丁")
    assert (ding["silent"], ding["last"], ding["worth_on"]) == (12, "2026-07-06", "2026-07-10")
    assert found["fit"]["came_again"] == 52


def test_days_of_which_nothing_is_known(town: Juluo) -> None:
    assert town("retention", "town", "--date", "2031-01-01").stdout.startswith("这段时间没有导入任何记录")
    assert town("retention", "town", "--date", "2026-01-20").stdout.startswith("导出开头30天里分不清谁是新人")
    assert town("retention", "town", "--date", "2026-01-20", "--quiet").stdout.startswith("来过不止一天的人太少")


def test_a_month_is_no_grain_for_it(town: Juluo) -> None:
    result = town("retention", "town", "--grain", "month")
    assert result.exit_code == 1
    assert "--grain" in result.stderr
