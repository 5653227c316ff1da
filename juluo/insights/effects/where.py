"""Whose activity an event may have changed, and whose it left alone, counted day by day from who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from pyroaring import BitMap

from juluo.insights.effects.daily import Daily
from juluo.insights.effects.effect import AFTER, Asked, Effect, effect_of
from juluo.insights.effects.methods import MOST_DAYS
from juluo.ledger.period import Period
from juluo.metrics.events.held import events
from juluo.store.view import View

# How far back days are counted: what a guess looks back on, and earlier windows to hold it against.
BACK = 364
# A channel is like enough to stand for others if so many people a day speak in it; the liveliest so many do.
LIVELY, MOST_UNTOUCHED = 0.5, 12

_ByChannel = Mapping[int, Mapping[date, BitMap]]


@dataclass(frozen=True, slots=True)
class Group:
    """The people of some channels, or some people wherever they are, or both; neither means the whole community."""

    channels: frozenset[int] | None = None
    accounts: frozenset[int] | None = None


def groups_of(view: View, reached: Sequence[int], untouched: Sequence[int]) -> tuple[Group, list[Group] | None]:
    """Whom an event in some channels may have reached, and the channels it left alone, by their codes.

    None for the latter where nobody named any: the measuring looks for them itself.
    """
    controls = [Group(frozenset({code})) for code in untouched]
    if reached:
        return Group(frozenset(reached)), controls or None
    if not controls:
        return Group(), None
    used = frozenset(channel.code for channel in view.channels_used)
    return Group(used - frozenset(untouched)), controls


def effect_in(view: View, window: Period, touched: Group, untouched: Sequence[Group] | None = None) -> Effect:
    """The effect on a group. Unless told which groups were left alone, an event in some channels left others alone."""
    return effect_of(asked(view, window, touched, untouched))


def asked(view: View, window: Period, touched: Group, untouched: Sequence[Group] | None = None) -> Asked:
    """The question in numbers: everybody's days, as far as they are whole."""
    days = _whole(view, window)
    by_channel = view.presence.spoke_by_channel_day(days)
    everywhere = view.presence.spoke_by_day(days)
    if untouched is None:
        untouched = _others(view, window, touched, by_channel)
    people, *controls = (_daily(view, days, one, by_channel, everywhere) for one in (touched, *untouched))
    elsewhere = {day for event in events(view) for day in event.days.days} - set(window.days)
    begun = view.complete(Period(window.first, window.first))
    return Asked(people, window, tuple(controls), frozenset(elsewhere & set(days.days)), begun)


def _whole(view: View, window: Period) -> Period:
    """The days around the window's first that are told of without a gap; at least that day itself."""

    def reached(step: int, most: int) -> date:
        day = window.first
        for _ in range(most):
            following = day + timedelta(days=step)
            if not view.complete(Period(following, following)):
                break
            day = following
        return day

    return Period(reached(-1, BACK), reached(1, window.length - 1 + AFTER))


def _others(view: View, window: Period, touched: Group, by_channel: _ByChannel) -> list[Group]:
    """The liveliest of the other channels, by the weeks before."""
    if touched.channels is None:
        return []
    before = Period(window.first - timedelta(days=MOST_DAYS), window.first - timedelta(days=1))
    usual = {
        channel: fmean(len(days.get(day, BitMap()) - view.aside) for day in before.days)
        for channel, days in by_channel.items()
        if channel not in touched.channels
    }
    lively = sorted((channel for channel in usual if usual[channel] >= LIVELY), key=lambda one: (-usual[one], one))
    return [Group(frozenset({channel})) for channel in lively[:MOST_UNTOUCHED]]


def _daily(view: View, days: Period, group: Group, by_channel: _ByChannel, everywhere: Mapping[date, BitMap]) -> Daily:
    """How many of a group are there on each day, of those who count."""
    only = None if group.accounts is None else BitMap(group.accounts)
    nobody = BitMap()

    def there(day: date) -> int:
        if group.channels is None:
            who = everywhere.get(day, nobody)
        else:
            who = nobody.union(*(by_channel.get(channel, {}).get(day, nobody) for channel in group.channels))
        who = who - view.aside
        return len(who if only is None else who & only)

    return Daily(days.first, tuple(there(day) for day in days.days))
