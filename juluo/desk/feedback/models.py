"""The records of feedback. Only this app reads them; others get the values of `facts`.

A message is kept as its entry's id, never copied: what the ledger forgets is gone here too.
"""

from typing import ClassVar

from django.db import models


class Feedback(models.Model):
    """One piece, from one asker. One that says the same as another goes `into` it and keeps its own words and asker.

    `round` counts how often it was opened anew: who was told of an earlier answer wasn't told of this one. `told_as`
    are the moments that the ledger was told last, so that it is told again only of what changed.

    `letters` and `telling` are what others are compared with (`juluo.text.alike.Told`), made of `title` and `words`:
    whoever changes or takes those empties them, and the next comparison makes them anew.
    """

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=32)
    sort = models.CharField(max_length=10)
    severity = models.CharField(max_length=8)
    origin = models.CharField(max_length=8)
    words = models.TextField(blank=True, default="")
    entry_id = models.BigIntegerField(null=True)
    entry_day = models.DateField(null=True)
    guest = models.BigIntegerField(null=True)
    person = models.IntegerField(null=True)
    asker = models.CharField(max_length=60, blank=True, default="")
    consented = models.BooleanField(default=False)
    sent_from = models.CharField(max_length=64, blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    is_public = models.BooleanField(default=False)
    need = models.CharField(max_length=64, blank=True, default="")
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    due = models.DateField()
    state = models.CharField(max_length=10, default="new")
    answer = models.TextField(blank=True, default="")
    round = models.IntegerField(default=1)
    received_at = models.DateTimeField()
    made_by = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    merged_at = models.DateTimeField(null=True)
    told_as = models.JSONField(default=dict)
    letters = models.TextField(blank=True, default="")
    telling = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="feedback_one_slug"),
            models.UniqueConstraint(fields=["community", "entry_id"], name="feedback_one_a_message"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "due"], name="feedback_by_due"),
            models.Index(fields=["guest", "made_at"], name="feedback_by_guest"),
            models.Index(fields=["person"], name="feedback_by_person"),
            models.Index(fields=["sent_from", "made_at"], name="feedback_by_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class FeedbackStep(models.Model):
    """Something that was done with a piece: what, in which words, by whom, when."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="steps")
    deed = models.CharField(max_length=12)
    words = models.TextField(blank=True, default="")
    made_by = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.deed}"


class Telling(models.Model):
    """One asker was told something: which piece is theirs, of which answer, how, and what proves it.

    `closing`: it told what became of it, in the `round` of the piece `of`; else it was a word in between.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="tellings")
    of = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="told_of")
    round = models.IntegerField()
    closing = models.BooleanField()
    how = models.CharField(max_length=8)
    words = models.TextField(blank=True, default="")
    entry_id = models.BigIntegerField(null=True)
    entry_day = models.DateField(null=True)
    at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.how}"


class BoardVote(models.Model):
    """Somebody's vote: once a phone, counted once a person.

    `key` is by which phone it came: `g` and the guest, `x` for nobody any more. Whose it is, is `person`, where known.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="votes")
    key = models.CharField(max_length=40)
    guest = models.IntegerField(null=True)
    person = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feedback", "key"], name="feedback_one_vote_a_person")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="feedback_votes_of_person"),
            models.Index(fields=["guest"], name="feedback_votes_of_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.key}"


class ServiceLevel(models.Model):
    """In how many days a community wants feedback answered, by how severe it is."""

    community = models.CharField(max_length=64, unique=True)
    urgent = models.IntegerField()
    high = models.IntegerField()
    medium = models.IntegerField()
    low = models.IntegerField()
    working_days = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.community
