"""What most of those who have a need do: ask, tell of a problem, suggest or praise."""

from collections.abc import Sequence

from juluo.insights.needs.need import NeedKind
from juluo.text.acts import Acts

# Below this mean chance none of them stands out.
_STANDS_OUT = 0.35
_LOOKED_AT, _LETTERS = 8, 400


def kind_of(titles: Sequence[str], texts: Sequence[str]) -> NeedKind:
    """The kind of a need from the openings of its threads, the most typical first."""
    said = [f"{title}\n{text}"[:_LETTERS] for title, text in zip(titles[:_LOOKED_AT], texts[:_LOOKED_AT], strict=True)]
    judged = Acts.shipped().judge(said)
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
