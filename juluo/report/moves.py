"""Where the number of people changed most: found once, told in the lead and in section 2."""

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

    @property
    def amount(self) -> int:
        return self.now - self.before


def moves(view: View, period: Period) -> tuple[Move, ...]:
    """Every channel in which anybody spoke now or before, the fullest first. `before` is 0 where nothing is known."""
    now = active_members.by_channel(view, period)
    earlier: Mapping[str, Measured] = {}
    if view.coverage.holds(period.before()):
        earlier = active_members.by_channel(view, period.before())
    found = (Move(channel, _people(earlier, channel), _people(now, channel)) for channel in {*now, *earlier})
    return tuple(sorted(found, key=lambda move: (-move.now, -move.before, move.channel)))


def biggest(found: tuple[Move, ...]) -> Move | None:
    """The channel that changed most; None if none did."""
    most = max(found, key=lambda move: (abs(move.amount), move.channel), default=None)
    return most if most is not None and most.amount else None


def _people(parts: Mapping[str, Measured], channel: str) -> int:
    measured = parts.get(channel)
    return int(measured.n or 0) if measured is not None else 0
