"""The text for a group chat: short, plain, calling nobody."""

from dataclasses import replace

import pytest

from juluo.chart.spec import Tone
from juluo.report.daily import Heading, Paragraph, Report, Section, Span, Tile, TileRow
from juluo.report.render.chat import report_chat

MOST_LINES = 2 + 2 + 8 + 1


def rows(report: Report) -> list[str]:
    return [line for line in report_chat(report).splitlines() if line]


def test_it_is_short_and_plain(report: Report) -> None:
    lines = rows(report)
    assert len(lines) <= MOST_LINES
    assert lines[0].startswith(report.community)
    for sign in ("http", "**", "|", "<", "# "):
        assert sign not in "\n".join(lines)


def test_it_says_who_waits(report: Report) -> None:
    label = "Waiting: " if report.lang == "en" else "在等："
    waits = Section("四", "feedback", "", (Heading("谁在等"), Paragraph((Span("2个提问没人回应"),)), Paragraph(())))
    assert rows(replace(report, sections=(waits,)))[-1] == f"{label}2个提问没人回应"


@pytest.mark.parametrize("call", ["@everyone", "@所有人"])
def test_nobody_is_called_and_no_line_is_smuggled_in(report: Report, call: str) -> None:
    tile = Tile("A1", f"{call}\nx", "", "3", "", "", Span("", Tone.NONE), "", ())
    text = report_chat(replace(report, tiles=(TileRow("", "", (tile,)),)))
    assert call not in text
    assert len(text.splitlines()) <= MOST_LINES + 4
