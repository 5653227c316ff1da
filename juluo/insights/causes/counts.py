"""Counts taken apart: how much each part had before and now. What the parts changed adds up to the whole change."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from juluo.insights.causes.part import By, Key
from juluo.insights.causes.sides import AS_BEFORE, BACK, FROM_START, Known, Label, Side, labels, lifecycle
from juluo.metrics.said import Said

# Before and now, by what a part is.
Cells = dict[Key, tuple[int, int]]
Weight = Callable[[Said], int]
# Where each person counts, by each split.
Homes = Mapping[By, Mapping[int, Key]]
# How much the change is within both of two sets of parts.
Shared = Callable[[By, frozenset[Key], By, frozenset[Key]], int]
STAYED, AWAY = "stayed", "away"
# One person is one of many: to split people by person says nothing.
PLACES = (By.CHANNEL, By.THREAD, By.HOUR)
OF_PEOPLE = (By.CHANNEL, By.THREAD, By.HOUR, By.LIFECYCLE, By.COHORT, By.TENURE)
OF_VOLUME = (By.PERSON, *OF_PEOPLE)


def entries(row: Said) -> int:
    return row.n


def marked(row: Said) -> int:
    return row.marked


def volume(before: Side, now: Side, known: Known, weight: Weight = entries) -> dict[By, Cells]:
    """How much was said, by each split."""
    then, today = labels(before, known), labels(now, known)
    return {by: _joined(_sums(before.said, then[by], weight), _sums(now.said, today[by], weight)) for by in OF_VOLUME}


def aged(before: Side, now: Side, known: Known, weight: Weight | None) -> Cells:
    """The split by tenure as if everybody were as old on both sides as they are now: nobody ages out of a band."""
    told = labels(now, known)[By.TENURE]
    if weight is not None:
        return _joined(_sums(before.said, told, weight), _sums(now.said, told, weight))
    sides = ({row.account: told(row) for row in side.said if row.account is not None} for side in (before, now))
    then, today = (_heads(bands) for bands in sides)
    return _joined(then, today)


def young(cells: Cells, before: Side) -> frozenset[Key]:
    """The months of first words that were not over when the earlier period began."""
    month = f"{before.period.first:%Y-%m}"
    return frozenset(key for key in cells if isinstance(key, str) and key != FROM_START and key >= month)


def people(before: Homes, now: Homes) -> dict[By, Cells]:
    """How many people there were, by each split: each in one place, where they said most."""
    return {by: _joined(_heads(before[by]), _heads(now[by])) for by in OF_PEOPLE}


def movers(before: Homes, now: Homes) -> dict[By, float]:
    """For each split, what part of those counted before and now is not in the same part on both sides."""
    found = {}
    for by in OF_PEOPLE:
        same = sum(now[by].get(account) == key for account, key in before[by].items() if account in now[by])
        everyone = len(before[by]) + len(now[by])
        found[by] = 1 - 2 * same / everyone if everyone else 1.0
    return found


def homes(before: Side, now: Side, known: Known) -> tuple[Homes, Homes]:
    """For each split, the one part in which each person counts before and now.

    Whoever spoke in both periods has one place in both, that of now: they neither came nor stayed away, so they move
    no place's count. How old and how new people are is told as of each period.
    """
    then, today = _homes_of(before, known), _homes_of(now, known)
    for by in PLACES:
        then[by] |= {account: today[by][account] for account in then[by] if account in today[by]}
    return then, today


def _homes_of(side: Side, known: Known) -> dict[By, dict[int, Key]]:
    """Where each person said most; of equals the first in order."""
    told = labels(side, known)
    found: dict[By, dict[int, Key]] = {}
    for by in OF_PEOPLE:
        said: dict[int, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
        for row in side.said:
            if row.account is not None:
                said[row.account][told[by](row)] += row.n
        found[by] = {account: _most(places) for account, places in said.items()}
    return found


def shared_volume(before: Side, now: Side, known: Known, weight: Weight = entries) -> Shared:
    """How much more was said within both of two sets of parts."""
    sides = (-1, labels(before, known), before.said), (1, labels(now, known), now.said)

    def within(one: By, ones: frozenset[Key], other: By, others: frozenset[Key]) -> int:
        return sum(
            sign * weight(row)
            for sign, told, rows in sides
            for row in rows
            if told[one](row) in ones and told[other](row) in others
        )

    return within


def shared_people(before: Homes, now: Homes) -> Shared:
    """How many more people are within both of two sets of parts."""

    def within(one: By, ones: frozenset[Key], other: By, others: frozenset[Key]) -> int:
        return sum(
            sign
            for sign, homes in ((-1, before), (1, now))
            for account, key in homes[one].items()
            if key in ones and homes[other][account] in others
        )

    return within


def turnover(before: Side, now: Side, known: Known, weight: Weight | None = None) -> Cells:
    """Who came and who stayed away: people, or what they said by `weight`."""
    was, are = _by_account(before.said, weight), _by_account(now.said, weight)
    cells: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for account in {*was, *are}:
        cell = cells[_moved(account, was, are, now, known)]
        cell[0] += was.get(account, 0)
        cell[1] += are.get(account, 0)
    return {key: (cell[0], cell[1]) for key, cell in cells.items()}


Sums = Mapping[Key, int]


def _moved(account: Key, was: Sums, are: Sums, now: Side, known: Known) -> Key:
    if not isinstance(account, int):
        return None
    if account in was:
        return STAYED if account in are else AWAY
    phase = lifecycle(account, now, known)
    return BACK if phase == AS_BEFORE else phase


def _by_account(rows: Iterable[Said], weight: Weight | None) -> dict[Key, int]:
    if weight is None:
        return {row.account: 1 for row in rows if row.account is not None}
    return _sums(rows, lambda row: row.account, weight)


def _sums(rows: Iterable[Said], label: Label, weight: Weight) -> dict[Key, int]:
    sums: dict[Key, int] = defaultdict(int)
    for row in rows:
        amount = weight(row)
        if amount:
            sums[label(row)] += amount
    return dict(sums)


def _heads(home: Mapping[int, Key]) -> dict[Key, int]:
    heads: dict[Key, int] = defaultdict(int)
    for key in home.values():
        heads[key] += 1
    return dict(heads)


def _joined(before: Mapping[Key, int], now: Mapping[Key, int]) -> Cells:
    return {key: (before.get(key, 0), now.get(key, 0)) for key in {**before, **now}}


def _most(places: Mapping[Key, int]) -> Key:
    return min(places, key=lambda place: (-places[place], place is None, str(place).zfill(12)))
