"""The records of needs. Only this app reads them; others get the values of `facts`.

A need is kept as the entries it is recognised by, never as what somebody said: what the ledger forgets is forgotten.
"""

from typing import ClassVar

from django.db import models


class KeptNeed(models.Model):
    """A need that somebody decided something about. `seeds` and `parted` are pairs of entry and day."""

    community = models.CharField(max_length=64)
    need_id = models.CharField(max_length=40)
    place = models.IntegerField()
    seeds = models.JSONField()
    parted = models.JSONField(default=list)
    name = models.CharField(max_length=80, blank=True, default="")
    # As it was called when it was kept; shown where a period doesn't find it.
    called = models.CharField(max_length=120, blank=True, default="")
    pinned = models.BooleanField(default=False)
    muted = models.BooleanField(default=False)
    into = models.CharField(max_length=40, blank=True, default="")
    status = models.CharField(max_length=12, default="new")
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "need_id"], name="one_record_a_need"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.need_id}"


class Evidence(models.Model):
    """That an open answer or a quote speaks of a need: never its words, which are read where they are kept.

    `source` is what kind of place it stands in, `place` which one, `part` the question there.
    """

    community = models.CharField(max_length=64)
    need_id = models.CharField(max_length=40)
    source = models.CharField(max_length=12)
    place = models.CharField(max_length=48)
    part = models.CharField(max_length=40, blank=True, default="")
    number = models.BigIntegerField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "need_id", "source", "place", "part", "number"], name="needs_evidence_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["community", "source", "place"], name="needs_evidence_by_place")]

    def __str__(self) -> str:
        return f"{self.community} {self.need_id} {self.source} {self.place} {self.number}"


class Step(models.Model):
    """One thing that happened to a need, in the order of its history; `whom` is who was told."""

    community = models.CharField(max_length=64)
    need_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    words = models.CharField(max_length=1000, blank=True, default="")
    whom = models.CharField(max_length=200, blank=True, default="")
    day = models.DateField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "need_id", "made_at"], name="steps_of_a_need")]

    def __str__(self) -> str:
        return f"{self.community} {self.need_id} {self.kind}"
