from django.apps import AppConfig

from juluo.shell.guests.signals import follow


class Feedback(AppConfig):
    name = "juluo.desk.feedback"
    label = "desk_feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.feedback.actions import forgetting  # noqa: PLC0415 - records exist once Django is set up

        follow("feedback", tied=forgetting.follow_tied, untied=forgetting.follow_untied, left=forgetting.follow_left)
