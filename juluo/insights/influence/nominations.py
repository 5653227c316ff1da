"""Nominate a friend: whom members would name, were they asked for somebody they turn to.

In 32 villages seeds named as friends by people drawn by chance spread a practice further than the best connected
(Kim et al. 2015, Lancet 386:145). Nobody is asked here: a friend is whom somebody replies to most.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juluo.insights.influence.replies import Replies

if TYPE_CHECKING:
    import numpy as np

    Random = np.random.Generator

# One reply is no friendship; whoever talks with everybody would name everybody.
FEWEST_REPLIES, MOST_FRIENDS = 2, 3


@dataclass(frozen=True, slots=True)
class Nomination:
    """A seed, and who of those drawn by chance named them: account codes."""

    account: int
    by: tuple[int, ...]


def friends(replies: Replies) -> Any:  # noqa: ANN401 - a sparse matrix
    """1 where the row's person would name the column's: of those they replied to twice or more, the first three."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured
    from scipy.sparse import csr_array  # noqa: PLC0415 - the same

    often = replies.edges().matrix().tocsr()
    rows = np.repeat(np.arange(replies.size), np.diff(often.indptr))
    order = np.lexsort((often.indices, -often.data, rows))
    rows, columns, counts = rows[order], often.indices[order], often.data[order]
    place = np.arange(len(rows)) - often.indptr[rows]
    chosen = (place < MOST_FRIENDS) & (counts >= FEWEST_REPLIES)
    ones = np.ones(int(chosen.sum()))
    return csr_array((ones, (rows[chosen], columns[chosen])), shape=(replies.size, replies.size))


def nominations(replies: Replies, most: int, random: "Random") -> tuple[Nomination, ...]:
    """Seeds: members drawn by chance, and of each one of their friends drawn by chance; no order of merit."""
    import numpy as np  # noqa: PLC0415 - only where influence is measured

    chosen = friends(replies)
    naming = random.permutation(np.flatnonzero(np.diff(chosen.indptr)))
    found: dict[int, list[int]] = {}
    for who in naming.tolist():
        theirs = chosen.indices[chosen.indptr[who] : chosen.indptr[who + 1]]
        friend = int(random.choice(theirs))
        if friend in found or len(found) < most:
            found.setdefault(friend, []).append(who)
        if len(found) == most:
            break
    return tuple(
        Nomination(replies.people[friend], tuple(replies.people[who] for who in by)) for friend, by in found.items()
    )
