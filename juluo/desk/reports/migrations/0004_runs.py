"""A signed report also keeps what came of the questions, check-ins and draws of its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk_reports", "0003_reflections")]

    operations = [
        migrations.AddField(model_name="signedversion", name="runs", field=models.JSONField(default=list)),
    ]
