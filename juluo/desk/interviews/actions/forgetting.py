"""Who is erased leaves interviews too: what they said goes, and that somebody was talked to stays."""

import re
from collections.abc import Sequence

from django.db import models, transaction

from juluo.desk.interviews.actions.listening import empty
from juluo.desk.interviews.facts import WRITTEN
from juluo.desk.interviews.models import Guide, Interview, Line, Quote, Speaker
from juluo.desk.interviews.values import Consent

_OF_INTERVIEW: tuple[type[models.Model], ...] = (Speaker, Line, Quote)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of interviews. Returns in how many rows they stood."""
    with transaction.atomic():
        changed = 0
        for own in (Guide, Interview):
            rows = own._default_manager.filter(community=community)  # noqa: SLF001 - Django's way to ask
            changed += sum(_masked(row, find, instead) for row in rows)
        for model in _OF_INTERVIEW:
            parts = model._default_manager.filter(interview__community=community)  # noqa: SLF001 - the same
            changed += sum(_masked(row, find, instead) for row in parts)
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


def _masked(row: models.Model, find: re.Pattern[str], instead: str) -> int:
    said = {name: find.sub(instead, getattr(row, name)) for name in WRITTEN[type(row)]}
    longest = {name: type(row)._meta.get_field(name).max_length for name in said}  # type: ignore[union-attr] # noqa: SLF001 - the same
    changed: dict[str, object] = {
        name: words[: longest[name]] for name, words in said.items() if words != getattr(row, name)
    }
    if isinstance(row, Guide | Interview):
        questions = [find.sub(instead, str(one)) for one in row.questions]
        changed |= {} if questions == row.questions else {"questions": questions}
    if not changed:
        return 0
    return type(row)._default_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001 - the same
