"""你提的: what a guest said lately and how it stands; votes and all of it in their own copy."""

from juluo.desk.feedback.facts import held
from juluo.desk.feedback.parting import parting
from juluo.shell.visit import Visit
from juluo.web.portal.feedback import own, own_turn
from juluo.web.portal.part import Part

# On the first page; the rest is a press away. So many at once in 我的.
_FIRST, _MOST = 3, 10


def home(visit: Visit) -> str:
    found = own(visit, 0, _FIRST)
    return visit.part("portal_feedback_part.html", mine=found, turn=None) if found else ""


def mine(visit: Visit) -> str:
    turn = own_turn(visit, f"/c/{visit.community}/me", _MOST, of="given")
    found = own(visit, turn.first, turn.last)
    return visit.part("portal_feedback_part.html", mine=found, turn=turn) if found else ""


PART = Part(order=80, home=home, mine=mine, held=held, parting=parting)
