"""juluo watch: import what comes into a folder."""

import time
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.home import Home, fail, opened, spoken, tell, why, words
from juluo.cli.import_ import summary
from juluo.intake.take_in import NothingReadError, Wish, ZoneFixedError, take_in
from juluo.intake.watch import Shape, Watch
from juluo.ledger.slug import is_slug
from juluo.store.embedded import EmbeddedStore, StoreBusyError


def watch(
    folder: Annotated[Path, typer.Argument(help="看守哪个文件夹｜which folder")],
    community: Annotated[str, typer.Option("--community", "-c", help="导入到哪个社群｜which community")],
    home: Home = None,
    every: Annotated[float, typer.Option(min=0.1, help="隔几秒看一次｜seconds between looks")] = 10.0,
    once: Annotated[bool, typer.Option("--once", help="看一次就结束，给定时任务用｜look once, for cron")] = False,
) -> None:
    """看守一个文件夹：新来的文件不再变大，就导入。｜Import what comes into a folder once it stops growing."""
    say = words()
    if not is_slug(community):
        fail(say("社群短名 {slug} 不能用：只能用小写字母、数字、- 和 _，以字母或数字开头。", slug=community))
    if not folder.is_dir():
        fail(say("没有文件夹 {folder}：请检查路径。", folder=folder))
    with opened(home) as store:
        seen = Watch(store.home, folder, community)
        if once:
            _take(store, seen, community, seen.quiet_since(every, time.time()))
            return
        tell(say("看守着 {folder}，新文件导入到 {slug}，按 Ctrl-C 停下。", folder=folder, slug=community))
        try:
            while True:
                _take(store, seen, community, _settled(seen))
                time.sleep(every)
        except KeyboardInterrupt:
            return


def _settled(seen: Watch) -> tuple[Path, ...]:
    try:
        return seen.settled()
    except OSError as error:
        fail(words()("读不了文件夹 {folder}：{why}。", folder=seen.folder, why=why(error)))


def _take(store: EmbeddedStore, seen: Watch, community: str, paths: tuple[Path, ...]) -> None:
    """Import each file by itself, so that one that can't be read holds up no other."""
    for path in paths:
        shape = Shape.of(path)
        if shape is None:
            continue
        try:
            tell(summary(take_in(store, community, [path], Wish(lang=spoken()))))
        except (NothingReadError, ZoneFixedError) as error:
            tell(str(error))
        except StoreBusyError:
            # Tried again at the next look.
            tell(words()("另一个导入一直没完：等它完成再试。"))
            continue
        seen.note(path, shape)
