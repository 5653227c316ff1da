"""Text exports in which a line with a date starts each record, read in blocks that end between two records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from juluo.sources.files import SourceFile, text_of
from juluo.sources.reading import Reading
from juluo.wording.sentence import told

# Small enough that the shortest records of a block stay below 100,000, the most that one batch may hold.
BLOCK_CHARACTERS = 1 << 20
_LONGEST_RECORD = 8 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records; `line` is the number, from 1, of the block's first line. The text starts with a line break."""

    line: int
    text: str


def blocks(file: SourceFile, heading: re.Pattern[str], size: int = BLOCK_CHARACTERS) -> Iterator[Block]:
    """The file in blocks cut before a heading; `heading` starts with the line break before it."""
    line, rest = 1, "\n"
    with text_of(file) as stream:
        piece = _read(stream, size).lstrip("\ufeff")
        while piece:
            rest += piece
            piece = _read(stream, size)
            cut = _last_heading(rest, heading) if piece else 0
            if cut == 0 and len(rest) > _LONGEST_RECORD:
                cut = max(rest.rfind("\n", 1), 0) or len(rest)
            if cut > 0:
                yield Block(line, rest[:cut])
                line += rest.count("\n", 1, cut + 1)
                rest = rest[cut:] or "\n"
    if len(rest) > 1:
        yield Block(line, rest.removesuffix("\n"))


def warn_of_lost_bytes(block: Block, file: SourceFile, reading: Reading) -> None:
    """Says so if the block holds bytes that are no text in the file's encoding."""
    if "\ufffd" in block.text:
        reading.warn(
            told(
                "{file} 里有一些字节不是它的编码能表示的文字，已用“\ufffd”代替：文件可能损坏过，或混用了编码。",
                file=file.name,
            )
        )


def _read(stream: TextIO, size: int) -> str:
    text = stream.read(size)
    if text.endswith("\r"):
        text += stream.read(1)
    return text.replace("\r\n", "\n") if "\r" in text else text


def _last_heading(text: str, heading: re.Pattern[str]) -> int:
    at = text.rfind("\n")
    # A line cut short by the block's end may not look like a heading yet, so the very last one is left for later.
    at = text.rfind("\n", 0, max(at, 0))
    while at > 0 and not heading.match(text, at):
        at = text.rfind("\n", 0, at)
    return max(at, 0)
