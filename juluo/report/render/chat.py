"""A report as a few lines to paste into a group chat: plain text, no markup, no link, nobody's words."""

from collections.abc import Iterator
from itertools import pairwise

from juluo.chart.svg.element import spoken
from juluo.report.daily import Heading, Line, NeedRows, Paragraph, Report, Section, Tile
from juluo.report.render.frame import bracketed, frame_words
from juluo.wording.catalogue import speaker
from juluo.wording.printable import without_sequences

# Where the section on feedback says who waits: the paragraph after its first heading.
_FEEDBACK = "feedback"


def report_chat(report: Report) -> str:
    """The two sentences, the eight headlines in a line each, what waits."""
    say = speaker("en" if report.lang.startswith("en") else "zh")
    words = frame_words(report)
    head = [_plain(f"{report.community} {report.title}"), _plain(report.dateline)]
    if report.simulated and words["simulated"] not in head[0]:
        head[1] += f" {bracketed(words['simulated'], words)}"
    lead = [f"{name}{words['colon']}{_said(line)}" for name, line in report.lead]
    tiles = [_tile(tile, words["colon"]) for row in report.tiles for tile in row.tiles if not tile.missing]
    waits = [say("在等：{what}", what=what) for what in waiting(report)]
    waits += [say("成员需要：{what}", what=what) for what in needed(report)]
    return "\n\n".join("\n".join(part) for part in (head, lead, tiles, waits) if part) + "\n"


def _tile(tile: Tile, colon: str) -> str:
    said = [tile.value + tile.unit, tile.verdict.words, tile.change]
    return _plain(tile.name + colon + " ".join(one for one in said if one))


def waiting(report: Report) -> tuple[str, ...]:
    """The sentence on who waits for an answer, if the report has one."""
    return tuple(words for section in report.sections for words in _waiting(section))


def needed(report: Report) -> tuple[str, ...]:
    """How many things members need, if the report tells any: counts alone, for their names are members' words."""
    return tuple(
        _said(told.line)
        for section in report.sections
        for told, rows in pairwise(section.blocks)
        if isinstance(told, Paragraph) and isinstance(rows, NeedRows) and any(row.need_id for row in rows.rows)
    )


def _waiting(section: Section) -> Iterator[str]:
    if section.key != _FEEDBACK:
        return
    for heading, block in pairwise(section.blocks):
        if isinstance(heading, Heading) and isinstance(block, Paragraph):
            yield _said(block.line)
            return


def _said(line: Line) -> str:
    return _plain("".join(span.words for span in line))


def _plain(words: str) -> str:
    """One line; an @ that would call everybody calls nobody."""
    flat = " ".join(spoken(without_sequences(words)).split())
    return flat.replace("@", "@\u200b")
