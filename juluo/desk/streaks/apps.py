from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Streaks(AppConfig):
    name = "juluo.desk.streaks"
    label = "desk_streaks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.streaks.actions import forgetting  # noqa: PLC0415 - records exist once Django is set up

        follow("streaks", tied=forgetting.follow_tied, untied=forgetting.follow_untied, left=forgetting.follow_left)
