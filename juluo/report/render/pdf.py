"""A report as PDF: the same words as everywhere, set for paper, by WeasyPrint in a process of its own (press.py).

The extra `juluo[pdf]` brings WeasyPrint, the system brings Pango and a Chinese type. A message may be as hostile as it
likes: it is escaped, nothing is fetched, and what takes too long is ended.
"""

import os
import re
import subprocess
import sys
from functools import cache
from importlib.resources import files
from threading import Lock

from juluo.chart.inks import inks
from juluo.chart.svg.element import fitted, width_of
from juluo.report.daily import FigureRow, Figures, Report, Table
from juluo.report.render.html import description, environment, shown
from juluo.report.render.press import NO_MEMORY, NO_PANGO, NO_TYPE, NO_WEASYPRINT
from juluo.wording.sentence import Sentence, ToldError, told

_PATIENCE = 60.0
# Each takes a quarter of a gigabyte for a second or two: whoever comes second waits rather than takes as much again.
_ONE_AT_A_TIME = Lock()
_NARROWEST, _WIDEST = 4.0, 22.0  # columns, in characters
_KEPT = (
    "PATH",
    "HOME",
    "PYTHONPATH",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "FONTCONFIG_FILE",
)
_NAMED = re.compile(r"var\((--[\w-]+)\)")
_WHY = {
    NO_WEASYPRINT: told(
        "这里还做不了 PDF：先装上 juluo[pdf]（pip install 'juluo[pdf]'），或者导出 HTML，在浏览器里打印成 PDF。"
    ),
    NO_PANGO: told(
        "这里还做不了 PDF：系统里少了 Pango（Debian、Ubuntu：apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0），或者导出 HTML，在浏览器里打印成 PDF。"
    ),
    NO_TYPE: told("这里还做不了 PDF：没有中文字体（Debian、Ubuntu：apt-get install fonts-noto-cjk）。"),
    NO_MEMORY: told("这份太长，做 PDF 要的内存超过了上限：导出 HTML，在浏览器里打印成 PDF。"),
}
_LATE = told("PDF 一分钟还没做完，不做了：导出 HTML，在浏览器里打印成 PDF。")
_BROKEN = told("PDF 没做成，别的格式不受影响：导出 HTML，在浏览器里打印成 PDF。")


class NoPdfError(ToldError):
    """PDF can't be made here, or not of this report; the sentence says what to do."""


def report_pdf(report: Report, *, patience: float = _PATIENCE) -> bytes:
    """The report as PDF. Raises NoPdfError where it can't be made."""
    page = print_html(report).encode("utf-8", "replace")
    command = [sys.executable, "-m", "juluo.report.render.press"]
    try:
        with _ONE_AT_A_TIME:
            made = subprocess.run(  # noqa: S603 - this very Python
                command, input=page, capture_output=True, timeout=patience, check=False, env=_environment()
            )
    except subprocess.TimeoutExpired as error:
        raise NoPdfError(_LATE) from error
    if made.returncode or not made.stdout.startswith(b"%PDF"):
        raise NoPdfError(_why(made.returncode))
    return made.stdout


def _why(code: int) -> Sentence:
    return _WHY.get(code, _BROKEN)


def print_html(report: Report) -> str:
    """The page that the press sets."""
    lang = "en" if report.lang.startswith("en") else "zh-Hans"
    return (
        environment()
        .get_template("pdf/page.html")
        .render(
            **shown(report),
            lang=lang,
            sheet=_sheet(),
            description=description(report),
            meanings=_meanings(report),
            column_widths=_column_widths,
            fitted=fitted,
        )
    )


def _meanings(report: Report) -> list[FigureRow]:
    """What the numbers of the tables mean, once each: on paper nothing can be opened."""
    blocks = [block for section in report.sections for block in section.blocks if isinstance(block, Figures)]
    return list({row.name: row for block in blocks for row in block.rows if row.meaning}.values())


def _column_widths(table: Table) -> list[str]:
    """As wide as what stands in them, in shares: a table that asks every cell for its width takes seconds to set."""
    columns = zip(table.head, *table.rows, strict=True)
    widest = [min(max(*(width_of(cell, 1) for cell in column), _NARROWEST), _WIDEST) for column in columns]
    return [f"{width / sum(widest):.1%}" for width in widest]


def _environment() -> dict[str, str]:
    """The press is to find Python, its packages and the types, and needs no secret that stands beside them."""
    kept = (
        "PATH",
        "HOME",
        "PYTHONPATH",
        "SYSTEMROOT",
        "LD_LIBRARY_PATH",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "FONTCONFIG_FILE",
    )
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONUTF8": "1"}


@cache
def _sheet() -> str:
    written = (files("juluo.report.render") / "templates" / "pdf" / "page.css").read_text(encoding="utf-8")
    named = inks("light")
    return _NAMED.sub(lambda found: named[found[1]], written)
