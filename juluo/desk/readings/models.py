"""The records of readings. Only this app reads them; others get the values of `facts`.

What a click was about is kept as its entry's id, never as its words: what the ledger forgets is forgotten here too.
"""

from typing import ClassVar

from django.db import models


class Click(models.Model):
    """A colleague's word on what one entry was read as. `day` is the entry's, by which the ledger finds it quickly."""

    community = models.CharField(max_length=64)
    entry_id = models.BigIntegerField()
    day = models.DateField()
    reading = models.CharField(max_length=12)
    right = models.BooleanField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "entry_id", "reading"], name="one_word_a_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.entry_id} {self.reading} {self.right}"


class WatchedWord(models.Model):
    """A word that a community looks out for, or with `on` false one of those that come along that it doesn't.

    `key` is what is left of it without signs, by which two are the same word. `unless` are phrases, a line each.
    """

    community = models.CharField(max_length=64)
    key = models.CharField(max_length=60)
    text = models.CharField(max_length=60)
    topic = models.CharField(max_length=40, blank=True, default="")
    tier = models.CharField(max_length=8)
    unless = models.CharField(max_length=400, blank=True, default="")
    on = models.BooleanField(default=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "key"], name="one_record_a_word"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.text}"
