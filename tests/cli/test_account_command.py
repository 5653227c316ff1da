"""juluo account: from a lost password to a new one, by the words in the terminal."""

import os
import re
import subprocess
import sys
from pathlib import Path

from cli_words import Juluo, one_sentence

# In a process of its own, as every command that loads Django: its settings are those of one home.
LIN = """
import sys; from datetime import UTC, datetime; from pathlib import Path
home = Path(sys.argv[1]); home.mkdir()
from juluo.web.start import prepare; prepare(home)
from juluo.shell.accounts.actions.invitations import accept, invite_first_owner
from juluo.shell.accounts.scene import Scene
now = Scene(datetime.now(UTC))
accept(invite_first_owner(now), "lin", "林晚", "tea leaves at dawn", now)
"""


def ran(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    told = {"PATH": os.environ["PATH"], "JULUO_HOME": str(home), "JULUO_URL": "https://desk.example.cn/"}
    return subprocess.run([sys.executable, *command], env=told, capture_output=True, text=True, check=False)  # noqa: S603 - this very Python


def test_nobody_is_there_before_the_desk_was_opened(juluo: Juluo) -> None:
    assert "还没有账号" in one_sentence(juluo("account", "list"))
    assert "has no accounts yet" in one_sentence(juluo("account", "list", env={"JULUO_LANG": "en"}))


def test_the_owner_gets_a_link(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert ran(home, "-c", LIN, str(home)).returncode == 0
    assert ran(home, "-m", "juluo", "account", "list").stdout == "lin\t林晚\t*\n"
    told = ran(home, "-m", "juluo", "account", "reset", "Lin")
    link = r"打开 https://desk\.example\.cn/reset/[\w-]{43} 写新密码（一天内有效，只能用一次）。\n"
    assert re.fullmatch(link, told.stdout), told
    nobody = ran(home, "-m", "juluo", "account", "reset", "yu")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "没有叫 yu 的账号" in nobody.stderr
