"""How far the data of each source reach, and which are late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from juluo.ledger.period import Calendar, zone_named
from juluo.store.facts import ImportRecord
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import long_date, short_date
from juluo.wording.platforms import platform_name

# After so many days without a newer record, a source is an archive and not late.
_ARCHIVE = 90


@dataclass(frozen=True, slots=True)
class Source:
    """One platform: up to when its records tell, when it was last imported, and whether yesterday is missing."""

    platform: str
    until: str
    imported: str
    behind: str

    @property
    def late(self) -> bool:
        return bool(self.behind)


def sources(records: Iterable[ImportRecord], calendar: Calendar, now: datetime, lang: str) -> tuple[Source, ...]:
    """Every platform that a standing import brought, the one furthest behind first."""
    standing = [one for one in records if not one.undone and not one.stated and one.last is not None]
    platforms = {platform for one in standing for platform in one.platforms}
    of = {platform: [one for one in standing if platform in one.platforms] for platform in platforms}
    ordered = sorted(of, key=lambda platform: (_reach(of[platform]), platform))
    return tuple(_source(platform, of[platform], calendar, now, lang) for platform in ordered)


def _reach(records: Sequence[ImportRecord]) -> datetime:
    return max(one.last for one in records if one.last is not None)


def _source(platform: str, records: Sequence[ImportRecord], calendar: Calendar, now: datetime, lang: str) -> Source:
    say = speaker(lang)
    reach, imported = _reach(records), max(one.done_at for one in records)
    yesterday = calendar.day_of(now) - timedelta(days=1)
    missing = (yesterday - calendar.day_of(reach)).days
    name, taken_in = platform_name(platform, lang), _moment(imported, calendar, lang)
    if missing > _ARCHIVE:
        # Nobody waits for yesterday's messages of an export that ended months ago.
        until = say("旧记录，到{day}为止", day=long_date(calendar.day_of(reach), lang))
        return Source(name, until, taken_in, "")
    behind = say("落后{n}天", n=missing) if missing > 0 else ""
    return Source(name, _moment(reach, calendar, lang), taken_in, behind)


def _moment(moment: datetime, calendar: Calendar, lang: str) -> str:
    local = moment.astimezone(zone_named(calendar.zone))
    return speaker(lang)("{day} {time}", day=short_date(local.date(), lang), time=f"{local:%H:%M}")
