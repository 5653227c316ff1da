"""What of a day has arrived: hours without any record where there always is one are a missing import, not a calm day.

A day's hours are weighed by what the community usually writes in them. Its longest silence is suspicious if it takes
up most of a usual day, and if, with the hours it reaches into before and after the day, the eight weeks before hardly
saw its like: a group whose quiet days do happen has no such alarm, because nobody could tell them apart. Nor does one
whose hours before and after were calm already: that is a holiday. Where exports don't tell of the hours at all, it
needs no more proof.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from juluo.insights.expected import FEWEST, WEEKS

HOURS = 24
WINDOW = 7 * WEEKS
# A silence counts from half of a usual day on, and from so many entries that should have come in it.
_MOST_OF_A_DAY, _ENOUGH, _ENOUGH_UNTOLD = 0.5, 8.0, 3.0
# It must be longer than all silences but two of the last eight weeks, by this factor: in usual days, or in entries.
_UNHEARD_OF, _ALL_BUT = 1.3, 2
# A day without a single record is one, however long other silences were, where hardly any day is empty.
_WHOLE, _EMPTY_DAYS = 0.999, 2
# Where silences of nearly a usual day happen, a silent day proves nothing.
_ORDINARY = 0.9
_FEWEST_DAYS = 28
# In so many hours before and after it, at least this part of the usual came.
_BESIDE, _AS_EVER = 12, 0.5
# So many days before and after, a silence's ends are looked for.
FAR = 2
# A day of which exports tell all but this much of its usual entries is whole enough to be compared.
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Silence:
    """From hour `first` up to `until` of a day nothing has arrived, where `lost` entries are usual: `share` of them.

    `run` is the same share of the whole silence, where it reaches beyond the day; it begins `back` hours before the
    day's first. `told` says whether exports tell of these hours, and there is nothing in them. In the hours before and
    after it, `came` entries came where `due` would.
    """

    first: int
    until: int
    share: float
    lost: float
    told: bool
    run: float
    back: int
    came: float
    due: float

    @property
    def entries(self) -> float:
        """How many entries would usually have come in the whole of it."""
        return self.run * self.lost / self.share if self.share else 0.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """Which days can be compared, and on which an import is missing."""

    known: frozenset[date]
    missing: Mapping[date, Silence]


Counts = Mapping[date, Sequence[int]]
Told = Mapping[date, Sequence[bool]]


def arrived(counts: Counts, told: Told, days: Sequence[date], last: date) -> Arrived:
    """`counts` and `told` hold each day's hours; days outside of what exports tell of are absent from `told`.

    `last` is the last day of which anything is told: it may not be over yet, so that nothing is missing of it.
    """
    known: set[date] = set()
    missing: dict[date, Silence] = {}
    silences: dict[date, Silence] = {}
    for day, usual, level in _profiles(counts, told, days):
        silence = _longest(counts, told, day, usual, level)
        silences[day] = silence
        if day != last and _unheard_of(silence, _before(silences, day), _empty_before(silences, day)):
            missing[day] = silence
        elif sum(weight for weight, is_told in zip(usual, told[day], strict=True) if not is_told) <= _MARGIN:
            known.add(day)
    return Arrived(frozenset(known), missing)


def _profiles(counts: Counts, told: Told, days: Sequence[date]) -> Iterator[tuple[date, list[float], float]]:
    """Each day that exports tell of, with its hours' usual shares and a usual day's entries; 0 where not known."""
    sums = [0.0] * HOURS
    for place, day in enumerate(days):
        if day in told:
            total = sum(sums)
            usual = [n / total for n in sums] if total else [1 / HOURS] * HOURS
            same = [sum(counts[e]) for k in range(1, WEEKS + 1) if (e := day - timedelta(days=7 * k)) in told]
            yield day, usual, float(median(same)) if len(same) >= FEWEST else 0.0
        for hour, n in enumerate(counts[day]):
            sums[hour] += n
        if place >= WINDOW:
            for hour, n in enumerate(counts[days[place - WINDOW]]):
                sums[hour] -= n


def _longest(counts: Counts, told: Told, day: date, usual: Sequence[float], level: float) -> Silence:
    """The run of a day's silent hours in which most would usually come."""
    best, start, weight = (0.0, 0, 0), 0, 0.0
    for hour in range(HOURS):
        start, weight = (hour + 1, 0.0) if counts[day][hour] else (start, weight + usual[hour])
        best = max(best, (weight, start, hour + 1))
    share, first, until = best
    is_told = all(told[day][first:until])
    return Silence(
        first, until, share, share * level, is_told, *_beyond(counts, told, day, (first, until), usual, level)
    )


def _beyond(
    counts: Counts, told: Told, day: date, hours: tuple[int, int], usual: Sequence[float], level: float
) -> tuple[float, int, float, float]:
    """The whole run of a silence, and how far back it began; what came in the hours beside it, and what was due."""
    around = [day + timedelta(days=step) for step in range(-FAR, FAR + 1)]
    around = [one for one in around if one in told]
    line = [(counts[one][hour], usual[hour]) for one in around for hour in range(HOURS)]
    start = around.index(day) * HOURS
    begin, end = start + hours[0], start + hours[1]
    while begin > 0 and not line[begin - 1][0]:
        begin -= 1
    while end < len(line) and not line[end][0]:
        end += 1
    beside = [*line[max(0, begin - _BESIDE) : begin], *line[end : end + _BESIDE]]
    run = sum(weight for _, weight in line[begin:end])
    return run, start - begin, float(sum(n for n, _ in beside)), level * sum(weight for _, weight in beside)


def _before(silences: Mapping[date, Silence], day: date) -> list[Silence]:
    """The longest silences of the eight weeks before, each once, and not the one that runs on into this day."""
    beginnings = {_begins(day, silences[day])}
    found: list[Silence] = []
    for back in range(1, WINDOW + 1):
        earlier = silences.get(day - timedelta(days=back))
        if earlier is not None and (begins := _begins(day - timedelta(days=back), earlier)) not in beginnings:
            beginnings.add(begins)
            found.append(earlier)
    return found


def _empty_before(silences: Mapping[date, Silence], day: date) -> int:
    """How many of the eight weeks' days before had no record at all."""
    earlier = (silences.get(day - timedelta(days=back)) for back in range(1, WINDOW + 1))
    return sum(one is not None and one.share >= _WHOLE for one in earlier)


def _begins(day: date, silence: Silence) -> int:
    """The hour in which a silence began, on one scale for all days."""
    return day.toordinal() * HOURS - silence.back


def _unheard_of(silence: Silence, before: Sequence[Silence], empty: int) -> bool:
    if silence.share < _MOST_OF_A_DAY or len(before) < _FEWEST_DAYS:
        return False
    if not silence.told:
        return silence.lost >= _ENOUGH_UNTOLD
    if silence.lost < _ENOUGH or silence.came < _AS_EVER * silence.due:
        return False
    if silence.share >= _WHOLE and empty <= _EMPTY_DAYS:
        return True
    run = sorted(one.run for one in before)[-1 - _ALL_BUT]
    entries = sorted(one.entries for one in before)[-1 - _ALL_BUT]
    longer = silence.run >= _UNHEARD_OF * run or silence.entries >= _UNHEARD_OF * entries
    return longer and run < _ORDINARY
