"""The prose of a text: what its author said, without formulas, paths and identifiers that look like words."""

import re
from unicodedata import normalize

from juluo.text.normal import bare

_HAN = re.compile(r"[㐀-鿿]")
_CUT = re.compile(
    r"```.*?(?:```|\Z)|\$\$.*?\$\$|\$[^$\n]{1,200}\$|`[^`\n]*`|https?://\S+|!?\[[^\]\n]*\]\([^)\n]*\)"
    r"|^\s*>[^\n]*$|(?<!\w)@_?(?:\*\*[^*\n]*\*\*|\w+)|(?<!\w)#\d+|</?[a-z][^>\n]{0,80}>",
    re.DOTALL | re.MULTILINE,
)
_MAY_HOLD = re.compile(r"[`$@#<>\[]|://")
# Letters joined by these are a path, a file or an identifier: list.map, data/nat, add_comm.
_CODE_LIKE = re.compile(r"[A-Za-z]\w*(?:[._/\\:]+\w+)+|\w+_\w*")
_TICKS = re.compile(r"`([^`\n]*)`")
_GAP = " ¶ "


def prose(text: str) -> str:
    """The words a person wrote; a mark stands where something was cut out, so that no phrase reaches over it."""
    said = _CUT.sub(_GAP, text) if _MAY_HOLD.search(text) else text
    if said.isascii():
        return said
    # Without Chinese there is nothing to simplify, and long technical texts are read ten times as fast.
    return _CODE_LIKE.sub(_GAP, bare(said)) if _HAN.search(said) else normalize("NFKC", said)


def headline(title: str) -> str:
    """The same of a title: what is marked as code in it is its very subject."""
    return prose(_TICKS.sub(r" \1 ", title))


def as_written(text: str) -> str:
    """What is shown of a text: every letter as it was written, on one line, … for code, addresses and quotes."""
    return " ".join(_CUT.sub(" … ", text).split())
