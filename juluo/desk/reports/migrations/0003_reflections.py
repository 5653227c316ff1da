"""A signed report also keeps what was thought of the events of its days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk_reports", "0002_needs_and_segments")]

    operations = [
        migrations.AddField(model_name="signedversion", name="reflections", field=models.JSONField(default=list)),
    ]
