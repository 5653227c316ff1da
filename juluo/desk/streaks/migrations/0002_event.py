from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A programme may belong to an event."""

    dependencies: ClassVar = [("desk_streaks", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("programme", "event", models.CharField(blank=True, default="", max_length=48))
    ]
