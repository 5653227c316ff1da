from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Why a list was sealed before entries were told to end."""

    dependencies: ClassVar = [("desk_draws", "0002_no_salt")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="draw", name="early", field=models.CharField(blank=True, default="", max_length=300)
        )
    ]
