from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Surveys(AppConfig):
    name = "juluo.desk.surveys"
    label = "desk_surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.surveys.actions import following  # noqa: PLC0415 - records exist once Django is set up

        follow(
            "surveys",
            tied=following.follow_tied,
            untied=following.follow_untied,
            left=following.follow_left,
            took_back=following.follow_took_back,
        )
