"""Lines that quote an earlier one: what they answer is known."""

from collections.abc import Sequence

from juluo.text.links.line import How, Line, Link
from juluo.text.quotes import quote, quoted_line

# So many lines back a quoted line is looked for.
BACK = 400
_OPENINGS = frozenset('「『“">')
# Someone else may have said the same words, or borne the same name.
CHANCE = 0.99


def quoted(lines: Sequence[Line]) -> dict[int, Link]:
    """The links that quotes show, by the place of the line that quotes."""
    found: dict[int, Link] = {}
    for place, line in enumerate(lines):
        told = quote(line.text) if line.text[:1] in _OPENINGS else None
        if told is not None and told.words:
            before = lines[max(0, place - BACK) : place]
            at = quoted_line(told, [one.name for one in before], [one.text for one in before])
            if at is not None:
                found[place] = Link(line.id, before[at].id, CHANCE, How.QUOTE)
    return found
