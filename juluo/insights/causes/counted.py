"""Counts of people and of what they said, taken apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.insights.causes import counts
from juluo.insights.causes.compared import sides, windows
from juluo.insights.causes.counts import OF_VOLUME, Cells, Weight
from juluo.insights.causes.evidence import Behind
from juluo.insights.causes.naming import Names, others
from juluo.insights.causes.part import By, Causes, Effect, Key, Part, Shape, Split
from juluo.insights.causes.ranking import EXPLAINS, Lead, leads
from juluo.insights.causes.sides import Known, Side
from juluo.insights.causes.told import can_be_told, is_real
from juluo.ledger.kinds import Kind
from juluo.metrics.reading import Reading
from juluo.store.view import View

# Of splits with many parts, so many are listed; the others stand together.
LISTED = 12
# Of a change that no part holds, so much must have gone one way to say that it did so everywhere.
_EVERYWHERE = 0.75
# What a channel that holds most of it must have more of the change than of everything to stand out.
_BEYOND = 1.25


@dataclass(frozen=True, slots=True)
class Count:
    """What a metric counts: entries of these kinds, or the people who made them (`weight` None)."""

    kinds: tuple[Kind, ...]
    weight: Weight | None = None
    asks: bool | None = None
    by: Sequence[By] = (*OF_VOLUME, By.TURNOVER)

    def __call__(self, view: View, reading: Reading) -> Causes:
        before, now, known = sides(view, windows(reading.metric, reading.period), self.kinds)
        return Divided(view, self, before, now, known).causes(reading)


class Divided:
    """One change of a count, and all there is to say about its parts."""

    def __init__(self, view: View, count: Count, before: Side, now: Side, known: Known) -> None:
        self.count = count
        self._sides = (before, now, known)
        self._view = view
        self._behind = tuple(
            Behind(side, known, view.calendar, count.kinds, asks=count.asks) for side in (before, now)
        )
        self._movers: Mapping[By, float] | None = None
        if count.weight is None:
            homes = counts.homes(before, now, known)
            found, self._shared = counts.people(*homes), counts.shared_people(*homes)
            self._movers = counts.movers(*homes)
            for behind, home, elsewhere in zip(self._behind, homes, (True, False), strict=True):
                behind.at_home(home, elsewhere=elsewhere)
        else:
            found = counts.volume(*self._sides, count.weight)
            self._shared = counts.shared_volume(*self._sides, count.weight)
        self._young = counts.young(found[By.COHORT], before)
        self._aged = counts.aged(before, now, known, count.weight)
        self.cells: dict[By, Cells] = {
            by: cells for by, cells in found.items() if by in count.by and set(cells) - {None}
        }
        if By.TURNOVER in count.by:
            self.cells[By.TURNOVER] = counts.turnover(before, now, known, count.weight)

    def causes(self, reading: Reading, more: Sequence[Split] = ()) -> Causes:
        """The reading's causes; `more` are splits that are not made of cells."""
        ranked = leads(self.ranked, self._both, self._movers, self._aged, self._young)
        change = sum(now - before for before, now in next(iter(self.cells.values()), {}).values())
        best = ranked[0] if ranked and ranked[0].score > 0 and can_be_told(reading, change) else None
        splits = (*self.splits(best, [lead.by for lead in ranked]), *more)
        if not can_be_told(reading, change):
            return Causes(reading, Shape.NOT_REAL, change, splits)
        if best is None:
            shape = Shape.BROAD if is_real(reading) and self._everywhere(change) else Shape.MIXED
            return Causes(reading, shape, change, splits)
        lead = tuple(part for part in splits[0].parts if part.key and set(part.key) <= set(best.keys))
        return Causes(reading, Shape.CONCENTRATED, change, splits, lead)

    @property
    def ranked(self) -> Mapping[By, Cells]:
        """The splits that may lead: who came and who stayed away says that it changed, not why."""
        return {by: cells for by, cells in self.cells.items() if by is not By.TURNOVER}

    def splits(self, best: Lead | None, order: Sequence[By]) -> list[Split]:
        places = [*([best.by] if best else []), *order, *self.cells]
        ordered = list(dict.fromkeys(places))
        listed = {by: _listed(by, self.cells[by], best.keys if best and best.by is by else ()) for by in ordered}
        threads = {keys[0] for keys in listed.get(By.THREAD, ()) if keys}
        people = {keys[0] for keys in listed.get(By.PERSON, ()) if keys}
        rows = [row for side in self._sides[:2] for row in side.said]
        names = Names(self._view, rows, threads, people)
        return [Split(by, tuple(self._parts(by, listed[by], names))) for by in ordered]

    def _parts(self, by: By, listed: Sequence[tuple[Key, ...]], names: Names) -> list[Part]:
        cells = self.cells[by]
        behind_before, behind = self._behind
        parts = []
        for keys in listed:
            before, now = (sum(cells[key][nth] for key in keys) for nth in (0, 1))
            found = (behind.of(by, keys), behind_before.of(by, keys))
            parts.append(Part(keys, names.of(by, keys), before, now, now - before, Effect.COUNT, *found))
        rest = set(cells) - {key for keys in listed for key in keys}
        if rest:
            before, now = (sum(cells[key][nth] for key in rest) for nth in (0, 1))
            parts.append(Part((), others(len(rest)), before, now, now - before))
        return parts

    def _both(self, one: Lead, other: Lead) -> float:
        return self._shared(one.by, frozenset(one.keys), other.by, frozenset(other.keys))

    def _everywhere(self, change: float) -> bool:
        """Whether nearly everywhere it went the same way: in channels, weighed by how much was said there."""
        cells = self.cells.get(By.CHANNEL, {})
        size = sum(before + now for before, now in cells.values())
        along = [pair for pair in cells.values() if (pair[1] - pair[0]) * change > 0]
        if any(_beyond_its_size(pair, change, size) for pair in along):
            return False
        return len(cells) > 1 and sum(before + now for before, now in along) >= _EVERYWHERE * size


def _beyond_its_size(pair: tuple[int, int], change: float, size: float) -> bool:
    """Whether a channel holds most of a change, and clearly more of it than of everything."""
    before, now = pair
    return (now - before) / change >= max(EXPLAINS, _BEYOND * (before + now) / size)


def _listed(by: By, cells: Cells, lead: tuple[Key, ...]) -> list[tuple[Key, ...]]:
    """The keys of the parts that are listed, the leading ones first, then by how much they moved."""
    others = sorted(
        (key for key in cells if key not in lead),
        key=lambda key: (-abs(cells[key][1] - cells[key][0]), key is None, str(key)),
    )
    first = [lead] if by is By.HOUR and lead else [(key,) for key in lead]
    room = len(others) if by is By.HOUR or len(others) <= LISTED else LISTED
    return [*first, *((key,) for key in others[:room])]
