"""A report as one HTML file: its sheet and pictures inside, no script, nothing fetched, nothing that could be."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from juluo.chart.svg.alone import standing_alone
from juluo.chart.svg.element import spoken
from juluo.report.daily import EntryLine, Figures, NeedRows, Report, Section, Step, ToWrite
from juluo.report.render.blocks import at_hand
from juluo.report.render.frame import frame_words

Theme = Literal["light", "dark"]

_SHEETS = ("sheet.css", "blocks.css", "tiles.css", "narrow.css", "print.css")
_PHONE = 354.0  # what a 390 px screen leaves between its margins


def report_html(report: Report, *, theme: Theme | None = None) -> str:
    """The report's page. It follows the reader's system in light and dark unless a theme is set."""
    sheet = _sheet()
    page = environment().get_template("report.html")
    return page.render(
        **shown(report),
        theme=theme,
        lang="en" if report.lang.startswith("en") else "zh-Hans",
        sheet=sheet,
        policy=_policy(sheet),
        description=description(report),
    )


def paper_html(
    report: Report,
    place: Callable[[ToWrite], str] | None = None,
    beside_step: Callable[[Step], str] | None = None,
    person_at: Callable[[int], str] | None = None,
    need_at: Callable[[str, NeedRows], str] | None = None,
    entry_at: Callable[[EntryLine], str] | None = None,
    desk_at: Callable[[str], str] | None = None,
) -> str:
    """What stands on the report's paper, for a page that has a frame of its own.

    `place` gives the markup of a place to write in, `beside_step` what stands beside a proposal; `person_at`,
    `need_at`, `entry_at` and `desk_at` where a name, a need, a quote and a page of the desk are.
    """
    given = {
        "place": place,
        "beside_step": beside_step,
        "person_at": person_at,
        "need_at": need_at,
        "entry_at": entry_at,
        "desk_at": desk_at,
    }
    known = {name: one for name, one in given.items() if one is not None}
    return environment().get_template("paper.html").render(**shown(report), **known)


def scoped_sheet(scope: str) -> str:
    """The report's styles, for `paper_html` inside an element that `scope` finds and nowhere else."""
    folder = files("juluo.report.render") / "templates"
    parts = [(folder / name).read_text(encoding="utf-8").strip() for name in _SHEETS]
    # What a whole document needs beside its parts, the frame has already.
    parts[0] = "@layer sheet {\n" + parts[0][parts[0].index("  .head {") :]
    page = parts.pop()
    nested = "\n".join(parts).replace(":root:lang(en)", "&:lang(en)")
    inside = page[page.index("    .part {") : page.rindex("  }")]
    return f"{scope} {{\n{nested}\n@media print {{\n{inside}}}\n}}\n"


def shown(report: Report) -> dict[str, object]:
    """What every template of a report needs."""
    return {
        "report": report,
        "words": frame_words(report),
        "spark_section": _spark_section(report),
        "newcomers": _newcomers(report),
    }


@cache
def environment() -> Environment:
    """How templates of the report are made into pages: escaped, strict about names, with pictures at hand."""
    made = Environment(
        loader=PackageLoader("juluo.report.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    made.globals.update(at_hand(), alone=standing_alone, phone=_PHONE)
    return made


def _finalized(value: object) -> object:
    """Messages may hold control characters that no HTML document can; markup of ours never does."""
    return spoken(value) if type(value) is str else value


@cache
def _sheet() -> str:
    folder = files("juluo.report.render") / "templates"
    shared = files("juluo.chart")
    sheets = [shared / "tokens.css", shared / "charts.css", *(folder / name for name in _SHEETS)]
    return "\n".join(sheet.read_text(encoding="utf-8").strip() for sheet in sheets)


def _policy(sheet: str) -> str:
    """Only this very sheet may style the page, and only pictures inside it may show."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def description(report: Report) -> str:
    return " ".join([report.dateline, *("".join(span.words for span in line) for _, line in report.lead)]).strip()


def _spark_section(report: Report) -> Section | None:
    """The report's own curve stands beside its first comparison table."""
    return next((one for one in report.sections if any(isinstance(block, Figures) for block in one.blocks)), None)


def _newcomers(report: Report) -> int:
    quarters = report.plan.quarters if report.plan else ()
    return sum(square.new for quarter in quarters for square in quarter.squares)
