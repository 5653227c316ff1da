"""The records of reports. Only this app reads them; others get the values of `facts`."""

from typing import ClassVar

from django.db import models


class Issue(models.Model):
    """The report of one period: a day, a week or a month. `signed` is the version that stands; 0 while a draft."""

    community = models.CharField(max_length=64)
    grain = models.CharField(max_length=8)
    first = models.DateField()
    last = models.DateField()
    signed = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "grain", "first"], name="one_report_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.grain} {self.first}"


class Place(models.Model):
    """What was written in one place of a report. `version` counts its savings: who saves says which they had read."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="places")
    key = models.CharField(max_length=32)
    words = models.TextField(blank=True)
    version = models.IntegerField(default=0)
    by_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "key"], name="one_text_a_place")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.key} {self.version}"


class SignedVersion(models.Model):
    """A report as it was signed. `contents` is the report in each language, without names and members' words.

    `written` and `tasks` are what operators wrote and settled by then, `needs` and `segments` how these stood,
    `reflections` what was thought of events, `runs` what came of questions, check-ins and draws; `mark` is the digest
    of the contents.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="versions")
    no = models.IntegerField()
    at = models.DateTimeField()
    by_id = models.IntegerField()
    by_name = models.CharField(max_length=64)
    ledger_version = models.BigIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    contents = models.JSONField()
    written = models.JSONField()
    tasks = models.JSONField()
    needs = models.JSONField(default=list)
    segments = models.JSONField(default=list)
    reflections = models.JSONField(default=list)
    runs = models.JSONField(default=list)
    mark = models.CharField(max_length=64)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "no"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.no}"
