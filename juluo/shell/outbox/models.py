"""Acts on their way. A row is deleted when the ledger has its act: whom the ledger erases stands here no longer."""

from typing import ClassVar

from django.db import models


class WaitingAct(models.Model):
    """One act in the order of making: a later act of the same name takes the earlier one's place in the ledger."""

    community = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()
    detail = models.JSONField()
    platform = models.CharField(max_length=32, blank=True, default="")
    account = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "id"], name="acts_in_their_order")]

    def __str__(self) -> str:
        return f"{self.community} {self.name}"
