"""The records of decisions. Accounts stand in them as the ledger's numbers: whoever is erased leaves no trace here."""

from typing import ClassVar

from django.db import models


class Decision(models.Model):
    """What was decided last of two accounts, `one` the one with the lower number; how it was before is in the log."""

    community = models.CharField(max_length=64)
    one = models.IntegerField()
    other = models.IntegerField()
    verdict = models.CharField(max_length=8)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "one", "other"], name="one_decision_of_two_accounts")
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.one} {self.other} {self.verdict}"
