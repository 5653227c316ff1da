"""juluo demo: a simulated community to look at."""

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from juluo.cli.desk import make_desk_ready
from juluo.cli.desk_words import desk_of
from juluo.cli.home import Home, day_of, fail, language, last_whole_day, opened, spoken, tell, viewed, warn, words
from juluo.cli.import_ import progress, summary
from juluo.cli.report import show, write
from juluo.demo.schedule import yesterday
from juluo.demo.taken import SLUG, BeingMadeError, is_taken, unfinished
from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.render.html import report_html
from juluo.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from juluo.web.simulated import Made

_ELSEWHERE = "DATABASE_URL"


def demo(
    home: Home = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="换掉原来的模拟社群，重新做一份到昨天为止的｜replace the simulated community by one up to yesterday",
        ),
    ] = False,
    last_day: Annotated[
        str | None,
        typer.Option("--last-day", help="做到哪一天为止（默认昨天）｜the last day of it; yesterday by default"),
    ] = None,
    into_database: Annotated[
        bool,
        typer.Option(
            "--into-database",
            help="设了 DATABASE_URL 时，编的活动、抽奖放进那个数据库｜put what is made up into that database",
        ),
    ] = False,
) -> None:
    """导入一个模拟社群，看它昨天的日报。｜Import a simulated community and show its report."""
    say, now = words(), datetime.now(UTC)
    last = None if last_day is None else day_of(last_day)
    if not into_database:
        _check_own_database()
    with opened(home) as store:
        if is_taken(store, SLUG):
            _refuse_taken()
        made = _made(store, now, last, again=again)
        tell(say("模拟数据：这个社群里的人和话都是编的。"))
        if made.receipt is not None:
            tell(summary(made.receipt, undo=False))
        elif made.last != (last or yesterday(now)):
            warn(_of_then(made.last))
        with viewed(store, SLUG) as view:
            day = last_whole_day(view)
            covered = Period(day, day)
            desk = desk_of(store.home, view, Grain.DAY, covered)
            report = compose(view, covered, Grain.DAY, language(None), now, desk=desk)
        page = store.home / "files" / "reports" / f"{SLUG}-{day}.html"
        write(page, report_html(report))
    show(report)
    tell(say("网页版的日报在 {path}", path=page))


def _check_own_database() -> None:
    """Whoever keeps real records in a database of their own is asked first: what is made up would lie among them."""
    address = os.environ.get(_ELSEWHERE, "")
    if not address:
        return
    from juluo.web.database import AddressError, from_address  # noqa: PLC0415 - only where one is set

    try:
        found = from_address(address)
    except AddressError as error:
        fail(words()("打不开数据库：{why}", why=error))
    fail(
        words()(
            "设了 DATABASE_URL：模拟社群的活动、抽奖、问卷不会放进数据文件夹，会放进数据库 {name}（{host}），"
            "和你真的记录在一处。所以什么都没有做。只想看看：去掉 DATABASE_URL 再来，juluo demo --home 一个新文件夹。"
            "确实要放进那个数据库：juluo demo --into-database。",
            name=found["NAME"],
            host=found["HOST"] or "localhost",
        )
    )


def _refuse_taken() -> NoReturn:
    told = "这里已经有一个叫 {slug} 的真社群：编的人和话不放进去。换一个文件夹：juluo demo --home …"
    fail(words()(told, slug=SLUG))


def _of_then(last: date) -> str:
    return words()(
        "这个模拟社群是以前做的，到{day}为止，那以后没有人说话。换成一份新的：juluo demo --again（用 make run 打开的："
        "make run AGAIN=1）。原来那份连同在里面试着写的、导入的，都会换掉。",
        day=last,
    )


def _made(store: EmbeddedStore, now: datetime, last: date | None, *, again: bool) -> "Made":
    say = words()
    if unfinished(store.home):
        warn(say("上次的模拟社群没有做完：从头做一份。"))
    make_desk_ready(store.home)
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.web.simulated import TakenError, make  # noqa: PLC0415 - the same

    try:
        with progress(json_=False) as course:
            return make(store, now, lang=spoken(), last=last, again=again, course=course)
    except TakenError:
        _refuse_taken()
    except BeingMadeError:
        fail(say("模拟社群正在做，在另一个窗口或网页里：等一会儿再来。"))
    finally:
        connections.close_all()
