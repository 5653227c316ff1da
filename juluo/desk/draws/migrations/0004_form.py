from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """In which form a list was sealed: what was published before stays in the first one, which holds no reason."""

    dependencies: ClassVar = [("desk_draws", "0003_draw_early")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="draw", name="until_told", field=models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddField(model_name="draw", name="form", field=models.IntegerField(default=1)),
    ]
