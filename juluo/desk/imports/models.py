"""The records of imports on their way. What became of them is the ledger's to tell."""

from enum import StrEnum
from typing import ClassVar

from django.db import models


class State(StrEnum):
    """Where a parcel is: files come and are looked at; the job has it; it was imported; it was thrown away."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Parcel(models.Model):
    """Files brought for one import, and how the operator wants them read. `import_no` is the ledger's number."""

    community = models.CharField(max_length=64, db_index=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=State.OPEN)
    format = models.CharField(max_length=32, blank=True, default="")
    zone = models.CharField(max_length=64, blank=True, default="")
    mapping = models.JSONField(default=dict)
    lang = models.CharField(max_length=8, default="zh")
    job = models.BigIntegerField(null=True)
    import_no = models.BigIntegerField(null=True)
    merging = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.community} {self.pk} {self.state}"


class Upload(models.Model):
    """One file of a parcel: it is whole once as much has come as its sender said."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["parcel", "name"], name="files_of_a_parcel")]

    def __str__(self) -> str:
        return f"{self.name} {self.received}/{self.size}"


class WatchedFolder(models.Model):
    """A folder of this machine whose new files are imported. `path` is where it really lies; a stopped one stays."""

    community = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=1000)
    by = models.BigIntegerField()
    lang = models.CharField(max_length=8, default="zh")
    since = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    taken = models.IntegerField(default=0)
    last_import = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "path"], condition=models.Q(stopped_at=None), name="watched_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.path}"
