"""juluo surveys in a home with a desk: a draft from a file, listed in numbers, its questions out again."""

import json
from pathlib import Path

import pytest
from cast import Cast
from on_surveys import ALL_KINDS
from typer.testing import CliRunner

from juluo.cli import surveys as command
from juluo.cli.main import application
from juluo.desk.surveys import facts
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.values import State


def test_questions_come_in_as_a_draft_and_go_out_the_same(
    team: Cast, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert team
    monkeypatch.setattr(command, "desk_ready", lambda _: True)
    file = tmp_path / "form.json"

    def juluo(*told: str) -> str:
        done = CliRunner().invoke(application("surveys"), ["surveys", "tea", *told, "--home", str(records)])
        return done.output.strip()

    file.write_text(json.dumps(as_json(ALL_KINDS)), "utf-8")
    slug = juluo("import", str(file))
    found = facts.survey("tea", slug)
    assert found is not None
    assert (found.state, found.form, found.made_by) == (State.DRAFT, ALL_KINDS, "")
    assert "请了0人，答完0份" in juluo()
    (told,) = json.loads(juluo("--json"))
    assert (told["survey"], told["questions"], told["state"]) == (slug, 9, "draft")
    assert json.loads(juluo("export", slug)) == as_json(ALL_KINDS)
    file.write_text('{"questions": 1}', "utf-8")
    assert "没有 questions" in juluo("import", str(file))
    assert "读不了" in juluo("import", str(tmp_path / "nothing.json"))
