"""A report as Markdown: every section, table and number, good to read unrendered when it is pasted into a group."""

from collections.abc import Iterator, Mapping

from juluo.report.daily import Report, Section
from juluo.report.render.frame import frame_words
from juluo.report.render.markdown_blocks import block_lines, spans, spark_line, tile_lines
from juluo.report.render.markdown_text import bold, inline, opened


def report_markdown(report: Report) -> str:
    words = frame_words(report)
    parts = [_head(report, words), *(_section(section, words) for section in report.sections), _foot(report)]
    return "\n\n".join(text for part in parts if (text := "\n".join(part).strip("\n"))) + "\n"


def _head(report: Report, words: Mapping[str, str]) -> Iterator[str]:
    yield f"# {opened(f'{inline(report.community)} {inline(report.title)}')}"
    badge = f" **{inline(words['simulated'])}**" if report.simulated else ""
    yield f"\n{opened(inline(report.dateline))}{badge}"
    for name, line in report.lead:
        yield f"\n{opened(bold(name))}{words['colon']}{spans(line)}"
    for line in report.notices:
        yield f"\n> {opened(spans(line))}"
    for row in report.tiles:
        yield ""
        yield from tile_lines(row, words)
    if report.plan:
        yield f"\n{opened(inline(report.plan.label))}"
        yield from _quarters(report)
    if report.spark:
        yield f"\n{spark_line(report.spark)} {inline(report.spark_caption)}".rstrip()


def _quarters(report: Report) -> Iterator[str]:
    quarters = report.plan.quarters if report.plan else ()
    if quarters:
        yield "\n" + opened(" · ".join(f"{inline(one.name)} {one.people}" for one in quarters))


def _section(section: Section, words: Mapping[str, str]) -> Iterator[str]:
    yield f"## {opened(f'{inline(section.number)} {inline(section.title)}')}"
    for block in section.blocks:
        yield ""
        yield from block_lines(block, words)
    for line in section.side:
        yield f"\n> {opened(spans(line))}"


def _foot(report: Report) -> Iterator[str]:
    if report.footer:
        yield "---"
    for line in report.footer:
        yield f"\n{opened(spans(line))}"
