"""Who answers, and under which words an answer is found again while a survey is open.

Named: by their guest. Anonymous: `key` can be made only by the browser that answers, out of the secret that the portal
keeps there and of which the records have but a hash; `mark` says that somebody takes part, and not with which answer.
Closing a survey takes away what both were made of.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from juluo.desk.surveys.models import Asked, Survey


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody on the portal: their guest, all guests and accounts of the same person, and the browser's secret."""

    guest: int
    browser: str
    guests: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()

    @property
    def person(self) -> int | None:
        return min(self.persons, default=None)


def drawn(survey: Survey, taker: Taker) -> Asked | None:
    """The taker as somebody who was drawn."""
    return drawn_among([survey], taker).get(survey.pk)


def drawn_among(surveys: Sequence[Survey], taker: Taker) -> Mapping[int, Asked]:
    """The same of some surveys, by their numbers."""
    if not taker.persons:
        return {}
    rows = Asked.objects.filter(survey__in=surveys, person__in=taker.persons).select_related("wave")
    return {row.survey_id: row for row in rows.order_by("-pk")}


def key_of(survey: Survey, taker: Taker) -> str:
    """By which the taker's answer is found."""
    if survey.is_anonymous:
        return _made(taker.browser, f"answer/{survey.community}/{survey.slug}")
    return f"g{min((taker.guest, *taker.guests))}"


def mark_of(survey: Survey, taker: Taker, asked: Asked | None) -> str:
    """That the taker takes part in an anonymous survey, whichever browser they have in hand."""
    if asked is not None and asked.person is not None:
        return mark_of_person(survey, asked.person)
    if taker.person is not None:
        return mark_of_person(survey, taker.person)
    return mark_of_guest(survey, taker.guest)


def mark_of_person(survey: Survey, person: int) -> str:
    return _made(survey.secret, f"person/{person}")


def mark_of_guest(survey: Survey, guest: int) -> str:
    return _made(survey.secret, f"guest/{guest}")


def _made(secret: str, words: str) -> str:
    if not secret:
        raise ValueError(words)
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()
