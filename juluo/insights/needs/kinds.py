"""What most of those who have a need do: ask, tell of a problem, suggest or praise."""

from collections.abc import Sequence

from juluo.insights.needs.need import NeedKind
from juluo.text.acts import Acts, Judged

# Below this mean chance none of them stands out.
_STANDS_OUT = 0.35
_LOOKED_AT, _LETTERS = 8, 400


# The titles and texts of the openings of a need's threads, the most typical first.
Said = tuple[Sequence[str], Sequence[str]]


def kinds_of(needs: Sequence[Said]) -> list[NeedKind]:
    """The kind of each need."""
    said = [
        [f"{title}\n{text}"[:_LETTERS] for title, text in zip(titles[:_LOOKED_AT], texts[:_LOOKED_AT], strict=True)]
        for titles, texts in needs
    ]
    # All at once: what a model sets up for a few texts costs more than judging them.
    judged = iter(Acts.shipped().judge([text for mine in said for text in mine]))
    return [_kind([next(judged) for _ in mine]) for mine in said]


def _kind(judged: Sequence[Judged]) -> NeedKind:
    if not judged:
        return NeedKind.TALK
    # A report or a wish is often put as a question: what it tells of weighs more than how it is put.
    chances = {
        NeedKind.SUGGESTION: 1.2 * sum(one.suggestion for one in judged),
        NeedKind.PROBLEM: 1.1 * sum(one.problem for one in judged),
        NeedKind.QUESTION: sum(one.question for one in judged),
        NeedKind.PRAISE: sum(one.praise for one in judged),
    }
    kind = max(chances, key=lambda one: chances[one])
    return kind if chances[kind] >= _STANDS_OUT * len(judged) else NeedKind.TALK
