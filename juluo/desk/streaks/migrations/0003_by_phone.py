"""Each phone keeps check-ins of its own: what was pressed goes by the guest, whoever that is in the group."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def by_guest(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    kept = apps.get_model("desk_streaks", "CheckIn").objects
    for row in kept.exclude(guest=None).order_by("pk").iterator():
        if row.key != f"g{row.guest}":
            kept.filter(pk=row.pk).update(key=f"g{row.guest}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk_streaks", "0002_event")]

    operations: ClassVar = [migrations.RunPython(by_guest, migrations.RunPython.noop)]
