"""Names and messages that would steer a terminal are shown as words by every command."""

import json
import re
from pathlib import Path

import pytest
from cli_words import Juluo

NAME = "林\x1b[2J晚[/red]"
CHANNEL = "茶\x9b31m馆\u202e[bold]\n2026"
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def hostile(juluo: Juluo, bring: Juluo, tmp_path: Path) -> Juluo:
    row = {"ts": "2026-11-19T09:00:00+08:00", "author": "u1", "author_name": NAME, "channel": CHANNEL}
    path = tmp_path / "chat.jsonl"
    path.write_text(json.dumps(row | {"text": "好\x1b]0;x\x07\x00怎么办？"}) + "\n", encoding="utf-8")
    bring(path, "-c", "tea")
    return juluo


@pytest.mark.parametrize(
    "command",
    [
        ("entries", "tea", "--day", "2026-11-19"),
        ("entries", "tea", "--day", "2026-11-19", "--channel", "\x1b[2J"),
        ("entries", "tea", "--day", "2026-11-19", "--json"),
        ("metric", "tea", "messages", "--by", "channel"),
        ("metric", "tea", "messages", "--by", "channel", "--json"),
        ("report", "tea", "--date", "2026-11-19"),
        ("erase", "tea", "--person", "\x1b[2J"),
    ],
)
def test_nothing_steers_the_terminal(hostile: Juluo, command: tuple[str, ...]) -> None:
    assert not _HIDDEN.search(hostile(*command).output)


def test_an_entry_is_one_line_and_json_is_exact(hostile: Juluo) -> None:
    said = hostile("entries", "tea", "--day", "2026-11-19").stdout
    assert said == "2026-11-19 09:00　#茶\ufffd馆\ufffd[bold] 2026　林\ufffd晚[/red]：好\ufffd\ufffd怎么办？\n"
    (told,) = json.loads(hostile("entries", "tea", "--day", "2026-11-19", "--json").stdout)
    assert (told["name"], told["channel"]) == (NAME, CHANNEL)
