"""Parcels as their page shows them: every file with how it will be read."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from juluo.desk.imports.facts import ParcelFacts, UploadFacts
from juluo.intake.preview import Preview, previewed
from juluo.ledger.period import zone_named

# A page is to be read: of more files than this only the names are shown.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """One uploaded file, and what is in it; not looked at where there are many."""

    upload: UploadFacts
    previews: tuple[Preview, ...]
    more: int
    passed_over: int
    zone: ZoneInfo


def looked_at(found: ParcelFacts, zone: str) -> tuple[Look, ...]:
    """Every file of a parcel, the first of them opened."""
    there = zone_named(zone)
    looks = []
    for nth, (upload, path) in enumerate(zip(found.uploads, found.paths(), strict=True)):
        seen = previewed(path, found.wish, zone) if nth < _SHOWN else None
        looks.append(
            Look(upload, seen.files, seen.more, seen.passed_over, there) if seen else Look(upload, (), 0, 0, there)
        )
    return tuple(looks)
