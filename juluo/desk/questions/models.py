"""The records of questions. Only this app reads them; others get the values of `facts`.

A question is kept as its entry's id, and so is what an FAQ quotes: what the ledger forgets is forgotten here too.
"""

from typing import ClassVar

from django.db import models


class HandledQuestion(models.Model):
    """What was decided about one question. `day` is the entry's, by which the ledger finds it quickly."""

    community = models.CharField(max_length=64)
    entry_id = models.BigIntegerField()
    day = models.DateField()
    fate = models.CharField(max_length=12, default="open")
    note = models.CharField(max_length=400, blank=True, default="")
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    snoozed_until = models.DateField(null=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "entry_id"], name="one_fate_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.entry_id} {self.fate}"


class FaqEntry(models.Model):
    """A question asked again and again, and its answer.

    `question` and `answer` are a colleague's own words; where `question` is empty, it is said as in the entry
    `wording`, which is null where it was asked elsewhere. `quotes` are pairs of entry and day: members' answers.
    """

    community = models.CharField(max_length=64)
    wording = models.BigIntegerField(null=True)
    wording_day = models.DateField(null=True)
    question = models.CharField(max_length=500, blank=True, default="")
    answer = models.CharField(max_length=4000, blank=True, default="")
    quotes = models.JSONField(default=list)
    asked_again = models.JSONField(default=list)
    people = models.IntegerField()
    times = models.IntegerField()
    status = models.CharField(max_length=12, default="draft")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "status"], name="faq_by_status")]

    def __str__(self) -> str:
        return f"{self.community} FAQ {self.pk}"
