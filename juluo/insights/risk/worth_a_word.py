"""Who may go quiet and would be missed: the list of retention, with what they gave and with whom they talk.

Who is unsure to be still here is told by retention (P(alive) between .3 and .7), and how well that did earlier too;
here stands only what makes a message easier to write.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from juluo.insights.influence.answering import Answered, answered_by
from juluo.insights.influence.board import WINDOW
from juluo.insights.retention.returning import Quiet, Returning, returning
from juluo.ledger.period import Period
from juluo.metrics.replies.answers import ANSWERABLE
from juluo.metrics.replies.exchanges import Exchange, exchanges
from juluo.store.view import View

# Of those they talked with, so many; of the channels, so many.
COMPANY, PLACES = 3, 2


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody they talked with, how often either replied to the other."""

    account: int
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Worth:
    """A member of the list, and what they gave in the half year: questions answered, and `thanked` for.

    `heard`: how many different people replied to them. None where no source shows it. `guessed`: some of it rests on
    threads or mentions.
    """

    quiet: Quiet
    name: str
    answered: int | None
    thanked: int
    heard: int | None
    company: tuple[Company, ...]
    channels: tuple[str, ...]
    guessed: bool


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The list, those who gave most first, with all that retention says of it (fit, hindsight, reason)."""

    day: date
    worth: tuple[Worth, ...]
    returning: Returning


def at_risk(view: View, day: date) -> AtRisk:
    """Who may go quiet, as it stood at the end of a day."""
    found = returning(view, day)
    if not found.quiet:
        return AtRisk(day, (), found)
    period = Period.trailing(day, WINDOW)
    shown = bool(ANSWERABLE & view.coverage.sights)
    told = exchanges(view, period) if shown else []
    answered = answered_by(view, period) if shown else {}
    names = view.accounts([one.account for one in found.quiet])
    company = _company(view, told, [one.account for one in found.quiet])
    repliers = _repliers(told)
    channels = _channels(view, period)
    worth = [
        Worth(
            one,
            names[one.account].name,
            len(answered.get(one.account, ())) if shown else None,
            _thanked(answered, one.account),
            len(repliers.get(one.account, ())) if shown else None,
            company.get(one.account, ()),
            channels.get(one.account, ()),
            any(not exchange.told for exchange in told if one.account in {exchange.by, exchange.to}),
        )
        for one in found.quiet
    ]
    return AtRisk(day, tuple(sorted(worth, key=_order)), found)


def _order(one: Worth) -> tuple[int, int, float, int]:
    """Those who helped most people first, then those who are heard by most, then those who came most."""
    return (-(one.answered or 0), -(one.heard or 0), -one.quiet.lost, one.quiet.account)


def _thanked(answered: Mapping[int, Sequence[Answered]], who: int) -> int:
    return sum(one.thanked for one in answered.get(who, ()))


def _repliers(told: Sequence[Exchange]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one in told:
        found[one.to].add(one.by)
    return found


def _company(view: View, told: Sequence[Exchange], wanted: Sequence[int]) -> dict[int, tuple[Company, ...]]:
    """With whom each talks most: those who could write the message."""
    often: dict[int, dict[int, int]] = {who: defaultdict(int) for who in wanted}
    for one in told:
        if one.by in often:
            often[one.by][one.to] += one.n
        if one.to in often:
            often[one.to][one.by] += one.n
    first = {who: sorted(said, key=lambda other: (-said[other], other))[:COMPANY] for who, said in often.items()}
    names = view.accounts(sorted({other for others in first.values() for other in others}))
    return {
        who: tuple(Company(other, names[other].name, often[who][other]) for other in others if not names[other].erased)
        for who, others in first.items()
    }


def _channels(view: View, period: Period) -> dict[int, tuple[str, ...]]:
    """Where each spoke, the channels of the fewest people first: what everybody uses says nothing."""
    found: dict[int, list[str]] = defaultdict(list)
    by_channel = view.presence.spoke_by_channel(period)
    for code in sorted(by_channel, key=lambda one: (len(by_channel[one]), one)):
        if code in view.channels:
            for who in by_channel[code]:
                found[who].append(view.channels[code].name)
    return {who: tuple(names[:PLACES]) for who, names in found.items()}
