"""juluo demo: a simulated community to look at."""

from datetime import UTC, datetime

from juluo.cli.home import Home, language, last_whole_day, opened, spoken, tell, viewed, words
from juluo.cli.import_ import progress, summary
from juluo.cli.report import show, write
from juluo.demo.export import write_export
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.render.html import report_html

SLUG = "demo"


def demo(home: Home = None) -> None:
    """导入一个模拟社群，看它今天的日报。｜Import a simulated community and show its report."""
    say = words()
    with opened(home) as store:
        files = write_export(store.home / "files" / "demo")
        with progress(json_=False) as course:
            receipt = take_in(store, SLUG, [files.export], Wish(timezone="Asia/Shanghai", lang=spoken()), course)
        tell(say("模拟数据：这个社群里的人和话都是编的。"))
        tell(summary(receipt))
        with viewed(store, SLUG) as view:
            day = last_whole_day(view)
            made = compose(view, Period(day, day), Grain.DAY, language(None), datetime.now(UTC))
        page = store.home / "files" / "reports" / f"{SLUG}-{day}.html"
        write(page, report_html(made))
    show(made)
    tell(say("网页版的日报在 {path}", path=page))
