"""The records of tasks. Only this app reads them; others get the values of `facts`."""

from typing import ClassVar

from django.db import models


class Task(models.Model):
    """Something to be done. `grain` and `first` name the report in whose plan it was decided."""

    community = models.CharField(max_length=64)
    words = models.CharField(max_length=500)
    evidence = models.CharField(max_length=1000, blank=True, default="")
    owner_id = models.IntegerField(null=True)
    owner_name = models.CharField(max_length=64, blank=True, default="")
    due = models.DateField(null=True)
    grain = models.CharField(max_length=8)
    first = models.DateField()
    status = models.CharField(max_length=8, default="open")
    why = models.CharField(max_length=400, blank=True, default="")
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["community", "status", "due"], name="tasks_by_day")]

    def __str__(self) -> str:
        return f"{self.community} {self.words}"
