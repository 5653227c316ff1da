"""The records of surveys. Nothing in an anonymous answer leads to a person: docs/operate/surveys.md says how."""

from secrets import randbelow
from typing import ClassVar

from django.db import models


def _number() -> int:
    """A number that doesn't tell in which order rows were written, as SQLite's own would; exact anywhere."""
    return randbelow(2**52) + 1


class AskingRule(models.Model):
    """How long a community leaves a member alone after a survey, and after a pulse."""

    community = models.CharField(max_length=64, unique=True)
    survey_days = models.IntegerField(default=14)
    pulse_days = models.IntegerField(default=7)

    def __str__(self) -> str:
        return self.community


class Survey(models.Model):
    """One survey. `form` is what is being written; what is asked are its versions.

    `secret` makes the marks of who took part in an anonymous one, and is gone once it is closed.
    """

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=48)
    state = models.CharField(max_length=8, default="draft")
    form = models.JSONField(default=dict)
    version = models.IntegerField(default=0)
    is_anonymous = models.BooleanField(default=True)
    is_pulse = models.BooleanField(default=False)
    one_page = models.BooleanField(default=False)
    audience = models.CharField(max_length=10, default="link")
    segment = models.IntegerField(null=True)
    event = models.CharField(max_length=48, blank=True, default="")
    size = models.IntegerField(null=True)
    allocation = models.CharField(max_length=12, default="proportional")
    by_link = models.BooleanField(default=True)
    wanted = models.IntegerField(null=True)
    declined = models.IntegerField(default=0)
    secret = models.CharField(max_length=64, blank=True, default="")
    closes_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "slug"], name="surveys_one_slug")]
        indexes: ClassVar = [models.Index(fields=["community", "state"], name="surveys_by_state")]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class FormVersion(models.Model):
    """The questions as they were published: never changed, for answers mean these."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    form = models.JSONField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "number"], name="surveys_one_version")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.number}"


class Wave(models.Model):
    """One time that it went out: among how many by stratum, to how many, and the seed that drew them.

    `cells` is the frame by stratum and tenure as "often/new"; `allocation` "" where all strata were drawn from as one.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waves")
    number = models.IntegerField()
    at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    size = models.IntegerField(null=True)
    allocation = models.CharField(max_length=12, blank=True, default="")
    frame = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    too_lately = models.IntegerField(default=0)
    opted_out = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "number"], name="surveys_one_wave")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.number}"


class Asked(models.Model):
    """A member who was drawn, once a survey. It never says what they answered, nor in anonymous ones whether."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="people")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="people")
    person = models.IntegerField(null=True)
    stratum = models.CharField(max_length=8, blank=True, default="")
    tenure = models.CharField(max_length=8, blank=True, default="")
    at = models.DateTimeField()
    reminders = models.IntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "person"], name="surveys_asked_once")]
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="surveys_asked_lately")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"


class Answering(models.Model):
    """What one person answers. `key` finds it again while the survey is open; afterwards it is a random word.

    In anonymous surveys only the browser that answers can make the key, and there is no guest and no person; `shown`
    is what of an open one the results show, as it was when it joined them (see `stepping`), None before that. `aside`:
    the same person answered with another phone, too, and that one counts; kept, as they may turn out to be two.
    """

    id = models.BigAutoField(primary_key=True, default=_number)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answerings")
    key = models.CharField(max_length=64)
    version = models.IntegerField()
    person = models.IntegerField(null=True)
    guest = models.IntegerField(null=True)
    alias = models.CharField(max_length=40)
    is_linked = models.BooleanField(default=False)
    is_invited = models.BooleanField(default=False)
    stratum = models.CharField(max_length=8, blank=True, default="")
    tenure = models.CharField(max_length=8, blank=True, default="")
    asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    shown = models.JSONField(null=True)
    aside = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "key"], name="surveys_answered_once")]
        indexes: ClassVar = [
            models.Index(fields=["guest"], name="surveys_by_guest"),
            models.Index(fields=["person"], name="surveys_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"


class TookPart(models.Model):
    """That somebody takes part in an anonymous survey, so that nobody does twice: gone once it is closed."""

    id = models.BigAutoField(primary_key=True, default=_number)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=64)
    is_finished = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "mark"], name="surveys_takes_part_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}"
