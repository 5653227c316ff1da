"""Where the data lies, and how commands open it and speak."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from juluo.cli.known_then import known_at
from juluo.ledger.actors import Actors
from juluo.ledger.period import Calendar, Grain, Period
from juluo.report import whole_day
from juluo.store.embedded import EmbeddedStore, NotYetKnownError, StoreBusyError, UndatedUndoError
from juluo.store.facts import Community
from juluo.store.view import View
from juluo.wording.catalogue import LANGUAGES, Say, speaker
from juluo.wording.printable import printable

NOTHING_DONE = 1
PARTLY_DONE = 3

Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="JULUO_HOME", help="数据文件夹（默认 ~/.juluo）｜data folder", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="给机器读的 JSON｜JSON for machines")]
Slug = Annotated[str, typer.Argument(help="社群的短名｜the community's short name")]


def spoken() -> str:
    """The language of messages: JULUO_LANG, else that of the environment; Chinese where it says nothing."""
    told = os.environ.get("JULUO_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if told.lower().startswith("en") else "zh"


def words() -> Say:
    """What says messages in their language."""
    return speaker(spoken())


def language(told: str | None) -> str:
    """The language of a report: the one asked for, else JULUO_LANG; Chinese where neither says anything."""
    if told is None:
        return "en" if os.environ.get("JULUO_LANG", "").lower().startswith("en") else "zh"
    if told not in LANGUAGES:
        fail(words()("没有 {lang} 这种语言：可选 {known}。", lang=told, known=listed(LANGUAGES)))
    return told


def listed(names: Iterable[str]) -> str:
    return words()("、").join(names)


_NO_CHAT_BEFORE, _FAR_AHEAD = 1970, 2999

# What goes wrong with files, as a person would say it; the system's own words for the rest.
_TROUBLES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读",
    errno.ENOSPC: "磁盘满了",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EEXIST: "那是一个文件，不是文件夹",
}


def fail(sentence: str, code: int = NOTHING_DONE) -> NoReturn:
    """Say what went wrong and stop."""
    typer.secho(printable(sentence), fg="red", err=True)
    raise typer.Exit(code)


def warn(sentence: str) -> None:
    """Say on the error stream what is missing, and go on."""
    typer.secho(printable(sentence), fg="yellow", err=True)


def tell(sentence: str) -> None:
    """Print to standard output, where scripts can read it."""
    sys.stdout.write(printable(sentence) + "\n")


def why(error: OSError) -> str:
    """What went wrong with a file, in words."""
    known_trouble = _TROUBLES.get(error.errno or 0)
    return words()(known_trouble) if known_trouble else str(error.strerror or error)


@contextmanager
def opened(home: Path | None) -> Iterator[EmbeddedStore]:
    """The home's store."""
    folder = (home or Path.home() / ".juluo").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = EmbeddedStore(folder)
    except OSError as error:
        fail(words()("打不开数据文件夹 {folder}：{why}。", folder=folder, why=why(error)))
    except sqlite3.Error as error:
        fail(words()("打不开数据文件夹 {folder}：{why}。", folder=folder, why=error))
    try:
        yield store
    finally:
        store.close()


def known(store: EmbeddedStore, slug: str) -> Community:
    """The community of that name, or a sentence that says which there are."""
    found = store.community(slug)
    if found is not None:
        return found
    others = listed(community.slug for community in store.communities())
    if not others:
        fail(words()("还没有社群：先用 juluo import 文件 --community {slug} 导入一份导出。", slug=slug))
    fail(words()("没有叫 {slug} 的社群：有 {others}。", slug=slug, others=others))


@contextmanager
def viewed(
    store: EmbeddedStore, slug: str, as_of: str | None = None, actors: Actors = Actors.MEMBERS
) -> Iterator[View]:
    """The community's ledger as it stands now, or as it was known then."""
    view = _view(store, known(store, slug), as_of, actors)
    try:
        yield view
    finally:
        view.close()


def _view(store: EmbeddedStore, community: Community, as_of: str | None, actors: Actors) -> View:
    then = None if as_of is None else _then(as_of, community.calendar)
    try:
        return store.view(community, then, actors)
    except NotYetKnownError as error:
        fail(words()("账本还没有第{version}版：最新的是第{latest}版。", version=then, latest=error.args[0]))
    except UndatedUndoError as error:
        told = "没有写下导入 #{no} 是什么时候退回的，那时的账本还原不出来：请选它导入之前的一版，或不写 --as-of。"
        fail(words()(told, no=error.args[0]))
    except StoreBusyError:
        fail(words()("那一版账本正在写，还看不了：请稍后再试。"))


def _then(told: str, calendar: Calendar) -> int | datetime:
    try:
        return known_at(told, calendar)
    except (ValueError, OverflowError):
        fail(
            words()("看不懂 --as-of {told}：请写成 2026-11-20、2026-11-20T09:00，或账本的第几版，例如 3。", told=told)
        )


def day_of(told: str) -> date:
    """A day as typed: 2026-11-19."""
    try:
        day = date.fromisoformat(told)
    except ValueError:
        fail(words()("看不懂日期 {day}：请写成 2026-11-19 这样。", day=told))
    if not _NO_CHAT_BEFORE <= day.year <= _FAR_AHEAD:
        fail(
            words()(
                "日期 {day} 太远了：年份要在{first}到{last}之间。", day=told, first=_NO_CHAT_BEFORE, last=_FAR_AHEAD
            )
        )
    return day


def last_whole_day(view: View) -> date:
    """The last day that the exports cover to its end; the last day at all if none is whole."""
    last = whole_day.last_whole_day(view)
    if last is None and view.as_of is not None:
        fail(
            words()(
                "那时的账本（第{version}版）里，{slug} 还没有记录。", version=view.version, slug=view.community.slug
            )
        )
    if last is None:
        fail(words()("{slug} 还没有记录：先用 juluo import 导入一份导出。", slug=view.community.slug))
    return last


def last_whole(view: View, grain: Grain) -> Period:
    """The last day, week or month that the exports cover to its end; the one under way if none is whole."""
    current = Period.of(last_whole_day(view), grain)
    earlier = current.before()
    return earlier if not view.complete(current) and view.complete(earlier) else current
