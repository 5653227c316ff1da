"""What a terminal is given can only be read."""

import json

import pytest

from juluo.wording.printable import as_json, on_one_line, printable, without_sequences


@pytest.mark.parametrize(
    "words",
    [
        "\x1b[2J", "\x1b[31;1m", "\x9b2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1bc", "\x1b", "\x00",
        "\x07", "\r", "\x7f", "\x85", "\u202e", "\u2069", "\ufeff", "\ud800",
    ],
)  # fmt: skip
def test_a_control_is_one_mark(words: str) -> None:
    assert printable(f"林{words}晚") == "林\ufffd晚"


def test_line_ends_and_tabs_stay() -> None:
    assert printable("一\t二\r\n三") == "一\t二\n三"
    assert on_one_line("一\t二\n三") == "一 二 三"


def test_a_document_drops_sequences_whole() -> None:
    assert without_sequences("林\x1b[2J晚\x1b]0;x\x07！\u202e\x9b1m\x00") == "林晚！"


def test_json_says_exactly_what_there_is() -> None:
    told = "林\x1b[2J\x9b\u202e\ufeff\x7f晚\n"
    written = as_json({"name": told})
    assert printable(written) == written
    assert json.loads(written) == {"name": told}
