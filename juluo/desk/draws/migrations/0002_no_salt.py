from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """By the salt the line of somebody erased could be told from their number: it isn't kept any more."""

    dependencies: ClassVar = [("desk_draws", "0001_initial")]
    operations: ClassVar = [migrations.RemoveField(model_name="draw", name="salt")]
