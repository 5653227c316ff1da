"""A signed report also keeps how needs and segments stood."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk_reports", "0001_initial")]

    operations = [
        migrations.AddField(model_name="signedversion", name="needs", field=models.JSONField(default=list)),
        migrations.AddField(model_name="signedversion", name="segments", field=models.JSONField(default=list)),
    ]
