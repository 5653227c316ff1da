"""Whether recommendations would have been right: earlier weeks, with what was known then, against simple rivals.

For each of the last weeks: what would have been shown to each member at its start, and in which of the threads shown
did they write in the seven days after, for the first time. Only members who then took up any thread that was there
are counted: nobody can be right about the others. Threads that began later can't have been shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.blend import Model, alike
from juluo.insights.recommend.listing import SHOWN, listed
from juluo.insights.recommend.taken import WINDOW, Taken, gathered
from juluo.insights.recommend.threads import titles_of, young
from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval
from juluo.metrics.replies.taking_part import Part, taken_part
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

WEEKS, AHEAD = 12, 7
DRAWS, SEED = 2_000, 2005
# SAR's own setting: after 30 days a visit counts half.
SAR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Tried:
    """So many cases (a member, a week) of `people` members; in how many a list of ten held something they took up.

    `ahead`: of the share of hits over that of each rival, with its 95 % interval (members drawn anew).
    """

    cases: int
    people: int
    weeks: int
    hits: int
    rivals: Mapping[str, int]
    ahead: Mapping[str, tuple[float, Interval]]


@dataclass(frozen=True, slots=True)
class Case:
    """One member who chose: whether the list was right, and whether each rival was."""

    person: int
    hit: bool
    rivals: tuple[bool, ...]


RIVALS: Mapping[str, "Callable[[Taken, Sequence[int], Sequence[Part]], Numbers]"]


def tried(
    view: View,
    day: date,
    weeks: int = WEEKS,
    without: frozenset[int] = frozenset(),
    group: frozenset[int] | None = None,
) -> Tried | None:
    """How the lists of so many weeks up to a day would have done; None where nobody took up anything.

    With a `group`, one list for all of it, as it would have been made for those who are in it now.
    """
    starts = [day - timedelta(days=AHEAD * n) for n in range(weeks, 0, -1)]
    whole = Period(starts[0] - timedelta(days=WINDOW - 1), day)
    parts = [one for one in taken_part(view, whole) if one.account not in without]
    cases = [
        case
        for start in starts
        if view.complete(Period(start + timedelta(days=1), start + timedelta(days=AHEAD)))
        for case in _cases(view, parts, start, group)
    ]
    return summed(cases, weeks, tuple(RIVALS) if group is None else ALIKE_RIVALS) if cases else None


def _cases(view: View, parts: Sequence[Part], start: date, group: frozenset[int] | None) -> list[Case]:
    known = [one for one in parts if start - timedelta(days=WINDOW) < one.day <= start]
    found = gathered(known, start)
    if found is None:
        return []
    later = [one for one in parts if start < one.day <= start + timedelta(days=AHEAD)]
    took_up = _took_up(found, later)
    if not took_up:
        return []
    places = sorted(took_up)
    model = Model(found, titles_of(view, found))
    if group is not None:
        return _cases_alike(model, {at: items for at, items in took_up.items() if found.people[at] in group}, group)
    blend = model.blend(places)
    fresh, can_be_shown = young(found), blend.score > float("-inf")
    rivals = [rival(found, places, known) for rival in RIVALS.values()]
    cases = []
    for row, place in enumerate(places):
        best, drawn = listed(blend.score[row], fresh, (found.people[place], start.toordinal()))
        wanted = took_up[place]
        others = tuple(not wanted.isdisjoint(_best(scores[row], can_be_shown[row])) for scores in rivals)
        cases.append(Case(found.people[place], not wanted.isdisjoint((*best, *drawn)), others))
    return cases


def _cases_alike(model: Model, took_up: Mapping[int, set[int]], group: frozenset[int]) -> list[Case]:
    """The same of one list for everybody in a group, and of its rivals."""
    found, places = model.taken, model.taken.places(sorted(group))
    if not took_up:
        return []
    blend, new_to = alike(model, places)
    best, drawn = listed(blend.score[0], young(found), (min(group), len(group), found.day.toordinal()))
    others = [_best(RIVALS[name](found, [0], ())[0], new_to > 0) for name in ALIKE_RIVALS]
    return [
        Case(
            found.people[at],
            not wanted.isdisjoint((*best, *drawn)),
            tuple(not wanted.isdisjoint(other) for other in others),
        )
        for at, wanted in sorted(took_up.items())
    ]


def _took_up(found: Taken, later: Sequence[Part]) -> dict[int, set[int]]:
    """In which living threads, that they hadn't written in, each wrote then."""
    who = {code: at for at, code in enumerate(found.people)}
    what = {item: at for at, item in enumerate(found.items)}
    alive, there = found.alive, found.words.tolil().rows
    took: dict[int, set[int]] = {}
    for one in later:
        person, item = who.get(one.account), what.get(one.item)
        if person is not None and item is not None and alive[item] and item not in there[person]:
            took.setdefault(person, set()).add(item)
    return took


def _best(scores: "Numbers", shown: "Flags") -> list[int]:
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    order = np.argsort(-np.where(shown, scores, -np.inf), kind="stable")[:SHOWN]
    return [int(at) for at in order if shown[at]]


def _popular(found: Taken, places: Sequence[int], _: Sequence[Part]) -> "Numbers":
    """The same for everybody: where the most people wrote in the last two weeks."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    return np.tile(found.crowd, (len(places), 1))


def _sar(found: Taken, places: Sequence[int], known: Sequence[Part]) -> "Numbers":
    """Simple algorithm for recommendation (Microsoft): Jaccard's likeness of items, old visits count less."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended
    from scipy.sparse import csr_array  # noqa: PLC0415 - the same

    binary = found.words.copy()
    binary.data[:] = 1.0
    together = (binary.T @ binary).toarray()
    many = np.diag(together)
    likeness = together / np.maximum(many[:, None] + many[None, :] - together, 1.0)
    who, what = ({code: at for at, code in enumerate(of)} for of in (found.people, found.items))
    kept = [one for one in known if one.item in what and one.account in who]
    weights = [one.n * 0.5 ** ((found.day - one.day).days / SAR_DAYS) for one in kept]
    rows, columns = [who[one.account] for one in kept], [what[one.item] for one in kept]
    faded = csr_array((weights, (rows, columns)), shape=found.words.shape)
    return np.asarray(faded[list(places)].toarray() @ likeness)


def _latest(found: Taken, places: Sequence[int], _: Sequence[Part]) -> "Numbers":
    """The same for everybody: where somebody wrote last, of a day's the fuller first."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    return np.tile(found.crowd / (1 + found.crowd.max()) - found.age, (len(places), 1))


# Of these one list serves everybody.
ALIKE_RIVALS = ("popular", "latest")
RIVALS = {"popular": _popular, "latest": _latest, "sar": _sar}


def summed(cases: Sequence[Case], weeks: int, names: Sequence[str]) -> Tried:
    """Hits and those of each rival, in the order of `names`; intervals by members drawn anew (Efron 1979)."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    people = sorted({one.person for one in cases})
    at = {person: place for place, person in enumerate(people)}
    rows = np.array([at[one.person] for one in cases])
    n = np.bincount(rows, minlength=len(people)).astype(float)
    chance = np.full(len(people), 1 / len(people))
    times = np.random.default_rng(SEED).multinomial(len(people), chance, DRAWS).astype(float)
    hit = np.array([one.hit for one in cases], float)
    rivals, ahead = {}, {}
    for place, name in enumerate(names):
        other = np.array([one.rivals[place] for one in cases], float)
        more = np.bincount(rows, weights=hit - other, minlength=len(people))
        drawn = (times @ more) / np.maximum(times @ n, 1.0)
        low, high = np.quantile(drawn, (0.025, 0.975))
        rivals[name] = int(other.sum())
        ahead[name] = (float((hit - other).mean()), Interval(float(low), float(high)))
    return Tried(len(cases), len(people), weeks, int(hit.sum()), rivals, ahead)
