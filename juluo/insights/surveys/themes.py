"""Open answers that say the same, and needs that they speak of: by the words they share (`juluo/text/alike`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.text.alike import AKIN, ONE_THEME, Alike, telling

_NAMED_BY = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """`words` stand in most of its answers; `answers` are places, the most typical first."""

    words: tuple[str, ...]
    answers: tuple[int, ...]


def themes(texts: Sequence[str]) -> tuple[Theme, ...]:
    """The largest first; what is like nothing else is in none."""
    stars = Alike(texts).stars(enough=ONE_THEME)
    told = [telling(text) for text in texts]
    return tuple(
        Theme(
            _named([told[at] for at in star.members]),
            (star.centre, *(at for at in star.members if at != star.centre)),
        )
        for star in stars
    )


def nearest(texts: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """The need that each text is most like, by its place, where it is like any; `known` are needs and their words."""
    if not known:
        return {}
    names = list(known)
    likeness = Alike([*known.values(), *texts]).likeness(list(texts)).tocsc()[:, : len(names)].tocsr()
    found = {}
    for at in range(len(texts)):
        row = likeness.getrow(at)
        if row.nnz and row.data.max() >= AKIN.likeness:
            found[at] = names[int(row.indices[row.data.argmax()])]
    return found


def _named(told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    counts = Counter(word for words in told for word in words)
    return tuple(word for word, n in counts.most_common(_NAMED_BY) if n * 2 > len(told))
