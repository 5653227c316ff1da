"""Who is erased leaves interviews too: what they said goes, and that somebody was talked to stays."""

import re
from collections.abc import Sequence

from django.db import models, transaction

from juluo.desk.interviews.actions.listening import empty
from juluo.desk.interviews.facts import WRITTEN
from juluo.desk.interviews.models import Guide, Interview, Line, Quote, Speaker
from juluo.desk.interviews.values import Consent
from juluo.shell.written import mask
from juluo.store.mask import masked_value

_OF_INTERVIEW: tuple[type[models.Model], ...] = (Speaker, Line, Quote)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of interviews. Returns in how many rows they stood."""
    with transaction.atomic():
        asking: list[Guide | Interview] = [
            *Guide.objects.filter(community=community),
            *Interview.objects.filter(community=community),
        ]
        changed = sum(_masked_asking(row, find, instead) for row in asking)
        for model in _OF_INTERVIEW:
            parts = model._default_manager.filter(interview__community=community)  # noqa: SLF001 - Django's way to ask
            changed += mask(parts, WRITTEN, find, instead)
    return changed


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Take all that an erased person said out of their interviews, and who it was. Returns how many there were."""
    with transaction.atomic():
        found = list(Interview.objects.select_for_update().filter(community=community, person__in=persons))
        for row in found:
            empty(row)
            Interview.objects.filter(pk=row.pk).update(
                person=None, name="", place="", chosen_words="", consent=Consent.WITHDRAWN
            )
    return len(found)


def _masked_asking(row: Guide | Interview, find: re.Pattern[str], instead: str) -> int:
    changed = mask([row], WRITTEN, find, instead)
    questions = masked_value(row.questions, find, instead)
    if questions != row.questions:
        changed = type(row)._default_manager.filter(pk=row.pk).update(questions=questions)  # noqa: SLF001 - the same
    return changed
