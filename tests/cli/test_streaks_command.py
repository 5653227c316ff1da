"""juluo streaks and juluo qa, as a person at a terminal has them."""

import json
from pathlib import Path

from cli_words import Juluo


def test_without_any_they_say_where_to_begin_one(juluo: Juluo, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    assert juluo("import", path, "--community", "town", "--timezone", "UTC").exit_code == 0
    assert "还没有打卡" in juluo("streaks", "town").stdout
    assert "No sessions yet" in juluo("qa", "town", "--lang", "en").stdout
    assert [json.loads(juluo(name, "town", "--json").stdout) for name in ("streaks", "qa")] == [[], []]
