"""juluo feedback, as a person at a terminal has it."""

import json
from pathlib import Path

from cli_words import Juluo


def test_without_feedback_it_says_where_it_comes_from(juluo: Juluo, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    assert juluo("import", path, "--community", "town", "--timezone", "UTC").exit_code == 0
    assert "还没有反馈" in juluo("feedback", "town").stdout
    assert "No feedback yet" in juluo("feedback", "town", "--lang", "en").stdout
    told = json.loads(juluo("feedback", "town", "--json").stdout)
    assert (told["counts"]["received"], told["feedback"]) == (0, [])
    assert juluo("feedback", "town", "20260101-none").exit_code != 0
