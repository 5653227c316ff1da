from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Draws(AppConfig):
    name = "juluo.desk.draws"
    label = "desk_draws"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.draws.actions import forgetting  # noqa: PLC0415 - records exist once Django is set up

        follow("draws", tied=forgetting.follow_tied, untied=forgetting.follow_untied, left=forgetting.follow_left)
