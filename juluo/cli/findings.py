"""juluo findings: how far the words of a community have been read, and by which model; the rest is read now."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer

from juluo.cli.desk import taught_on_desk
from juluo.cli.home import Home, Json, Slug, known, opened, tell, viewed, warn, words
from juluo.intake.analysis import Analysed, Heard, analyse, read_so_far
from juluo.intake.lessons import Lessons
from juluo.store.embedded import EmbeddedStore, StoreBusyError
from juluo.store.facts import Community
from juluo.wording.printable import as_json


def findings(
    slug: Slug,
    now: Annotated[bool, typer.Option("--now", help="没读的现在就读｜read what is missing now")] = False,
    home: Home = None,
    json_: Json = False,
) -> None:
    """文字分析读到哪了：读了几条，是哪一版模型；--now 接着读。｜How far texts have been analysed, by which model."""
    with opened(home) as store:
        community = known(store, slug)
        if now:
            read_on(store, community, quiet=json_, lessons=taught_on_desk(store.home, slug))
        with viewed(store, slug) as view:
            told = read_so_far(store, view)
        if json_:
            tell(as_json({"community": slug, "layers": [asdict(one) for one in told]}))
            return
        for one in told:
            _tell(one.read, one.entries, one.version, one.wanted)


def _tell(read: int, entries: int, version: str, wanted: str) -> None:
    say = words()
    tell(say("读了{read}条，共{entries}条有文字的话。", read=f"{read:,}", entries=f"{entries:,}"))
    if version:
        tell(say("读的人：第 {version} 版模型。", version=version))
    if version != wanted:
        tell(say("现在的模型是第 {version} 版，还没读过：加 --now 读一遍。", version=wanted))
    elif read < entries:
        tell(say("还差{n}条：加 --now 接着读。", n=f"{entries - read:,}"))


def read_on(
    store: EmbeddedStore, community: Community, *, quiet: bool, lessons: Lessons | None = None
) -> Analysed | None:
    """Read what is missing. Broken off, it goes on next time; a broken-off reading is no failed import."""
    try:
        with _course(quiet=quiet) as heard:
            return analyse(store, community, heard, lessons=lessons)
    except KeyboardInterrupt:
        warn(
            words()(
                "文字分析停下了：读过的都在，下次导入接着读，或用 juluo findings {slug} --now。", slug=community.slug
            )
        )
    except StoreBusyError:
        warn(words()("账本一直有人在写，文字分析没有做完：下次导入接着读。"))
    return None


@contextmanager
def _course(*, quiet: bool) -> Iterator[Heard]:
    """A progress line on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from juluo.cli.terminal import progress  # noqa: PLC0415 - only a person at a terminal waits for Rich

    doing = words()("文字分析")
    with progress(doing) as course:
        yield lambda done, _all: course(doing, done)
