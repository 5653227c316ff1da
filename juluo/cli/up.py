"""juluo up: pages and background work, by one command."""

import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from juluo.cli.crew import Crew, HopelessError
from juluo.cli.home import Home, fail, tell, why, words

_HOST = "127.0.0.1"
_PORTS = range(1, 65536)
_LONGEST_START = 60.0


def up(
    home: Home = None,
    port: Annotated[int, typer.Option("--port", envvar="JULUO_PORT", help="端口｜port")] = 8765,
) -> None:
    """打开聚落：网页和后台工作一起跑，按 Ctrl-C 停下。｜Open Juluo in the browser; Ctrl-C stops it."""
    say = words()
    folder = (home or Path.home() / ".juluo").expanduser().resolve()
    _check_port(port)
    _check_home(folder)
    os.environ["JULUO_HOME"] = str(folder)
    link = _made_ready(f"http://{_HOST}:{port}")
    stop = _told_to_stop()
    crew = Crew({"web": ("juluo.web.serve", str(port)), "work": ("juluo.web.work",)})
    try:
        if not crew.answers(f"http://{_HOST}:{port}/healthz", _LONGEST_START, stop):
            fail(say("网页没能打开：原因写在上面。"))
        if link is not None:
            tell(say("第一次用：打开 {link} 建立你的账号（一天内有效，只能用一次）。", link=link))
        tell(say("聚落开着：在浏览器里打开 http://{host}:{port}/ ，按 Ctrl-C 停下。", host=_HOST, port=port))
        # Into a pipe or a log, words wait for more words; these are the last for long.
        sys.stdout.flush()
        crew.watch(stop)
    except HopelessError:
        fail(say("网页或后台工作反复停下：原因写在上面。"))
    finally:
        crew.end()


def _check_port(port: int) -> None:
    say = words()
    if port not in _PORTS:
        fail(say("端口 {port} 不行：要在1到65535之间，比如 --port 8765。", port=port))
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((_HOST, port))
        except PermissionError:
            fail(say("没有权限用端口 {port}：换一个大于1024的，比如 --port 8765。", port=port))
        except OSError:
            fail(say("端口 {port} 有别的程序在用：换一个，比如 --port {other}。", port=port, other=port % 65535 + 1))


def _check_home(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        fail(words()("打不开数据文件夹 {folder}：{why}。", folder=folder, why=why(error)))


def _made_ready(base: str) -> str | None:
    """The tables, and the first owner's link if there is no owner."""
    from juluo.web.start import NotReadyError, owner_link, prepare  # noqa: PLC0415 - Django, for this command alone

    try:
        prepare(Path(os.environ["JULUO_HOME"]))
        return owner_link(base, datetime.now(UTC))
    except NotReadyError as error:
        fail(words()("打不开数据库：{why}", why=error))


def _told_to_stop() -> Event:
    """Set by Ctrl-C, and by whoever ends this process in order."""
    stop = Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)
    return stop
