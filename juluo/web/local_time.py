"""By whose clock a community lives, and moments as forms send and show them by it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from juluo.ledger.period import Calendar, zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.store.standing import standing
from juluo.wording.sentence import told


def calendar_of(community: str) -> Calendar:
    return standing(settings.HOME).communities[community].calendar


def zone_of(community: str) -> ZoneInfo:
    return zone_named(calendar_of(community).zone)


def moment_typed(words: str, zone: ZoneInfo) -> datetime | None:
    """A moment as the community's clock shows it, of an hour shown twice the first; None where none was typed."""
    if not words.strip():
        return None
    try:
        return datetime.fromisoformat(words.strip()).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RefusedError(told("时间读不懂：“{words}”。例如 2026-11-20T20:00。", words=words[:40])) from error


def typed(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as a form takes it."""
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}"
