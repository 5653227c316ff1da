"""What a group needs: which of the needs that were found it raises, against the rest of those who spoke then."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from juluo.insights.needs.need import Need, Needs
from juluo.insights.segments.apart import Apart, set_apart
from juluo.insights.segments.membership import Members
from juluo.ledger.period import Period
from juluo.store.view import View

# With fewer of the group who spoke, nothing is said of what it needs.
FEWEST = 5
MOST = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need with how many of the group raise it, and of the rest; `apart` None where there is nobody to compare."""

    need: Need
    hits: int
    apart: Apart | None


@dataclass(frozen=True, slots=True)
class Wants:
    """The needs of a group: `here` of it and `rest` others spoke in the period. Of `tried` needs, those it raises."""

    period: Period
    here: int
    rest: int
    tried: int
    wanted: tuple[Wanted, ...]

    @property
    def enough(self) -> bool:
        return self.here >= FEWEST


def wants(view: View, found: Needs, group: Members) -> Wants:
    """Those that set the group apart first, then those that most of it raise."""
    spoke = view.presence.spoke(found.period) & group.everyone
    here, rest = spoke & group.inside, spoke - group.inside - group.unknown
    raised = _raised(view, found)
    told = set_apart(here, rest, raised)
    by_id = {one.need_id: one for one in found.needs}
    mine = [Wanted(by_id[key], len(people & here), told.get(key)) for key, people in raised.items() if people & here]
    mine.sort(key=lambda one: (not (one.apart is not None and one.apart.found), -one.hits, one.need.need_id))
    enough = len(here) >= FEWEST
    return Wants(found.period, len(here), len(rest), len(told), tuple(mine[:MOST]) if enough else ())


def _raised(view: View, found: Needs) -> Mapping[str, BitMap]:
    """Who opened a thread of each need in the period."""
    ids = sorted({entry for one in found.needs for entry in one.entries})
    if not ids:
        return {}
    listed = ", ".join(map(str, ids))
    rows = view.wordless(found.period, ("entry_id", "account"))
    whose = dict(view.ask(f"SELECT entry_id, account FROM ({rows}) WHERE entry_id IN ({listed}) AND account NOTNULL"))
    return {one.need_id: BitMap(whose[entry] for entry in one.entries if entry in whose) for one in found.needs}
