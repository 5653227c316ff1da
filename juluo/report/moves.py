"""How many people spoke in each channel, before and now."""

from collections.abc import Mapping
from dataclasses import dataclass

from juluo.ledger.period import Period
from juluo.metrics.activity import active_members
from juluo.metrics.metric import Measured
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Move:
    """How many spoke in a channel before and now."""

    channel: str
    before: int
    now: int


def moves(view: View, period: Period) -> tuple[Move, ...]:
    """Every channel in which anybody spoke now or before, the fullest first. `before` is 0 where nothing is known."""
    now = active_members.by_channel(view, period)
    earlier: Mapping[str, Measured] = {}
    if view.coverage.holds(period.before()):
        earlier = active_members.by_channel(view, period.before())
    found = (Move(channel, _people(earlier, channel), _people(now, channel)) for channel in {*now, *earlier})
    return tuple(sorted(found, key=lambda move: (-move.now, -move.before, move.channel)))


def _people(parts: Mapping[str, Measured], channel: str) -> int:
    measured = parts.get(channel)
    return int(measured.n or 0) if measured is not None else 0
