"""The few WhatsApp lines that are more than someone's words: system lines, files, deletions, polls."""

from collections.abc import Callable
from dataclasses import dataclass

from juluo.ledger.kinds import Kind
from juluo.sources.system_lines import SystemLine
from juluo.sources.whatsapp_phrases import is_encryption_notice, system_line
from juluo.sources.whatsapp_placeholders import (
    is_deleted,
    is_left_out,
    is_poll,
    without_attachments,
    without_edit_mark,
)

_MARK = "\u200e"
_LONGEST_SYSTEM_LINE = 400
_STRUCTURED = frozenset({Kind.JOIN, Kind.LEAVE, Kind.KICK})


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A line understood: what the platform said, or the author's words without placeholders."""

    author: str | None = None
    said: SystemLine | None = None
    kind: Kind = Kind.MESSAGE
    text: str | None = None
    media: int = 0
    is_deleted: bool = False


def special_line(author: str | None, line: str, is_known: Callable[[str], bool]) -> SpecialLine:
    """What the line is. Without an author it is WhatsApp's own, unless a known name stands before a bare colon."""
    words = line.strip().strip(_MARK).strip()
    if author is not None:
        return _of_author(author, line, words)
    said = system_line(words) if len(words) <= _LONGEST_SYSTEM_LINE else None
    if said is None:
        name, colon, rest = words.partition(":")
        if colon and is_known(name.strip()):
            return _of_author(name.strip(), rest, rest.strip())
    return _said(said, words)


def _of_author(author: str, line: str, words: str) -> SpecialLine:
    if is_encryption_notice(words):
        return SpecialLine(kind=Kind.SYSTEM, text=words)
    if is_deleted(words):
        return SpecialLine(author, is_deleted=True)
    if is_left_out(words):
        return SpecialLine(author, media=1)
    if is_poll(words):
        return SpecialLine(author, kind=Kind.POLL, text=words)
    # iOS writes WhatsApp's own lines under someone's name, but marks them; the mark keeps people's "A left" apart.
    if line.startswith(_MARK) and len(words) <= _LONGEST_SYSTEM_LINE and (said := system_line(words)):
        return _said(said, words)
    words, files = without_attachments(without_edit_mark(words))
    return SpecialLine(author, text=words.strip() or None, media=files)


def _said(said: SystemLine | None, words: str) -> SpecialLine:
    if said is None:
        return SpecialLine(kind=Kind.SYSTEM, text=words or None)
    if said.kind in _STRUCTURED:
        return SpecialLine(said=said)
    return SpecialLine(said=said, text=said.name if said.kind is Kind.RENAME else words)
