"""The records of cooperations. A member stands in them as the ledger's number; erased, their rows go altogether."""

from typing import ClassVar

from django.db import models


class Cooperation(models.Model):
    """What was agreed with one member, from when on, and how it stands."""

    community = models.CharField(max_length=64)
    person = models.IntegerField()
    agreed = models.CharField(max_length=300)
    channel = models.CharField(max_length=60, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    started = models.DateField()
    status = models.CharField(max_length=8, default="agreed")
    came_of_it = models.CharField(max_length=400, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "person"], name="cooperations_by_person")]

    def __str__(self) -> str:
        return f"{self.community} {self.person} {self.agreed}"


class OptOut(models.Model):
    """A member who wants no recommendations, and to be part of none."""

    community = models.CharField(max_length=64)
    person = models.IntegerField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "person"], name="one_opt_out_a_member")]

    def __str__(self) -> str:
        return f"{self.community} {self.person}"
