"""What most of those who have a need do: ask, tell of a problem, suggest or praise."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from juluo.insights.needs.need import NeedKind
from juluo.insights.needs.reading import Line
from juluo.insights.needs.taught import Clicked, Moved
from juluo.intake.lessons import Reading
from juluo.text.acts import Acts, Judged

# Below this mean chance none of them stands out.
_STANDS_OUT = 0.35
_LOOKED_AT, _LETTERS = 8, 400


class Said(NamedTuple):
    """The titles and texts of the openings of a need's threads, and these themselves, the most typical first."""

    titles: Sequence[str]
    texts: Sequence[str]
    openings: Sequence[Line]


def kinds_of(needs: Sequence[Said], clicked: Callable[[Sequence[Line]], Clicked]) -> list[NeedKind]:
    """The kind of each need. `clicked` tells what colleagues said of openings, which goes before what is judged."""
    looked_at = [Said(one.titles[:_LOOKED_AT], one.texts[:_LOOKED_AT], one.openings[:_LOOKED_AT]) for one in needs]
    said = [
        [f"{title}\n{text}"[:_LETTERS] for title, text in zip(one.titles, one.texts, strict=True)] for one in looked_at
    ]
    heard = clicked([opening for one in looked_at for opening in one.openings])
    # All at once: what a model sets up for a few texts costs more than judging them.
    judged = iter(Acts.shipped().judge([text for mine in said for text in mine]))
    return [_kind([_heard(next(judged), heard.get(line.entry_id, {})) for line in one.openings]) for one in looked_at]


def _heard(judged: Judged, moved: Mapping[Reading, Moved]) -> Judged:
    """What is judged of an opening, with what clicks made of it."""

    def now(reading: Reading, chance: float) -> float:
        return moved[reading].of(chance) if reading in moved else chance

    return judged._replace(
        question=now(Reading.QUESTION, judged.question),
        problem=now(Reading.PROBLEM, judged.problem),
        suggestion=now(Reading.SUGGESTION, judged.suggestion),
        praise=now(Reading.PRAISE, judged.praise),
    )


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
