"""The Markdown report holds everything, and nothing in it is markup but its own."""

import pytest
from hostile_words import HOSTILE, poisoned
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sample_report import sample_report

from juluo.report.daily import Report
from juluo.report.render import report_markdown
from juluo.report.render.markdown_text import bold, inline, opened

OURS = {
    "heading",
    "paragraph",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "bullet_list",
    "ordered_list",
    "list_item",
}
OURS |= {"blockquote", "strong", "text", "inline", "hr", "softbreak"}


def tokens(markdown: str) -> list[Token]:
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    return [*parsed, *(child for token in parsed for child in token.children or ())]


def kinds(markdown: str) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(markdown)}


def count(markdown: str, kind: str) -> int:
    return sum(token.type == kind for token in tokens(markdown))


def read(markdown: str) -> str:
    return "".join(token.content for token in tokens(markdown) if token.type == "text")


def test_holds_every_kind_of_block(report: Report) -> None:
    markdown = report_markdown(report)
    assert count(markdown, "heading_open") == 1 + len(report.sections) + 4
    assert count(markdown, "table_open") == 3
    assert count(markdown, "ordered_list_open") == 1
    assert markdown.count("＿＿＿") // 4 == 5
    assert "▇" in markdown


def test_shows_every_number_and_fold(report: Report) -> None:
    words = read(report_markdown(report))
    for said in ("3,482", "296", "18", "812", "(+30 to +120)" if report.lang == "en" else "（+30～+120）"):
        assert said in words
    assert "等了1小时12分" in words or "waited 1 h 12 min" in words


def test_says_that_data_is_simulated() -> None:
    assert "**模拟数据**" in report_markdown(sample_report())


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(report: Report, hostile: str) -> None:
    markdown = report_markdown(poisoned(report, hostile))
    assert kinds(markdown) <= OURS
    assert count(markdown, "heading_open") <= 1 + len(report.sections) + 4
    assert "@everyone" not in markdown
    markdown.encode("utf-8")


@pytest.mark.parametrize("words", ["a|b", "a\nb", "a\\|b", "|", "a\r\n| - |\r\n"])
def test_tables_keep_their_columns(report: Report, words: str) -> None:
    lines = report_markdown(poisoned(report, words)).splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    pipes = [len([at for at, char in enumerate(row) if char == "|" and not _escaped(row, at)]) for row in rows]
    assert count("\n".join(lines), "table_open") == 3
    assert set(pipes) == {7, 4, 6}


def _escaped(row: str, at: int) -> bool:
    return (at - len(row[:at].rstrip("\\"))) % 2 == 1


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("一*二*", "一\\*二\\*"),
        ("<b>", "&lt;b>"),
        ("a < b，<3", "a < b，<3"),
        ("&lt;", "&amp;lt;"),
        ("AT&T", "AT&T"),
        ("a\n\nb", "a b"),
        ("abc\u202edef", "abcdef"),
        ("@everyone", "@\u200beveryone"),
        ("https://a.example/b", "https://a.example/b"),
    ],
)
def test_words_are_escaped_no_more_than_they_must_be(words: str, written: str) -> None:
    assert inline(words) == written


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("# a", "\\# a"),
        ("#a", "#a"),
        ("1. a", "1\\. a"),
        ("3.5小时", "3.5小时"),
        ("- a", "\\- a"),
        ("---", "\\---"),
        ("> a", "\\> a"),
        ("+75人", "+75人"),
        ("**a**", "**a**"),
        ("2026年", "2026年"),
    ],
)
def test_a_line_does_not_open_a_block(line: str, written: str) -> None:
    assert opened(line) == written


@pytest.mark.parametrize("words", ["明显上升。", "（31～73）", "+75人", "↑ 明显上升", "a"])
def test_bold_closes_beside_chinese(words: str) -> None:
    markdown = f"比上周{bold(words)}多出"
    assert count(markdown, "strong_open") == 1
    assert read(markdown) == f"比上周{words}多出"


def test_signs_alone_are_not_bold() -> None:
    assert bold("—") == "—"
    assert bold("") == ""
