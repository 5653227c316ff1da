"""Each phone keeps what was done with it: `key` goes by the guest, whoever that is in the group."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def by_guest(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    for name in ("AskedQuestion", "QuestionVote"):
        kept = apps.get_model("desk_qa", name).objects
        for row in kept.exclude(guest=None).order_by("pk").iterator():
            kept.filter(pk=row.pk).update(key=f"g{row.guest}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk_qa", "0002_compared")]

    operations: ClassVar = [migrations.RunPython(by_guest, migrations.RunPython.noop)]
