"""juluo account: who can sign in, and a way back in for who lost the password."""

import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.home import Home, fail, spoken, tell, words


class Deed(StrEnum):
    """What is to be done."""

    LIST = "list"
    RESET = "reset"


def account(
    deed: Annotated[Deed, typer.Argument(help="list 列出账号；reset 造换密码的链接｜list them, or make a reset link")],
    name: Annotated[str, typer.Argument(help="登录名｜the name to sign in with")] = "",
    home: Home = None,
    second_step: Annotated[
        bool, typer.Option("--second-step", help="手机也丢了：一并关掉两步验证｜turn off the second step, too")
    ] = False,
    port: Annotated[int, typer.Option("--port", envvar="JULUO_PORT", help="端口｜port")] = 8765,
) -> None:
    """忘了密码：给账号造一个一次性的链接。｜A lost password: print a one-time link to a new one."""
    say = words()
    folder = (home or Path.home() / ".juluo").expanduser().resolve()
    if not (folder / "juluo.sqlite3").exists() and not os.environ.get("DATABASE_URL"):
        fail(say("{folder} 里还没有账号：先用 juluo up 打开聚落。", folder=folder))
    _made_ready(folder)
    if deed is Deed.LIST:
        _list()
        return
    if not name:
        fail(say("给谁换密码：juluo account reset 登录名。"))
    base = (os.environ.get("JULUO_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    link = f"{base}/reset/{_token(name, without_second_step=second_step)}"
    tell(say("打开 {link} 写新密码（一天内有效，只能用一次）。", link=link))


def _made_ready(folder: Path) -> None:
    os.environ["JULUO_HOME"] = str(folder)
    from juluo.web.start import NotReadyError, prepare  # noqa: PLC0415 - Django, for this command alone

    try:
        prepare(folder)
    except (NotReadyError, OSError) as error:
        fail(words()("打不开数据库：{why}", why=error))


def _list() -> None:
    from juluo.shell.accounts.facts import accounts  # noqa: PLC0415 - once Django is set up

    for one in accounts():
        where = "*" if one.owns_home else ", ".join(slug for slug, _ in one.roles)
        tell(f"{one.name}\t{one.shown_as}\t{where}")


def _token(name: str, *, without_second_step: bool) -> str:
    from juluo.shell.accounts.actions.refusals import RefusedError  # noqa: PLC0415 - once Django is set up
    from juluo.shell.accounts.actions.reset import reset_from_terminal  # noqa: PLC0415 - the same
    from juluo.shell.accounts.scene import Scene  # noqa: PLC0415 - the same

    try:
        return reset_from_terminal(name, Scene(datetime.now(UTC)), without_second_step=without_second_step)
    except RefusedError as error:
        fail(error.sentence.words(spoken()))
