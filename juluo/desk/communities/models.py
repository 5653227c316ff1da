"""The records of communities. Only this app reads them; others get the values of `facts`."""

from typing import ClassVar

from django.db import models


class NoticeVersion(models.Model):
    """What members are told of their records, as it stood from a moment on. Written anew, never changed."""

    community = models.CharField(max_length=64)
    no = models.IntegerField()
    why = models.TextField()
    what = models.TextField()
    who_sees = models.TextField()
    how_long = models.TextField()
    whom_to_ask = models.TextField()
    by_name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "no"], name="one_notice_a_number")]

    def __str__(self) -> str:
        return f"{self.community} {self.no}"
