"""Tables on a terminal of any width: no number and no name is ever cut."""

import re

import pytest
from rich.console import Console

from juluo.cli import terminal

HEAD = ("频道", "哪一个星期", "上一次同样的日子", "Mean of the four before", "为什么")
ROWS = [
    ("答疑", "2026-11-09～11-15", "1,234,567", "1,029", "平时平均9天来一次，已经70天没来，可能不再来了"),
    ("general-discussion", "2026-11-16～11-22", "89", "7", "未知"),
]


def shown(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    console = Console(width=width, force_terminal=True, color_system=None)
    monkeypatch.setattr(terminal, "Console", lambda **asked: console if not asked else Console(**asked))
    with console.capture() as caught:
        terminal.show_table("一张表", HEAD, ROWS, frozenset({0, 4}))
    return re.sub(r"\x1b\[[0-9;]*m", "", caught.get())


@pytest.mark.parametrize("width", [30, 50, 60, 70, 80, 100, 160])
def test_nothing_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(width, monkeypatch)
    for cell in ("答疑", "general-discussion", "1,234,567", "1,029", "89"):
        assert cell in told
    assert "".join(told.split()).count("2026-11-") == 2
    assert "…" not in told
    assert "可能不再来了" in re.sub(r"\s", "", told)


@pytest.mark.parametrize(("width", "is_table"), [(160, True), (80, True), (50, False)])
def test_a_table_that_cannot_fit_is_told_row_by_row(
    width: int,
    is_table: bool,  # noqa: FBT001 - a test's case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ("─" in shown(width, monkeypatch)) is is_table


@pytest.mark.parametrize("width", range(74, 84))
def test_no_number_is_broken_over_two_lines(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(width, monkeypatch)
    assert "70天" in told
    assert not re.search(r"^ +[，。：]", told, re.MULTILINE)


def test_a_report_cuts_no_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(width=40, force_terminal=True, color_system=None)
    monkeypatch.setattr(terminal, "Console", lambda: console)
    row = "| 24小时内有人答，前7天（推测） | 89% | +3.2个点（−5.2～+11） | 看不出变化 |"
    with console.capture() as caught:
        terminal.show_markdown(f"| 指标 | 当天 | 变化 | 判断 |\n| --- | ---: | ---: | --- |\n{row}\n")
    assert "…" not in caught.get()
    assert "推" in caught.get()
    assert "89%" in caught.get()
