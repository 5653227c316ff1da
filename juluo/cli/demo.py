"""juluo demo: a simulated community to look at."""

from datetime import UTC, datetime
from pathlib import Path

from juluo.cli.desk import make_desk_ready
from juluo.cli.desk_words import desk_of
from juluo.cli.home import Home, fail, language, last_whole_day, opened, spoken, tell, viewed, words
from juluo.cli.import_ import progress, summary
from juluo.cli.report import show, write
from juluo.demo.export import write_export
from juluo.demo.taken import SLUG, is_taken
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.render.html import report_html
from juluo.store.embedded import EmbeddedStore


def demo(home: Home = None) -> None:
    """导入一个模拟社群，看它今天的日报。｜Import a simulated community and show its report."""
    say, now = words(), datetime.now(UTC)
    with opened(home) as store:
        if is_taken(store, SLUG):
            fail(
                say(
                    "这里已经有一个叫 {slug} 的真社群：编的人和话不放进去。换一个文件夹：juluo demo --home …",
                    slug=SLUG,
                )
            )
        files = write_export(store.home / "files" / SLUG)
        with progress(json_=False) as course:
            receipt = take_in(store, SLUG, [files.export], Wish(timezone="Asia/Shanghai", lang=spoken()), course)
        _fill_desk(store, files.truth, now)
        tell(say("模拟数据：这个社群里的人和话都是编的。"))
        tell(summary(receipt))
        with viewed(store, SLUG) as view:
            day = last_whole_day(view)
            covered = Period(day, day)
            desk = desk_of(store.home, view, Grain.DAY, covered)
            made = compose(view, covered, Grain.DAY, language(None), now, desk=desk)
        page = store.home / "files" / "reports" / f"{SLUG}-{day}.html"
        write(page, report_html(made))
    show(made)
    tell(say("网页版的日报在 {path}", path=page))


def _fill_desk(store: EmbeddedStore, truth: Path, now: datetime) -> None:
    make_desk_ready(store.home)
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.web.simulated import fill_desk  # noqa: PLC0415 - the same

    try:
        fill_desk(store, truth, now)
    finally:
        connections.close_all()
