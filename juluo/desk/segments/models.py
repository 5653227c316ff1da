"""Kept segments. Only this app reads them; others get the values of `facts`."""

from typing import ClassVar

from django.db import models


class Segment(models.Model):
    """A rule under a name. Who is in it is never kept: that is asked of the ledger every time.

    The rule is text as rules are written in Chinese; put away segments stay, so that an address of theirs still tells.
    """

    community = models.CharField(max_length=64)
    owner_id = models.IntegerField()
    owner_name = models.CharField(max_length=64)
    shared = models.BooleanField(default=False)
    name = models.CharField(max_length=60)
    rule = models.CharField(max_length=2000)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "put_away_at"], name="segments_by_community")]

    def __str__(self) -> str:
        return f"{self.community} {self.name}"
