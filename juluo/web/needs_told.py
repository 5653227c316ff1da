"""Lines on needs that the writer of a report may take over: who was told what, what most people raised, what is new.

They are read of what a worker found and colleagues noted; a report waits for no search. Of what was not looked for
yet nothing is said.
"""

from juluo.desk.needs.facts import kept_needs, told_in
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.needs_found import Found, Span, at_hand, found_in
from juluo.web.needs_shown import cards_of
from juluo.wording.numbers import long_range, short_date

_MOST = 5
# The places of a report that these lines belong to.
TOLD, STRENGTHS = "told", "strengths"


def lines_for(visit: Visit, key: str, grain: Grain, period: Period) -> tuple[str, ...]:
    """Proposed lines of a place, none where there is nothing to say or the reader may not see what members say."""
    if key not in {TOLD, STRENGTHS} or not visit.may(May.READ_MESSAGES):
        return ()
    span = Span.MONTH if grain is Grain.MONTH else Span.WEEK
    whole = span.period(period.last)
    found = found_in(visit.community, whole) if at_hand(visit.community, whole) else None
    if key == STRENGTHS:
        return _new(visit, found, whole)
    return (*_told(visit, period), *_needed(visit, found, whole))


def _told(visit: Visit, period: Period) -> tuple[str, ...]:
    kept = kept_needs(visit.community)
    say, lang = visit.say, visit.lang
    return tuple(
        say(
            "{day}，把“{need}”的事告诉了{whom}：{words}",
            day=short_date(one.day, lang),
            need=kept[one.need_id].shown_as if one.need_id in kept else one.need_id,
            whom=one.whom,
            words=one.words,
        )
        for one in told_in(visit.community, period)
    )


def _needed(visit: Visit, found: Found | None, whole: Period) -> tuple[str, ...]:
    say = visit.say
    when = long_range(whole.first, whole.last, visit.lang)
    if found is None:
        return ()
    cards = cards_of(visit.community, found).cards[:_MOST]
    if not cards:
        return ()
    listed = say("、").join(_counted(visit, card.name, card.need.people, found) for card in cards)
    return (say("{when}最多人提的：{listed}。", when=when, listed=listed),)


def _new(visit: Visit, found: Found | None, whole: Period) -> tuple[str, ...]:
    say = visit.say
    when = long_range(whole.first, whole.last, visit.lang)
    if found is None:
        return ()
    if not found.needs.topics:
        return (say("{when}无异常话题。", when=when),) if found.needs.quiet == "nothing" else ()
    listed = say("、").join(_counted(visit, one.name, one.people, found) for one in found.needs.topics[:_MOST])
    return (say("{when}新冒头的话题：{listed}。", when=when, listed=listed),)


def _counted(visit: Visit, name: str, n: int, found: Found) -> str:
    if found.needs.by_people:
        return visit.say("{name}（{n}人）", name=name, n=n)
    return visit.say("{name}（{n}串）", name=name, n=n)
