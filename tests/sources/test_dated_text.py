"""Blocks of a dated text: cut anywhere, they are the whole text again, with the right line numbers."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.sources.dated_text import blocks
from juluo.sources.files import SourceFile

HEADING = re.compile(r"\n\d\d:\d\d ")


@given(
    st.lists(st.sampled_from(["12:00 林晓: 好", "第二行", "", "12:0", "  12:01 不在行首"]), min_size=1, max_size=40),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 60),
)
@settings(max_examples=150)
def test_blocks_are_the_whole_text(lines: list[str], line_end: str, size: int) -> None:
    file = SourceFile.of_bytes("a.txt", line_end.join(lines).encode())
    found = list(blocks(file, HEADING, size))
    assert "".join(block.text for block in found).split("\n")[1:] in (lines, lines[:-1], [])
    for block in found:
        assert block.text.split("\n")[1] == lines[block.line - 1]
    assert all(HEADING.match(block.text) for block in found[1:])


def test_a_record_without_end_is_cut_before_it_fills_the_memory() -> None:
    file = SourceFile.of_bytes("a.txt", b"12:00 a\n" + b"x" * (20 << 20))
    assert max(len(block.text) for block in blocks(file, HEADING)) < 10 << 20
