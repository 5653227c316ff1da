from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether the ledger was told of a draw's list: of those sealed before, a job tells it once."""

    dependencies: ClassVar = [("desk_draws", "0004_form")]
    operations: ClassVar = [
        migrations.AddField(model_name="draw", name="told", field=models.BooleanField(default=False))
    ]
