"""The records of check-in programmes. Streaks stand nowhere here: they follow from the check-ins."""

from typing import ClassVar

from django.db import models


class Programme(models.Model):
    """Something to be done on some days. `words` are those that count in the group, a line each.

    `event` is the slug of the event that it belongs to, "" if it stands alone.
    `heard` tells how the ledger and the rules were when the group was last listened to.
    """

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=48)
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=1000, blank=True, default="")
    first = models.DateField()
    last = models.DateField(null=True)
    weekdays = models.CharField(max_length=7, default="0123456")
    words = models.CharField(max_length=400, blank=True, default="")
    channel = models.IntegerField(null=True)
    grace = models.IntegerField(default=0)
    repairs = models.IntegerField(default=2)
    within = models.IntegerField(default=3)
    event = models.CharField(max_length=48, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "slug"], name="streaks_one_slug")]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class Freeze(models.Model):
    """Days on which nobody has to come: a holiday, a day the server was down."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="freezes")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=120, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class CheckIn(models.Model):
    """Somebody, a day and a way: `person` is who it was, where that is known.

    `key` is by whom it came: `g` and the guest, `a` and the account that said it in the group or for which it was
    entered, `n` for nobody any more. Pressed twice it is one row; `early` rows were said in the hours of grace after
    the day began. `made_on` is the day a repair was made, `entry_id` the message that counts.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="check_ins")
    key = models.CharField(max_length=40)
    guest = models.BigIntegerField(null=True)
    person = models.IntegerField(null=True)
    day = models.DateField()
    how = models.CharField(max_length=8)
    early = models.BooleanField(default=False)
    at = models.DateTimeField()
    made_on = models.DateField(null=True)
    entry_id = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "key", "day", "how", "early"], name="streaks_once_a_day")
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "person"], name="streaks_by_person"),
            models.Index(fields=["guest"], name="streaks_by_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.day}"
