"""What pieces are compared with: empty, so that the first comparison makes it of their words."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk_feedback", "0003_votes_by_phone")]

    operations: ClassVar = [
        migrations.AddField("feedback", "letters", models.TextField(blank=True, default="")),
        migrations.AddField("feedback", "telling", models.TextField(blank=True, default="")),
    ]
