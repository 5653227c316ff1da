"""Words that a terminal only shows: what members wrote can neither move its cursor nor turn its lines around."""

import json
import re

# Whole sequences first, so that nothing like "[2J" is left of them: CSI, strings (OSC, DCS, …), short ones.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,2048}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_SHOWN = "\ufffd"


def printable(words: str) -> str:
    """The words with a mark in place of each control character; line ends and tabs stay."""
    return _HIDDEN.sub(_SHOWN, _SEQUENCE.sub(_SHOWN, words.replace("\r\n", "\n")))


def on_one_line(words: str) -> str:
    """Printable words that cannot pass for a line of their own."""
    return _BREAKS.sub(" ", printable(words))


def without_sequences(words: str) -> str:
    """The words without terminal sequences and without what a reader of text cannot see."""
    return _HIDDEN.sub(lambda found: found[0] if found[0] in "\r\x0b\x0c\x85" else "", _SEQUENCE.sub("", words))


def as_json(value: object) -> str:
    """JSON on one line that says exactly what there is, with control characters as escapes."""
    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(document: str) -> str:
    """A JSON document with the control characters in its strings as escapes."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
