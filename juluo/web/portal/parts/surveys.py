"""Surveys on the members' pages: one question to tap on the first page, what waits for an answer, what I answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from juluo.desk.surveys import mine
from juluo.desk.surveys.mine import Mine
from juluo.desk.surveys.parting import parting
from juluo.desk.surveys.values import SCALED, Kind
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal.part import Part
from juluo.web.surveys.questions import Asked, question_words, until_words
from juluo.web.surveys.takers import taker_of
from juluo.web.turn import turn_of

# What one tap can answer.
_TAPPED = SCALED | {Kind.CHOICE}
# So many on the first page, and so many at once in 我的.
_MOST, _MINE = 3, 10


@dataclass(frozen=True, slots=True)
class Pulse:
    found: Mine
    asked: Asked


def asked_now(visit: Visit) -> str:
    """What waits for this member: pulses to tap, of the rest the way there."""
    open_ones = _open(visit)
    pulses = [one for one in open_ones if _is_tapped(one) and (one.waits or one.finished)][:_MOST]
    surveys = [one for one in open_ones if one.waits and not _is_tapped(one)][:_MOST]
    if not pulses and not surveys:
        return ""
    shown = []
    for one in pulses:
        (question,) = one.form.questions
        shown.append(Pulse(one, question_words(question, one.answers.get(question.key), visit.lang)))
    untils = {one.slug: until_words(visit, one.closes_at) for one in surveys}
    return visit.part("portal_surveys_part.html", pulses=shown, surveys=surveys, untils=untils, lang=visit.lang)


def answered(visit: Visit) -> str:
    """What they began or finished and can still change. Of closed anonymous ones nobody knows any more."""
    every = [one for one in _open(visit) if one.begun]
    turn = turn_of(visit, f"/c/{visit.community}/me", len(every), _MINE, of="surveys")
    found = turn.of(every)
    return visit.part("portal_surveys_mine.html", found=found, turn=turn, lang=visit.lang) if found else ""


def held(guest: GuestFacts) -> Mapping[str, Any]:
    found = mine.held_of(guest.community, guest.id)
    return {"surveys": found} if found else {}


def _open(visit: Visit) -> tuple[Mine, ...]:
    if visit.guest is None or not mine.any_open(visit.community):
        return ()
    return mine.waiting(visit.community, taker_of(visit), visit.scene.now)


def _is_tapped(one: Mine) -> bool:
    return one.is_pulse and len(one.form.questions) == 1 and one.form.questions[0].kind in _TAPPED


PART = Part(order=60, home=asked_now, mine=answered, held=held, parting=parting)
