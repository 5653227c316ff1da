"""juluo report: the day's, week's or month's operations report."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.desk_words import desk_of, signed_version
from juluo.cli.home import Home, Slug, day_of, fail, language, last_whole, opened, tell, viewed, why, words
from juluo.cli.home import spoken as spoken_here
from juluo.cli.known_then import Counting, Known
from juluo.cli.needs import known_needs
from juluo.insights.needs.span import told_with
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.report.compose import compose
from juluo.report.daily import Report
from juluo.report.desk import with_desk
from juluo.report.needed import NeedsKnown
from juluo.report.render.html import report_html
from juluo.report.render.json import report_json
from juluo.report.render.markdown import report_markdown
from juluo.report.unnamed import hidden, names, needs_unnamed, unnamed
from juluo.store.view import View
from juluo.wording.printable import escaped, printable
from juluo.wording.sentence import ToldError


class Format(StrEnum):
    """How a report is written."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    PDF = "pdf"
    PNG = "png"


_RENDER = {Format.MD: report_markdown, Format.HTML: report_html, Format.JSON: report_json}
_ENDINGS = {".html": Format.HTML, ".htm": Format.HTML, ".json": Format.JSON, ".pdf": Format.PDF, ".png": Format.PNG}


def report(
    slug: Slug,
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="哪一天（默认最后一个完整的日子） ｜which day")] = None,
    period: Annotated[Grain, typer.Option(help="日报、周报还是月报｜day, week or month")] = Grain.DAY,
    format_: Annotated[
        Format | None, typer.Option("--format", metavar="<str>", help="md, html, json, pdf, png")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="签发过的第几版｜a version that was signed")
    ] = None,
    needs: Annotated[
        bool, typer.Option("--needs", help="先找成员需要什么，再写进去｜find what members need first")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到文件，按后缀定格式｜write to a file")
    ] = None,
) -> None:
    """运营日报：数字、变化是不是真的、谁在等、明天做什么。｜The operations report."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        covered = Period.of(day_of(date), period) if date else last_whole(view, period)
        form = format_ or _by_ending(output)
        if version is None:
            known = known_needs(view, store.home, told_with(period, covered), look_now=needs)
            made = _made(view, store.home, covered, period, spoken, form, known)
        else:
            people = form is not Format.PNG
            made = signed_version(view, store.home, period, covered, version, spoken, people=people)
    if form in {Format.PDF, Format.PNG}:
        _draw(made, form, output)
        return
    written = _RENDER[form](made)
    if output is not None:
        write(output, written)
        tell(words()("写好了：{path}", path=output))
    elif format_ is None and sys.stdout.isatty():
        show(made)
    else:
        sys.stdout.write((_shown(written, form) if sys.stdout.isatty() else written) + "\n")


def _made(view: View, home: Path, covered: Period, grain: Grain, lang: str, form: Format, known: NeedsKnown) -> Report:
    """The report as it would be signed now. A picture is for a group: it names nobody, as on the pages."""
    now = datetime.now(UTC)
    desk = desk_of(home, view, grain, covered)
    if form is Format.PNG:
        bare = needs_unnamed(view, unnamed(view, covered, grain, lang, now), known)
        return with_desk(hidden(bare.report, names(view, bare, lang), lang), desk)
    return compose(view, covered, grain, lang, now, with_ids=form is Format.JSON, desk=desk, known=known)


def _shown(written: str, form: Format) -> str:
    return escaped(written) if form is Format.JSON else printable(written)


def _by_ending(output: Path | None) -> Format:
    return _ENDINGS.get(output.suffix.lower(), Format.MD) if output is not None else Format.MD


def _draw(made: Report, form: Format, output: Path | None) -> None:
    """What is no text: into a file, or down a pipe, but not onto a terminal."""
    from juluo.report.render.pdf import report_pdf  # noqa: PLC0415 - only these two forms need what draws
    from juluo.report.render.picture import report_png  # noqa: PLC0415 - the same

    if output is None and sys.stdout.isatty():
        fail(words()("这种格式要写进文件：加上 --output 日报.{ending}。", ending=str(form)))
    try:
        content = report_pdf(made) if form is Format.PDF else report_png(made)
    except ToldError as error:
        fail(error.sentence.words(spoken_here()))
    if output is None:
        sys.stdout.buffer.write(content)
        return
    write(output, content)
    tell(words()("写好了：{path}", path=output))


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(path.name + ".part")
        half.write_bytes(content.encode() if isinstance(content, str) else content)
        half.replace(path)
    except OSError as error:
        fail(words()("写不了 {path}：{why}。", path=path, why=why(error)))


def show(made: Report) -> None:
    """The report on a terminal."""
    from juluo.cli.terminal import show_markdown  # noqa: PLC0415 - only a person at a terminal waits for Rich

    show_markdown(report_markdown(made))
