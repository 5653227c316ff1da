"""juluo import: read exports into a community."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.home import PARTLY_DONE, Home, Json, fail, known, opened, spoken, tell, words
from juluo.intake.receipt import Receipt
from juluo.intake.take_in import NothingReadError, Wish, ZoneFixedError, take_in
from juluo.intake.take_in import Progress as Course
from juluo.ledger.period import UnknownZoneError, zone_named
from juluo.ledger.slug import is_slug
from juluo.sources.files import SourceFile
from juluo.store.embedded import StoreBusyError
from juluo.wording.printable import as_json


def import_(
    files: Annotated[
        list[str], typer.Argument(help="导出文件；- 读标准输入里粘贴的聊天｜export files; - reads pasted text")
    ],
    community: Annotated[
        str, typer.Option("--community", "-c", help="导入到哪个社群（小写字母、数字、-、_）｜which community")
    ],
    home: Home = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="格式；不写就自动识别｜format; sniffed if not given")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(help="社群的时区，第一次导入时定下（默认 Asia/Shanghai）｜the community's time zone")
    ] = None,
    source_timezone: Annotated[
        str | None, typer.Option(help="只用来读这些文件里没写时区的时间｜zone of naive times in these files")
    ] = None,
    day_starts_at: Annotated[
        int | None, typer.Option(min=0, max=12, help="一天从几点开始，第一次导入时定下｜hour at which a day starts")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="表格的列：--map ts=发送时间 --map author=昵称｜columns of a table"),
    ] = None,
    later: Annotated[
        bool, typer.Option("--later", help="文字分析以后再做：juluo findings --now｜analyse the texts later")
    ] = False,
    json_: Json = False,
) -> None:
    """导入聊天记录。同一个文件导入两次，不会多出一条。｜Read exports; twice the same adds nothing."""
    say = words()
    if not is_slug(community):
        fail(say("社群短名 {slug} 不能用：只能用小写字母、数字、- 和 _，以字母或数字开头。", slug=community))
    wish = Wish(format_, timezone, source_timezone, day_starts_at, _mapping(map_ or []), spoken())
    paths = [_pasted() if name == "-" else Path(name) for name in files]
    # Reading makes millions of small objects and no cycles: looking for some costs a twentieth of an import.
    gc.disable()
    with opened(home) as store, progress(json_=json_) as course:
        try:
            receipt = take_in(store, community, paths, wish, course)
        except (NothingReadError, ZoneFixedError) as error:
            fail(str(error))
        except UnknownZoneError as error:
            fail(say("没有叫 {zone} 的时区：请用 Asia/Shanghai、UTC 这样的名字。", zone=str(error)))
        except StoreBusyError:
            fail(say("另一个导入一直没完：等它完成再试。"))
    tell(as_json(receipt.facts()) if json_ else summary(receipt))
    sys.stdout.flush()
    if (receipt.added or receipt.replaced) and not later:
        _read_words(home, community, quiet=json_)
    if receipt.unread:
        raise typer.Exit(PARTLY_DONE)


def _read_words(home: Path | None, slug: str, *, quiet: bool) -> None:
    """What the import brought is read for what it says; the receipt stands already."""
    from juluo.cli.findings import read_on  # noqa: PLC0415 - its models would delay the receipt

    with opened(home) as store:
        read_on(store, known(store, slug), quiet=quiet)


def _mapping(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        fail(words()("--map {pair} 不对：要写成 角色=列名，例如 --map ts=发送时间。", pair=wrong[0]))
    return dict(pair.split("=", 1) for pair in pairs)


def _pasted() -> SourceFile:
    return SourceFile.of_bytes("pasted.txt", sys.stdin.buffer.read())


@contextmanager
def progress(*, json_: bool) -> Iterator[Course]:
    """A progress line on a terminal; nothing elsewhere."""
    if json_ or not sys.stderr.isatty():
        yield lambda _name, _entries: None
        return
    from juluo.cli.terminal import progress as shown  # noqa: PLC0415 - only a person at a terminal waits for Rich

    with shown(words()("读取中")) as course:
        yield course


def summary(receipt: Receipt, *, undo: bool = True) -> str:
    """The receipt in words, with how to `undo` it where that leaves nothing behind."""
    say = words()
    lines = [
        say(
            "导入 #{no}：读到{read}条，新增{added}条，更新{replaced}条，已有{duplicate}条，"
            "略过{skipped}条，读不了{rejected}条。",
            no=receipt.import_no,
            read=f"{receipt.read:,}",
            added=f"{receipt.added:,}",
            replaced=f"{receipt.replaced:,}",
            duplicate=f"{receipt.duplicate:,}",
            skipped=f"{receipt.skipped:,}",
            rejected=f"{receipt.rejected:,}",
        ),
    ]
    if receipt.first and receipt.last:
        zone = zone_named(receipt.timezone)
        lines.append(
            say(
                "从 {first:%Y-%m-%d %H:%M} 到 {last:%Y-%m-%d %H:%M}（{zone}）。",
                first=receipt.first.astimezone(zone),
                last=receipt.last.astimezone(zone),
                zone=receipt.timezone,
            )
        )
    if receipt.rejections:
        worst = receipt.rejections[0]
        lines.append(
            say(
                "读不了的在 {path}；例如 {file} 第 {offset} 处：{reason}",
                path=receipt.quarantine,
                file=worst.file,
                offset=worst.offset,
                reason=worst.reason,
            )
        )
    lines += [file.problem for file in receipt.unread]
    lines += receipt.warnings
    if undo and (receipt.added or receipt.replaced):
        lines.append(say("要退回这次导入：juluo undo {no}", no=receipt.import_no))
    return "\n".join(lines)
