"""What the operator decided about needs, as a value: it steers what is found next week, and holds no words but theirs.

    memory = Memory().keeping(need).renamed(need.need_id, "安装卡住")
    needs(view, next_week, memory)

A need is recognised by its seeds, entries of the ledger that are read anew each time: what is forgotten there is
forgotten here.
"""

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xxhash import xxh3_64_hexdigest

from juluo.insights.needs.need import Need, Seed

# The oldest seeds say what a need was when it was kept, the newest how it is put now.
_OLDEST, _NEWEST = 12, 12


class UnknownNeedError(KeyError):
    """Memory keeps no need of that id."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A need that is recognised again. `name` is the operator's, empty where they gave none.

    `into` names the need that it was merged into. `parted` are the entries that were split off: never its own again.
    """

    need_id: str
    seeds: tuple[Seed, ...]
    name: str = ""
    pinned: bool = False
    muted: bool = False
    into: str = ""
    parted: tuple[Seed, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """Needs in the order in which they were kept; every verb gives another memory."""

    kept: tuple[Kept, ...] = ()

    @property
    def by_id(self) -> Mapping[str, Kept]:
        return {one.need_id: one for one in self.kept}

    @property
    def mark(self) -> str:
        """A name for what was merged and split: it alone changes whose threads are whose; all else is only shown."""
        told = [(one.need_id, one.into, one.seeds, one.parted) for one in self.kept if one.into or one.parted]
        return xxh3_64_hexdigest(repr(told).encode())

    def of(self, need_id: str) -> Kept:
        """The need of that id, or the one that it was merged into. UnknownNeedError if it isn't kept."""
        found, known = self._own(need_id), self.by_id
        while found.into:
            found = known[found.into]
        return found

    def keeping(self, need: Need) -> "Memory":
        """Recognise the need from now on, also by how it was put this time."""
        known = self.by_id.get(need.need_id)
        if known is None:
            first = replace(_EMPTY, need_id=need.need_id, seeds=need.seeds[: _OLDEST + _NEWEST])
            return Memory((*self.kept, first))
        parted = {seed.entry_id for seed in known.parted}
        return self._with(replace(known, seeds=_renewed(known.seeds, need.seeds, parted)))

    def renamed(self, need_id: str, name: str) -> "Memory":
        """Call it so whatever it is found in; an empty name gives it back to the machine."""
        return self._with(replace(self.of(need_id), name=name.strip()))

    def pinned(self, need_id: str, *, pinned: bool = True) -> "Memory":
        """Show it first, also in a week in which nobody asks."""
        return self._with(replace(self.of(need_id), pinned=pinned))

    def muted(self, need_id: str, *, muted: bool = True) -> "Memory":
        """Recognise it and show it no longer."""
        return self._with(replace(self.of(need_id), muted=muted))

    def merged(self, need_id: str, into: str) -> "Memory":
        """Count what is recognised as the one to the other. ValueError where both are one already."""
        one, other = self.of(need_id), self.of(into)
        if one.need_id == other.need_id:
            raise ValueError("a need can't be merged into itself")
        return self._with(replace(one, into=other.need_id))

    def unmerged(self, need_id: str) -> "Memory":
        """Undo a merge: `need_id` is the one that was merged into another."""
        return self._with(replace(self._own(need_id), into=""))

    def split(self, need_id: str, off: Iterable[Seed]) -> "Memory":
        """Make a need of its own of some of the need's entries; both stay apart. ValueError where none are named."""
        one, parts = self.of(need_id), tuple(sorted(set(off), key=lambda seed: (seed.day, seed.entry_id)))
        if not parts:
            raise ValueError("a need is split by naming the entries that are another")
        gone = {seed.entry_id for seed in parts}
        rest = tuple(seed for seed in one.seeds if seed.entry_id not in gone)
        if not rest:
            raise ValueError("a need isn't split by taking all of it")
        new_id = id_of(parts[0].entry_id)
        taken = {kept.need_id for kept in self.kept}
        nth = 2
        while new_id in taken:
            new_id, nth = f"{id_of(parts[0].entry_id)}-{nth}", nth + 1
        older = self._with(replace(one, seeds=rest, parted=(*one.parted, *parts)))
        return Memory((*older.kept, replace(_EMPTY, need_id=new_id, seeds=parts, parted=rest)))

    def forgetting(self, need_id: str) -> "Memory":
        """Keep it no longer; what was merged into it stands by itself again."""
        gone = self._own(need_id).need_id
        rest = (one for one in self.kept if one.need_id != gone)
        return Memory(tuple(replace(one, into="") if one.into == gone else one for one in rest))

    def _own(self, need_id: str) -> Kept:
        found = self.by_id.get(need_id)
        if found is None:
            raise UnknownNeedError(need_id)
        return found

    def _with(self, changed: Kept) -> "Memory":
        return Memory(tuple(changed if one.need_id == changed.need_id else one for one in self.kept))


def id_of(entry_id: int) -> str:
    """The id of a need whose first seed is this entry."""
    return "n" + b32encode((entry_id & (2**64 - 1)).to_bytes(8, "big")).decode().rstrip("=").lower()


def _renewed(known: tuple[Seed, ...], found: tuple[Seed, ...], parted: set[int]) -> tuple[Seed, ...]:
    """Seeds with those found this time. The oldest stay, so that a need doesn't drift away week by week."""
    had = {seed.entry_id for seed in known} | parted
    seeds = (*known, *(seed for seed in found if seed.entry_id not in had))
    return seeds if len(seeds) <= _OLDEST + _NEWEST else (*seeds[:_OLDEST], *seeds[-_NEWEST:])


_EMPTY = Kept("", ())
