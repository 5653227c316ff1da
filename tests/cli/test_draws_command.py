"""juluo draws, as a person at a terminal has it."""

import json
from pathlib import Path

from cli_words import Juluo


def test_without_draws_it_says_where_to_hold_one(juluo: Juluo, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    assert juluo("import", path, "--community", "town", "--timezone", "UTC").exit_code == 0
    assert "还没有抽奖" in juluo("draws", "town").stdout
    assert "No draws yet" in juluo("draws", "town", "--lang", "en").stdout
    assert json.loads(juluo("draws", "town", "--json").stdout) == []
    refused = juluo("draws", "town", "no-such")
    assert refused.exit_code != 0
    assert "没有这次抽奖：no-such" in refused.stderr
