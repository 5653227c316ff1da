"""What is known of parcels, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from juluo.desk.imports.models import Parcel, State, Upload
from juluo.desk.imports.places import place_of
from juluo.intake.take_in import Wish


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """One file: how much of it has come."""

    id: int
    name: str
    size: int
    received: int

    @property
    def is_whole(self) -> bool:
        return self.received == self.size


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """Files for one import and how they are to be read."""

    id: int
    community: str
    by: int
    made_at: datetime
    state: State
    format: str
    zone: str
    mapping: dict[str, str]
    lang: str
    job: int | None
    import_no: int | None
    merging: bool
    uploads: tuple[UploadFacts, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.uploads) and all(upload.is_whole for upload in self.uploads)

    @property
    def wish(self) -> Wish:
        return Wish(self.format or None, None, self.zone or None, None, self.mapping, self.lang)

    def paths(self) -> tuple[Path, ...]:
        return tuple(place_of(settings.HOME, self.id, upload.id, upload.name) for upload in self.uploads)


def parcel(community: str, number: int) -> ParcelFacts | None:
    row = Parcel.objects.filter(pk=number, community=community).first()
    return _facts(row) if row else None


def waiting_parcels(community: str) -> tuple[ParcelFacts, ...]:
    """Those that were brought and not imported yet, the newest first."""
    rows = Parcel.objects.filter(community=community, state__in=[State.OPEN, State.UNDER_WAY]).order_by("-pk")
    return tuple(_facts(row) for row in rows)


def upload_facts(row: Upload) -> UploadFacts:
    return UploadFacts(row.pk, row.name, row.size, row.received)


def _facts(row: Parcel) -> ParcelFacts:
    return ParcelFacts(
        row.pk,
        row.community,
        row.by,
        row.made_at,
        State(row.state),
        row.format,
        row.zone,
        dict(row.mapping),
        row.lang,
        row.job,
        row.import_no,
        row.merging,
        tuple(upload_facts(upload) for upload in row.uploads.order_by("pk")),
    )
