"""Lines that the writer of a report may take over: who was told what became of a need.

What members need, and what is new, the report tells itself.
"""

from juluo.desk.needs.facts import kept_needs, told_in
from juluo.ledger.period import Period
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.wording.numbers import short_date

# The place of a report that these lines belong to.
TOLD = "told"


def lines_for(visit: Visit, key: str, period: Period) -> tuple[str, ...]:
    """Proposed lines of a place, none where there is nothing to say or the reader may not see what members say."""
    if key != TOLD or not visit.may(May.READ_MESSAGES):
        return ()
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
