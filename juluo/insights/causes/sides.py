"""The two sides of a comparison: what was done in each period, and what is known of who did it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from juluo.insights.causes.part import By, Key
from juluo.ledger.period import Period
from juluo.metrics.said import Said

# Who has not spoken for so many days is back after a gap; a single day would say more of how lively that day was.
LATELY = 28
NEW, BACK, AS_BEFORE, UNSURE = "new", "back", "as_before", "unsure"
# Days since the first words, each band up to its end.
BANDS = ((7, "week"), (28, "month"), (90, "quarter"), (365, "year"))
LONGER = "longer"
# Whose first words may lie before the ledger's start.
FROM_START = "start"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of people: the day of their first words, and until when nobody can be called new."""

    first_words: Mapping[int, date]
    unsure_until: date


@dataclass(frozen=True, slots=True)
class Side:
    """One period: what was done in it, and who had spoken in the four weeks right before."""

    period: Period
    said: Sequence[Said]
    spoke_before: frozenset[int]


Label = Callable[[Said], Key]


def labels(side: Side, known: Known) -> dict[By, Label]:
    """What each row is filed under, by each split. People are told apart as they were at the time."""
    phase = _remembered(lambda account: lifecycle(account, side, known))
    month = _remembered(lambda account: cohort(account, known))
    band = _remembered(lambda account: tenure(account, side.period, known))
    return {
        By.CHANNEL: lambda row: row.channel,
        By.THREAD: lambda row: row.thread,
        By.PERSON: lambda row: row.account,
        By.HOUR: lambda row: row.hour,
        By.LIFECYCLE: lambda row: phase(row.account),
        By.COHORT: lambda row: month(row.account),
        By.TENURE: lambda row: band(row.account),
    }


def lifecycle(account: int, side: Side, known: Known) -> str:
    """New, back after a gap, or as before; within the ledger's first days new and back can't be told apart."""
    if account in side.spoke_before:
        return AS_BEFORE
    if side.period.first < known.unsure_until:
        return UNSURE
    return NEW if known.first_words.get(account, side.period.first) >= side.period.first else BACK


def cohort(account: int, known: Known) -> Key:
    """The month of the first words; whoever spoke in the ledger's first days was there from its start."""
    first = known.first_words.get(account)
    if first is None:
        return None
    return FROM_START if first < known.unsure_until else f"{first:%Y-%m}"


def tenure(account: int, period: Period, known: Known) -> Key:
    """How long before the period the first words were."""
    first = known.first_words.get(account)
    if first is None:
        return None
    since = (period.first - first).days
    if first < known.unsure_until and since < BANDS[-1][0]:
        return FROM_START
    return next((name for end, name in BANDS if since < end), LONGER)


def _remembered(label: Callable[[int], Key]) -> Callable[[int | None], Key]:
    kept: dict[int | None, Key] = {None: None}

    def told(account: int | None) -> Key:
        if account is not None and account not in kept:
            kept[account] = label(account)
        return kept[account]

    return told
