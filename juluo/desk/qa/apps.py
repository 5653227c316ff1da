from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Qa(AppConfig):
    name = "juluo.desk.qa"
    label = "desk_qa"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.qa.actions import forgetting  # noqa: PLC0415 - records exist once Django is set up

        follow("qa", tied=forgetting.follow_tied, untied=forgetting.follow_untied, left=forgetting.follow_left)
