"""What colleagues said of questions stood with the questions before there were clicks on everything else."""

from typing import Any

from django.db import migrations


def move(apps: Any, _schema_editor: object) -> None:
    handled = apps.get_model("desk_questions", "HandledQuestion")
    click = apps.get_model("desk_readings", "Click")
    said = handled.objects.filter(fate__in=["no_question", "question"])
    click.objects.bulk_create(
        click(
            community=row.community,
            entry_id=row.entry_id,
            day=row.day,
            reading="question",
            right=row.fate == "question",
            made_by=row.made_by,
            made_at=row.made_at,
        )
        for row in said
    )
    said.update(fate="open")


class Migration(migrations.Migration):
    dependencies = [("desk_readings", "0001_initial"), ("desk_questions", "0001_initial")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
