"""juluo up: pages and background work, by one command."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from juluo.cli.crew import Crew, HopelessError
from juluo.cli.home import Home, fail, tell, why, words
from juluo.cli.listening import LOCAL, listening

_LONGEST_START = 60.0
_MOST_PROCESSES = 32


def up(
    home: Home = None,
    host: Annotated[
        str, typer.Option("--host", envvar="JULUO_HOST", help="在哪个地址上听｜address to listen on")
    ] = LOCAL,
    port: Annotated[int, typer.Option("--port", envvar="JULUO_PORT", help="端口｜port")] = 8765,
    web: Annotated[int, typer.Option(min=1, max=_MOST_PROCESSES, help="几个网页进程｜processes that serve pages")] = 1,
    workers: Annotated[
        int, typer.Option(min=1, max=_MOST_PROCESSES, help="几个后台进程｜processes that work in the background")
    ] = 1,
) -> None:
    """打开聚落：网页和后台工作一起跑，按 Ctrl-C 停下。｜Open Juluo in the browser; Ctrl-C stops it."""
    say = words()
    folder = (home or Path.home() / ".juluo").expanduser().resolve()
    place = listening(host, port)
    _check_home(folder)
    os.environ["JULUO_HOME"], os.environ["JULUO_HOSTS"] = str(folder), place.hosts
    link = _made_ready(place.base)
    stop = _told_to_stop()
    crew = Crew({"web": ("juluo.web.serve", host, str(port), str(web)), **_hands(workers)})
    try:
        if not crew.answers(f"{place.here}/healthz", _LONGEST_START, stop):
            fail(say("网页没能打开：原因写在上面。"))
        if link is not None:
            tell(say("第一次用：打开 {link} 建立你的账号（一天内有效，只能用一次）。", link=link))
        tell(say("聚落开着：在浏览器里打开 {address}/ ，按 Ctrl-C 停下。", address=place.base))
        # Into a pipe or a log, words wait for more words; these are the last for long.
        sys.stdout.flush()
        crew.watch(stop)
    except HopelessError:
        fail(say("网页或后台工作反复停下：原因写在上面。"))
    finally:
        crew.end()


def _hands(workers: int) -> dict[str, tuple[str, ...]]:
    return {f"work {number}": ("juluo.web.work",) for number in range(1, workers + 1)}


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
