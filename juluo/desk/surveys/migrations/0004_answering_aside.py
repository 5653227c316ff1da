from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of two answers of one person one counts, and the other is kept aside."""

    dependencies: ClassVar = [("desk_surveys", "0003_drawn_by_stratum")]
    operations: ClassVar = [migrations.AddField("answering", "aside", models.BooleanField(default=False))]
