"""How often somebody may ask for what costs much: writing, exports, search, signing in.

Counted in the memory of each process. It shields the processor of that process, and a count in the database would cost
more than most of what it limits; with several web processes everybody has as many times as much. What must hold to the
last try however many processes there are, guessing passwords and codes, is counted in the database (`Knock`).
"""

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from types import MappingProxyType


class Cost(StrEnum):
    """What a request costs; a page that takes forms and names none is `WRITE`."""

    WRITE = "write"
    ENTER = "enter"
    PIECE = "piece"
    SEARCH = "search"
    EXPORT = "export"
    JOIN = "join"
    SIGN_UP = "sign_up"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a minute in the long run."""

    at_once: int
    a_minute: int


RATES: Mapping[Cost, Rate] = MappingProxyType(
    {
        # Somebody who types, with everything saved as it is typed, stays far below.
        Cost.WRITE: Rate(120, 120),
        # Each costs half a second of Argon2.
        Cost.ENTER: Rate(20, 20),
        # Eight megabytes each: as fast as a line brings them.
        Cost.PIECE: Rate(1200, 2400),
        Cost.SEARCH: Rate(60, 180),
        Cost.EXPORT: Rate(20, 20),
        # A full room that joins by one network at once; a flood of thousands takes hours.
        Cost.JOIN: Rate(60, 20),
        # Nobody changes their mind more often; of one network five times as many, as always.
        Cost.SIGN_UP: Rate(20, 10),
        # Each question is compared with all that were asked before.
        Cost.ASK: Rate(12, 6),
    }
)
# Colleagues of one office share an address.
AN_ADDRESS = 5
_MOST = 20_000


class Buckets:
    """What everybody has left. Who wasn't seen for longest is forgotten first, and is full again."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._left: OrderedDict[tuple[str, ...], tuple[float, float]] = OrderedDict()
        self._door = Lock()

    def take(self, key: tuple[str, ...], rate: Rate, now: float, times: int = 1) -> int:
        """Take one; 0 if there was one, else in how many seconds there will be."""
        most, a_second = rate.at_once * times, rate.a_minute * times / 60
        with self._door:
            left, since = self._left.pop(key, (float(most), now))
            # A clock that was set back gives nothing.
            left = min(float(most), left + max(0.0, now - since) * a_second)
            has = left >= 1
            self._left[key] = (left - 1 if has else left, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0 if has else max(1, math.ceil((1 - left) / a_second))


BUCKETS = Buckets()


def network_of(address: str) -> str:
    """What one connection is: an address, or the 64 bits by which a house's IPv6 addresses begin. "" for ourselves.

    Behind a proxy that tells nothing everybody comes from our own machine: that is nobody's network.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback:
        return ""
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def wait_for(cost: Cost, home: str, account: int | str | None, address: str, now: float) -> int:
    """Count a request to its account and its address. 0, or in how many seconds to come again."""
    rate, address = RATES[cost], network_of(address)
    if account is None:
        return BUCKETS.take((home, cost, "from", address), rate, now)
    own = BUCKETS.take((home, cost, "who", str(account)), rate, now)
    return own or BUCKETS.take((home, cost, "office", address), rate, now, AN_ADDRESS)
