"""Whether the planted cause is named first: `python bench/causes.py [seed …]`.

Villages of three sizes live for a year; on their days causes are planted one at a time. A plant counts where it stands
out of the noise. Right means the right split and the right part: exactly the channel, thread, person or month; of
hours, a stretch that shares at least half with the silent one. An evening is a place and a time: its channel is right,
and so are its hours. Where everybody cools, nothing may be named. The demo's own evenings are tried too.
"""

import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plants import PLANTS, Planted, heads, plant, stands_out
from village import DAYS, START, Village

from juluo.demo.simulation import Simulated, simulate
from juluo.insights.causes import counts
from juluo.insights.causes.part import By
from juluo.insights.causes.ranking import Lead, leads
from juluo.insights.causes.sides import LATELY, Known, Side
from juluo.ledger.period import Period
from juluo.metrics.said import Said

SIZES = (90, 320, 700)
# The first months teach who belongs to which cohort.
_FIRST_DAY = 130
# So many demo communities to a seed.
_DEMOS = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A planted cause, and what was named first."""

    planted: Planted
    named: Lead | None

    @property
    def right(self) -> bool:
        if self.planted.by is None or self.named is None:
            return self.planted.by is None and self.named is None
        named = frozenset(self.named.keys)
        if self.named.by is By.HOUR:
            true = self.planted.keys if self.planted.by is By.HOUR else self.planted.hours
            return len(named & true) * 2 >= len(named | true)
        return self.named.by is self.planted.by and named == self.planted.keys


def tries(seed: int, size: int, step: int = 1) -> Iterator[Tried]:
    """Every `step`-th day of one village, each with one plant, if it stands out."""
    village = Village(seed, size=size, newcomers=size / 100).live()
    dice = random.Random(seed)  # noqa: S311 - a simulation
    for nth in range(_FIRST_DAY, DAYS, step):
        day = START + timedelta(days=nth)
        planted = plant(village, list(PLANTS)[nth // step % len(PLANTS)], day, dice)
        if planted is not None and stands_out(village, planted):
            yield Tried(planted, named_first(village, planted))


def named_first(village: Village, planted: Planted) -> Lead | None:
    """What leads, as the product would name it."""
    before, now = village.side(planted.day - timedelta(days=7)), village.side(planted.day, planted.said)
    return lead_of(before, now, village.known({planted.day: planted.said}), bursty=planted.metric == "messages")


def lead_of(before: Side, now: Side, known: Known, *, bursty: bool) -> Lead | None:
    if bursty:
        cells, shared, movers = counts.volume(before, now, known), counts.shared_volume(before, now, known), None
    else:
        homes = counts.homes(before, now, known)
        cells, shared, movers = counts.people(*homes), counts.shared_people(*homes), counts.movers(*homes)

    def within(one: Lead, other: Lead) -> float:
        return shared(one.by, frozenset(one.keys), other.by, frozenset(other.keys))

    aged = counts.aged(before, now, known, counts.entries if bursty else None)
    found = leads(cells, within, movers, aged, counts.young(cells[By.COHORT], before))
    return found[0] if found and found[0].score > 0 else None


def evenings(seed: int) -> Iterator[Tried]:
    """The demo's evenings, with the members they drew in, where more came than a week before."""
    simulated = simulate(date(2026, 11, 19), seed)
    days, channels = _days_of(simulated)
    first: dict[int, date] = {}
    for day in sorted(days):
        first |= {row.account: day for row in days[day] if row.account is not None and row.account not in first}
    known = Known(first, min(days) + timedelta(days=30))
    for event in simulated.truth.events:
        day = date.fromisoformat(event.day)
        before, now = (_side(days, one) for one in (day - timedelta(days=7), day))
        spoke, spoke_before = len(heads(now.said)), len(heads(before.said))
        if min(event.lift, spoke - spoke_before) > 1.96 * math.sqrt(spoke + spoke_before):
            keys = frozenset({channels[event.channel]})
            starts, ends = (datetime.fromisoformat(moment).hour for moment in (event.starts, event.ends))
            planted = Planted(
                "the demo's evenings",
                day,
                list(now.said),
                "active_members",
                By.CHANNEL,
                keys,
                frozenset(range(starts, ends)),
            )
            yield Tried(planted, lead_of(before, now, known, bursty=False))


def _days_of(simulated: Simulated) -> tuple[dict[date, list[Said]], dict[str, int]]:
    """What members said on each day, and the codes of the channels."""
    days: dict[date, list[Said]] = defaultdict(list)
    accounts: dict[str, int] = {}
    channels: dict[str, int] = {}
    threads: dict[tuple[str, str], int] = {}
    for row in simulated.rows:
        if row.kind == "message" and not row.is_bot and not row.is_staff and not row.deleted and row.author:
            at = datetime.fromisoformat(row.ts)
            thread = threads.setdefault((row.channel, row.topic), len(threads)) if row.topic else None
            account = accounts.setdefault(row.author, len(accounts))
            channel = channels.setdefault(row.channel, len(channels))
            days[at.date()].append(Said(account, channel, thread, at.hour, 1, 0))
    return days, channels


def _side(days: Mapping[date, Sequence[Said]], day: date) -> Side:
    lately = (row.account for back in range(1, LATELY + 1) for row in days.get(day - timedelta(days=back), ()))
    return Side(Period(day, day), days[day], frozenset(account for account in lately if account is not None))


def main() -> None:
    seeds = [int(words) for words in sys.argv[1:]] or list(range(301, 304))
    found = [(size, tried) for size in SIZES for seed in seeds for tried in tries(seed, size)]
    found += [(0, tried) for seed in seeds for nth in range(_DEMOS) for tried in evenings(seed * _DEMOS + nth)]
    print("| planted | cases | right |")
    print("|---|---|---|")
    for kind in dict.fromkeys(tried.planted.kind for _, tried in found):
        print(_row(kind, [tried.right for _, tried in found if tried.planted.kind == kind]))
    caused = [(size, tried.right) for size, tried in found if tried.planted.by is not None]
    held = [tried for _, tried in found if tried.planted.hours]
    print(
        _row(
            "of the evenings, named by their channel", [t.named is not None and t.named.by is By.CHANNEL for t in held]
        )
    )
    print(_row("**all that have a cause**", [right for _, right in caused]))
    for size in SIZES:
        print(_row(f"of these, villages of {size}", [right for of, right in caused if of == size]))


def _row(name: str, right: Sequence[bool]) -> str:
    return f"| {name} | {len(right)} | {sum(right) / len(right):.1%} |" if right else f"| {name} | 0 | — |"


if __name__ == "__main__":
    main()
