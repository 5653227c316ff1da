"""Which day it is where a community lives: between midnight there and midnight in UTC the two dates differ."""

from datetime import UTC, date, datetime

from django.conf import settings

from juluo.store.standing import standing


def day_of(community: str, moment: datetime) -> date:
    """By the community's clock; by UTC where the ledger doesn't know it."""
    found = standing(settings.HOME).communities.get(community)
    return found.calendar.day_of(moment) if found is not None else moment.astimezone(UTC).date()
