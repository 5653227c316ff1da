"""Each phone keeps its votes: `key` goes by the guest, and whose account that is stands beside it."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def by_guest(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    kept = apps.get_model("desk_feedback", "BoardVote").objects
    for row in kept.filter(key__startswith="a").order_by("pk").iterator():
        key = row.key if row.guest is None else f"g{row.guest}"
        kept.filter(pk=row.pk).update(person=int(row.key[1:]), key=key)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk_feedback", "0002_whose_vote")]

    operations: ClassVar = [
        migrations.AddField("boardvote", "person", models.IntegerField(null=True)),
        migrations.RunPython(by_guest, migrations.RunPython.noop),
        migrations.RemoveIndex("boardvote", "feedback_votes_by_person"),
        migrations.AddIndex("boardvote", models.Index(fields=["person"], name="feedback_votes_of_person")),
        migrations.AddIndex("boardvote", models.Index(fields=["guest"], name="feedback_votes_of_guest")),
    ]
