"""The records beside the numbers. Only this app reads them; others get the values of `facts`."""

from typing import ClassVar

from django.db import models


class DayNote(models.Model):
    """What somebody wrote down about a day: it stands under every line of the community that shows the day."""

    community = models.CharField(max_length=64)
    day = models.DateField()
    words = models.CharField(max_length=200)
    made_by = models.CharField(max_length=64)
    made_by_id = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "day"], name="day_notes_by_day")]

    def __str__(self) -> str:
        return f"{self.community} {self.day} {self.words}"


class SavedView(models.Model):
    """A metric as somebody wants to see it again: the rest of its page's address. Shared with the team or not."""

    community = models.CharField(max_length=64)
    owner_id = models.IntegerField()
    owner_name = models.CharField(max_length=64)
    shared = models.BooleanField(default=False)
    name = models.CharField(max_length=60)
    metric = models.CharField(max_length=64)
    query = models.CharField(max_length=500, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "owner_id"], name="saved_views_by_owner")]

    def __str__(self) -> str:
        return f"{self.community} {self.name}"
