"""The records of interviews. Who is erased, or takes their consent back, leaves a row that says nothing of them."""

from typing import ClassVar

from django.db import models


class Guide(models.Model):
    """What is asked, in order. Changing it changes nothing of interviews that were held."""

    community = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True, default="")
    questions = models.JSONField(default=list)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "put_away_at"], name="interview_guides")]

    def __str__(self) -> str:
        return f"{self.community} {self.title}"


class Interview(models.Model):
    """One interview. `questions` are those of its guide as they were when it was planned.

    `person` is the ledger's number, `name` what somebody without one is called. `kept_until` is the last day on which
    its transcript is kept.
    """

    community = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    questions = models.JSONField(default=list)
    person = models.IntegerField(null=True)
    name = models.CharField(max_length=60, blank=True, default="")
    chosen = models.CharField(max_length=12, default="other")
    chosen_words = models.CharField(max_length=200, blank=True, default="")
    starts = models.DateTimeField(null=True)
    minutes = models.IntegerField(default=30)
    place = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=10, default="planned")
    consent = models.CharField(max_length=10, default="none")
    consent_words = models.CharField(max_length=300, blank=True, default="")
    consent_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    notes = models.TextField(blank=True, default="")
    source = models.CharField(max_length=10, blank=True, default="")
    kept_until = models.DateField(null=True)
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["community", "starts"], name="interviews_by_day"),
            models.Index(fields=["person"], name="interviews_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.pk}"


class Speaker(models.Model):
    """Who a label of the transcript stands for. `is_member`: it is the one who is interviewed."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="speakers")
    label = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=60, blank=True, default="")
    is_member = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["interview", "label"], name="interviews_one_label")]

    def __str__(self) -> str:
        return self.name or self.label


class Line(models.Model):
    """One thing that was said. `second` is how far into the recording, where that is known."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="lines")
    place = models.IntegerField()
    second = models.FloatField(null=True)
    label = models.CharField(max_length=60, blank=True, default="")
    words = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["interview", "place"], name="interviews_lines")]

    def __str__(self) -> str:
        return f"{self.interview_id} {self.place}"


class Quote(models.Model):
    """Words of the interviewed one that were marked: they stay when the transcript goes, as long as consent does."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="quotes")
    words = models.CharField(max_length=1000)
    second = models.FloatField(null=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interview_id} {self.pk}"
