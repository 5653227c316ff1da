"""Who is erased leaves surveys too: what they chose counts on as nobody's, what they wrote goes."""

import re
from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from django.db import transaction

from juluo.desk.surveys.exchange import read
from juluo.desk.surveys.models import Answering, Asked, FormVersion, Survey
from juluo.desk.surveys.values import Kind


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in questions and in answers. Returns in how many rows they stood."""
    with transaction.atomic():
        asked = sum(_masked(row, find, instead) for row in Survey.objects.filter(community=community))
        for version in FormVersion.objects.filter(survey__community=community):
            asked += _masked(version, find, instead)
        for row in Answering.objects.filter(survey__community=community):
            plain, shown = _plain(row, row.answers, find, instead), _plain(row, row.shown, find, instead)
            if (plain, shown) != (row.answers, row.shown):
                asked += Answering.objects.filter(pk=row.pk).update(answers=plain, shown=shown)
    return asked


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Let what an erased person answered be nobody's, without what they wrote. Returns how many rows there were."""
    with transaction.atomic():
        asked = Asked.objects.filter(survey__community=community, person__in=persons).update(person=None)
        found = Answering.objects.select_for_update(of=("self",)).filter(
            survey__community=community, person__in=persons
        )
        return asked + sum(map(nobodys, found.select_related("survey").order_by("pk")))


def forget_guest(community: str, guest: int) -> int:
    """The same of a guest who leaves the portal. What they answered without a name can't be found, nor need it be."""
    with transaction.atomic():
        found = Answering.objects.select_for_update(of=("self",)).filter(survey__community=community, guest=guest)
        return sum(map(nobodys, found.select_related("survey").order_by("pk")))


def nobodys(row: Answering) -> int:
    """Take out of a row who it was and what they wrote themselves."""
    wrote = _written(row)
    row.answers = {key: value for key, value in row.answers.items() if key not in wrote}
    row.person = row.guest = None
    row.key, row.alias = token_hex(32), f"survey-{token_hex(12)}"
    row.told = {name: one for name, one in row.told.items() if name != "of"}
    row.save(update_fields=["answers", "person", "guest", "key", "alias", "told"])
    return 1


def _written(row: Answering) -> frozenset[str]:
    """Which of its answers are somebody's own words."""
    version = FormVersion.objects.filter(survey=row.survey_id, number=row.version).first()
    questions = read(version.form).questions if version else ()
    return frozenset(one.key for one in questions if one.kind is Kind.TEXT)


def _plain(
    row: Answering, answers: dict[str, Any] | None, find: re.Pattern[str], instead: str
) -> dict[str, Any] | None:
    wrote = _written(row) if answers else ()
    return answers and {key: find.sub(instead, one) if key in wrote else one for key, one in answers.items()}


def _masked(row: Survey | FormVersion, find: re.Pattern[str], instead: str) -> int:
    plain = masked(row.form, find, instead)
    if plain == row.form:
        return 0
    row.form = plain
    row.save(update_fields=["form"])
    return 1


def masked(value: Any, find: re.Pattern[str], instead: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """JSON's values with every text in them masked; the keys by which they are found stay."""
    if isinstance(value, str):
        return find.sub(instead, value)
    if isinstance(value, list):
        return [masked(one, find, instead) for one in value]
    if isinstance(value, dict):
        return {name: one if name in _KEYS else masked(one, find, instead) for name, one in value.items()}
    return value


# What questions and conditions are tied together by, and the shape's own words.
_KEYS = frozenset({"id", "type", "format", "condition", "question", "inputType", "value"})
