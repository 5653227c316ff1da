"""juluo surveys, as a person at a terminal has it."""

import json
from pathlib import Path

import pytest
from cli_words import Juluo

FORM = {
    "name": {"default": "茶好喝吗", "en": "Tea?"},
    "questions": [{"id": "a", "type": "csat", "headline": {"default": "满意吗"}, "required": True}],
}


@pytest.fixture
def town(juluo: Juluo, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    assert juluo("import", path, "--community", "town", "--timezone", "UTC").exit_code == 0


@pytest.mark.usefixtures("town")
def test_without_surveys_it_says_where_to_write_one(juluo: Juluo, tmp_path: Path) -> None:
    assert "还没有问卷" in juluo("surveys", "town").stdout
    assert "No surveys yet" in juluo("surveys", "town", "--lang", "en").stdout
    assert json.loads(juluo("surveys", "town", "--json").stdout) == []
    file = tmp_path / "form.json"
    file.write_text(json.dumps(FORM), "utf-8")
    wrong = juluo("surveys", "town", "import", file)
    assert (wrong.exit_code != 0, "juluo up" in wrong.stderr) == (True, True)
    missing = juluo("surveys", "town", "export", "nothing")
    assert (missing.exit_code != 0, "没有这份问卷：nothing" in missing.stderr) == (True, True)
