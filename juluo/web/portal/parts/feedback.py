"""你提的: what a guest said lately and how it stands; votes and all of it in their own copy."""

from juluo.desk.feedback.facts import held
from juluo.shell.visit import Visit
from juluo.web.portal.feedback import own
from juluo.web.portal.part import Part

# On the first page; the rest is a press away.
_FIRST, _ALL = 3, 50


def home(visit: Visit) -> str:
    found = own(visit, _FIRST)
    return visit.part("portal_feedback_part.html", mine=found, all=False) if found else ""


def mine(visit: Visit) -> str:
    found = own(visit, _ALL)
    return visit.part("portal_feedback_part.html", mine=found, all=True) if found else ""


PART = Part(order=80, home=home, mine=mine, held=held)
