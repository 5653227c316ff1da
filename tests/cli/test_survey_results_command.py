"""juluo survey-results, as a person at a terminal has it."""

from pathlib import Path

from cli_words import Juluo


def test_without_that_survey_it_says_so(juluo: Juluo, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    assert juluo("import", path, "--community", "town", "--timezone", "UTC").exit_code == 0
    told = juluo("survey-results", "town", "autumn")
    assert told.exit_code == 1
    assert "没有叫“autumn”的问卷" in told.stderr
