"""The code that the host shows while an event runs: six digits of an HMAC of the event and the minutes it stands.

Whoever reads it is there, or was told by somebody who is. It changes so often that it isn't worth passing on, and
holds one turn longer than it is shown, so that nobody who just scanned it is sent away.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.crypto import salted_hmac

TURN = timedelta(minutes=5)
DIGITS = 6


@dataclass(frozen=True, slots=True)
class DoorCode:
    """What is shown, and until when."""

    digits: str
    until: datetime


def code_at(event: int, now: datetime) -> DoorCode:
    """The code of an event that stands at a moment."""
    turn = _turn(now)
    return DoorCode(_digits(event, turn), datetime.fromtimestamp((turn + 1) * TURN.total_seconds(), UTC))


def fits(event: int, typed: str, now: datetime) -> bool:
    """Whether what was typed is the code of now or the one before."""
    typed = "".join(sign for sign in typed if sign.isalnum())
    turn = _turn(now)
    right = [hmac.compare_digest(_digits(event, one).encode(), typed.encode()) for one in (turn, turn - 1)]
    return any(right)


def _turn(now: datetime) -> int:
    return int(now.timestamp() // TURN.total_seconds())


def _digits(event: int, turn: int) -> str:
    made = salted_hmac("juluo.desk.events.poster", f"{event}/{turn}", algorithm="sha256")
    return f"{int.from_bytes(made.digest()[:8]) % 10**DIGITS:0{DIGITS}d}"
