from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Events(AppConfig):
    name = "juluo.desk.events"
    label = "desk_events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.events.actions import following  # noqa: PLC0415 - records exist once Django is set up

        follow("events", tied=following.follow_tied, untied=following.follow_untied, left=following.follow_left)
