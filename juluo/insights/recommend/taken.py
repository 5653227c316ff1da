"""Who took part in what: people by items (threads, or channels where no source shows threads), and what is alive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from juluo.ledger.period import Period
from juluo.metrics.replies.taking_part import Part, taken_part
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

# Half a year tells what goes with what. A thread in which nobody wrote for two weeks is over.
WINDOW, ALIVE = 182, 14
# More items than these would not fit: those in which somebody wrote last stay.
MOST_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """`words[p, i]`: how much person p wrote in item i. `last[i, p]`-like days are told by `days`.

    `day` is the last day that is known. `channel`, `first`, `last` are of items, days as ordinals; `lively` is how
    many people wrote in each, the longer ago the less.
    """

    day: date
    people: tuple[int, ...]
    items: tuple[int, ...]
    words: Any
    channel: "Numbers"
    first: "Numbers"
    last: "Numbers"
    lively: "Numbers"
    crowd: "Numbers"

    @property
    def age(self) -> "Numbers":
        """How many days ago somebody wrote in each item."""
        return self.day.toordinal() - self.last

    @property
    def alive(self) -> "Flags":
        return self.age < ALIVE

    def places(self, people: Sequence[int]) -> list[int]:
        """The rows of those who took part in anything."""
        at = {code: place for place, code in enumerate(self.people)}
        return [at[code] for code in people if code in at]


# After three days somebody's word in a thread counts half for how lively it is.
LIVELY_DAYS = 3


def taken(view: View, day: date, without: frozenset[int] = frozenset()) -> Taken | None:
    """What everybody took part in in the half year up to a day, but those who want no part in it."""
    period = Period(day - timedelta(days=WINDOW - 1), day)
    return gathered([one for one in taken_part(view, period) if one.account not in without], day)


def gathered(parts: Sequence[Part], day: date) -> Taken | None:
    """The same of parts that were read already; None without any."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended
    from scipy.sparse import csr_array  # noqa: PLC0415 - the same

    if not parts:
        return None
    last: dict[int, int] = {}
    for one in parts:
        last[one.item] = max(last.get(one.item, 0), one.day.toordinal())
    items = sorted(sorted(last, key=lambda item: (-last[item], item))[:MOST_ITEMS])
    at = {item: place for place, item in enumerate(items)}
    kept = [one for one in parts if one.item in at]
    people = tuple(sorted({one.account for one in kept}))
    who = {code: place for place, code in enumerate(people)}
    rows, columns = [who[one.account] for one in kept], [at[one.item] for one in kept]
    words = csr_array(([float(one.n) for one in kept], (rows, columns)), shape=(len(people), len(items)))
    words.sum_duplicates()
    lately = _latest(rows, columns, [one.day.toordinal() for one in kept], words.shape)
    lively = lately.copy()
    lively.data = 0.5 ** ((day.toordinal() - lively.data) / LIVELY_DAYS)
    recent = lately.copy()
    recent.data = (day.toordinal() - recent.data < ALIVE).astype(float)
    first, channel = np.full(len(items), np.inf), np.zeros(len(items))
    for one in kept:
        first[at[one.item]] = min(first[at[one.item]], one.day.toordinal())
        channel[at[one.item]] = one.channel
    return Taken(
        day,
        people,
        tuple(items),
        words,
        channel,
        first,
        np.array([last[item] for item in items], float),
        np.asarray(lively.sum(axis=0)).ravel(),
        np.asarray(recent.sum(axis=0)).ravel(),
    )


def _latest(rows: Sequence[int], columns: Sequence[int], days: Sequence[int], shape: tuple[int, int]) -> Any:  # noqa: ANN401 - a sparse matrix
    """On which day last each wrote in each."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only where something is recommended

    found: dict[tuple[int, int], int] = {}
    for row, column, day in zip(rows, columns, days, strict=True):
        found[row, column] = max(found.get((row, column), 0), day)
    places = list(found)
    values = [float(day) for day in found.values()]
    return csr_array((values, ([row for row, _ in places], [column for _, column in places])), shape=shape)
