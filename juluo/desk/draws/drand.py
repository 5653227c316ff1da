"""Rounds of drand's quicknet, a public beacon: every three seconds a number that nobody can know before.

Juluo asks nobody for it: it reckons which round comes out at a moment, and where anybody looks it up. Chain and
genesis as https://api.drand.sh/{CHAIN}/info tells them.
"""

from datetime import UTC, datetime, timedelta

CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
_GENESIS, _PERIOD = datetime.fromtimestamp(1_692_803_367, UTC), timedelta(seconds=3)


def round_from(moment: datetime) -> int:
    """The first round that comes out at a moment or after it; the genesis is round 1."""
    return max(1, -((_GENESIS - moment) // _PERIOD) + 1)


def of_drand(source: str) -> bool:
    """Whether a value's name leads to a round of this chain."""
    return f"api.drand.sh/{CHAIN}/" in source


def address(number: int) -> str:
    """Where a round's “randomness” stands, once it is out."""
    return f"https://api.drand.sh/{CHAIN}/public/{number}"
