"""What of feedback waits today for who looks: theirs and nobody's that is due, and answers not told back yet."""

from juluo.desk.feedback.facts import pieces
from juluo.desk.feedback.values import Piece
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.web.feedback.shown import label, quoted
from juluo.web.reports.composed import here
from juluo.wording.numbers import short_date

# One by one; more of them are told in one line.
_ONE_BY_ONE = 3


def feedback_due(visit: Visit) -> tuple[Waits, ...]:
    """The longest overdue first, then what is to be told back, in one line."""
    if not visit.may(May.READ_MESSAGES):
        return ()
    today = here(visit).calendar.day_of(visit.scene.now)
    mine = [one for one in pieces(visit.community) if one.owner_id in {None, visit.who.id}]
    found = sorted((one for one in mine if one.is_open and one.due <= today), key=lambda one: (one.due, one.id))
    lines = quoted(visit, found[:_ONE_BY_ONE])
    waits = [
        Waits(
            visit.say("反馈“{what}”等答复", what=label(visit, one, lines)),
            _when(visit, one),
            f"feedback/{one.slug}",
            one.late(today),
        )
        for one in found[:_ONE_BY_ONE]
    ]
    if rest := len(found) - _ONE_BY_ONE if len(found) > _ONE_BY_ONE else 0:
        late = any(one.late(today) for one in found[_ONE_BY_ONE:])
        waits.append(Waits(visit.say("还有{n}条反馈等答复", n=rest), "", "feedback", late))
    if untold := sum(one.waits_to_tell for one in mine):
        waits.append(Waits(visit.say("{n}条反馈答复了，还没告诉提的人", n=untold), "", "feedback?show=untold"))
    return tuple(waits)


def _when(visit: Visit, one: Piece) -> str:
    return visit.say("{day}前答复", day=short_date(one.due, visit.lang))
