"""Who did something between two moments: spoke, said a word, replied to another member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pyroaring import BitMap

from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.store.view import View

# What is replied to may be so much older.
_OLDER = timedelta(days=31)


class Deed(StrEnum):
    SPOKE = "spoke"
    SAID = "said"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Deeds:
    """A deed between two moments, in some channels or, without any, in all. `word` stands in the text, for SAID."""

    deed: Deed
    since: datetime
    until: datetime
    channels: tuple[int, ...] = ()
    word: str = ""


def who_did(view: View, wanted: Deeds) -> BitMap | None:
    """The persons who did it, staff and bots among them; None where no source shows whether anybody did."""
    if wanted.deed is Deed.REPLIED:
        return _replied(view, wanted) if Sight.REPLIES in view.coverage.sights else None
    # What was only passed on is nobody's word.
    kinds = tuple(sorted(SPOKE if wanted.deed is Deed.SPOKE else ORIGINAL))
    words = wanted.word if wanted.deed is Deed.SAID else ""
    found = BitMap()
    for channel in wanted.channels or (None,):
        query = EntryQuery(
            _days(view, wanted),
            kinds,
            channel=channel,
            moments=((wanted.since, wanted.until),),
            words=words,
            people_only=False,
        )
        found |= BitMap(view.tally(query, "account"))
    return found


def days_active(view: View, period: Period, persons: Sequence[int]) -> dict[int, int]:
    """On how many days of a period each of these persons spoke."""
    days = view.presence.spoke_by_day(period).values()
    return {person: sum(person in there for there in days) for person in persons}


def told_until(view: View) -> datetime | None:
    """Up to when exports tell; what happened later nobody knows yet."""
    return view.coverage.last


def _replied(view: View, wanted: Deeds) -> BitMap:
    days = _days(view, wanted)
    wide = Period(days.first - _OLDER, days.last)
    view.lay("deeds", view.wordless(wide, ("entry_id", "account", "channel", "ts", "kind", "reply_to")))
    kinds = ", ".join(f"'{kind}'" for kind in sorted(SPOKE))
    there = f"AND own.channel IN ({', '.join(map(str, wanted.channels))})" if wanted.channels else ""
    bots = ", ".join(map(str, view.snapshot.bots)) or "-1"
    rows = view.ask(
        "SELECT DISTINCT own.account FROM deeds own JOIN deeds other ON own.reply_to = other.entry_id"
        f" WHERE own.kind IN ({kinds}) AND own.account <> other.account AND other.account NOT IN ({bots})"
        f" AND own.ts >= '{wanted.since.isoformat()}' AND own.ts < '{wanted.until.isoformat()}' {there}"
    )
    return BitMap(int(account) for (account,) in rows)


def _days(view: View, wanted: Deeds) -> Period:
    first, last = view.calendar.day_of(wanted.since), view.calendar.day_of(wanted.until)
    return Period(first, max(first, last))
