"""juluo backup, juluo restore: a whole home in one file, and back."""

import errno
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from juluo.cli.desk import forget_on_desk
from juluo.cli.home import Home, Json, fail, listed, opened, spoken, tell, why, words
from juluo.store.backup import Made, back_up
from juluo.store.bundle import BundleError
from juluo.store.embedded import EmbeddedStore, StoreBusyError
from juluo.store.erased_list import reminders
from juluo.store.restore import Restored
from juluo.store.restore import restore as restored
from juluo.wording.printable import as_json

_KB = 1000


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="备份写到哪个文件或文件夹（默认：当前文件夹）｜where to write it")
    ] = None,
    home: Home = None,
    json_: Json = False,
) -> None:
    """把整个数据文件夹存成一个文件；导入和网页照常用。｜Save the whole data folder in one file, while it is in use."""
    now = datetime.now(UTC)
    target = _target((file or Path()).expanduser(), now)
    folder = _folder(home)
    if not (folder / "ledger").is_dir():
        fail(words()("{home} 里还没有数据：没有要备份的。请检查 --home 或 JULUO_HOME。", home=folder))
    with opened(home) as store:
        try:
            made = back_up(store, target, now)
        except StoreBusyError:
            fail(words()("账本一直有人在写，没有做成备份：请等导入做完，再备份一次。"))
        except BundleError as error:
            fail(error.sentence.words(spoken()))
        except (OSError, sqlite3.Error) as error:
            _fail_over(error, words()("没有做成备份 {path}：{why}。", path=target, why=_reason(error)))
    if json_:
        tell(as_json(_told(made)))
    else:
        _tell_made(made)


def _folder(home: Path | None) -> Path:
    return (home or Path.home() / ".juluo").expanduser().resolve()


def _target(asked: Path, now: datetime) -> Path:
    """The file asked for; in a folder, one that tells when it was made."""
    return asked / f"juluo-{now.astimezone():%Y%m%d-%H%M%S}.zip" if asked.is_dir() else asked


def _reason(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError):
        return why(error)
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return why(OSError(errno.ENOSPC, "")) if full else str(error)


def _fail_over(error: Exception, sentence: str) -> NoReturn:
    try:
        fail(sentence)
    except typer.Exit as stop:
        raise stop from error


def _told(made: Made) -> dict[str, object]:
    manifest = made.manifest
    return {
        "path": str(made.path),
        "size": made.size,
        "made_at": manifest.made_at.isoformat(),
        "ledger_version": manifest.ledger_version,
        "files": len(manifest.files),
        "left_out": list(manifest.left_out),
    }


def _tell_made(made: Made) -> None:
    say, manifest = words(), made.manifest
    told = (
        "备份好了：{path}，{size}，账本第{version}版，{n}个文件。里面有成员的话、账号和密钥：请收在别人看不到的地方。"
    )
    size, n = _size(made.size), f"{len(manifest.files):,}"
    tell(say(told, path=made.path, size=size, version=manifest.ledger_version, n=n))
    if manifest.left_out:
        tell(say("没有收进去：{names}。它们是链接，或不是聚落放的。", names=listed(manifest.left_out)))
    if os.environ.get("DATABASE_URL"):
        tell(say("账号和日报等登记在 PostgreSQL 里，不在这份备份中：请同时用 pg_dump 备份它。"))


def _size(count: int) -> str:
    return f"{count / _KB:,.0f} KB" if count < _KB**2 else f"{count / _KB**2:,.1f} MB"


def restore(
    file: Annotated[Path, typer.Argument(help="juluo backup 做的文件｜a file made by juluo backup")],
    home: Home = None,
    erased_from: Annotated[
        Path | None,
        typer.Option(
            help="照它再抹一次：原来的数据文件夹、更新的备份或抹除名单｜a home, newer backup or list of the erased",
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """从备份恢复到一个空的数据文件夹；抹去过的人仍然抹去。｜Make an empty data folder what a backup holds."""
    folder, source = _folder(home), file.expanduser()
    if not source.exists():
        fail(words()("找不到文件 {path}：请检查路径。", path=source))
    try:
        done = restored(source, folder, erased_from.expanduser() if erased_from else None, forget_on_desk)
    except BundleError as error:
        fail(error.sentence.words(spoken()))
    except StoreBusyError as error:
        _fail_over(error, words()("{home} 正在恢复：请等它做完。", home=folder))
    except (OSError, sqlite3.Error) as error:
        path = getattr(error, "filename", None) or folder
        _fail_over(error, words()("没有恢复：{path}：{why}。", path=path, why=_reason(error)))
    manifest = done.manifest
    if json_:
        told = {"home": str(folder), "made_at": manifest.made_at.isoformat(), "files": len(manifest.files)}
        known = done.erased_by is not None
        tell(as_json(told | {"ledger_version": manifest.ledger_version, "list_known": known, "erased": done.erased}))
    else:
        _tell_restored(done, folder)


def _tell_restored(done: Restored, folder: Path) -> None:
    say, manifest = words(), done.manifest
    when = f"{manifest.made_at.astimezone():%Y-%m-%d %H:%M}"
    told = "恢复好了：{home} 和 {when} 备份时一样，账本第{version}版。"
    tell(say(told, home=folder, when=when, version=manifest.ledger_version))
    if done.erased_by is None:
        told = (
            "没有找到抹除名单：{when} 之后抹去过的人，现在又在里面了。请再抹一次；原来的数据文件夹还在的话，"
            "清空 {home}，加上 --erased-from 原来的文件夹，重新恢复。"
        )
        tell(say(told, when=when, home=folder))
        return
    until = f"{done.erased_by.written_at.astimezone():%Y-%m-%d %H:%M}"
    told = "照抹除名单（写到 {until}）看过了：备份里没有要再抹去的人。"
    if done.erased:
        told = "照抹除名单（写到 {until}）又抹去了{n}个账号。这份备份里仍有他们，不用了请删掉。"
    tell(say(told, until=until, n=done.erased))


def held_by_backups(store: EmbeddedStore) -> list[str]:
    """What to say after an erasure of the backups that were made before."""
    return [one.words(spoken()) for one in reminders(store.folder, store.register)]
