from django.apps import AppConfig


class Surveys(AppConfig):
    name = "juluo.desk.surveys"
    label = "desk_surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow guests who are tied, untied, or leave."""
        from juluo.desk.surveys.actions import following  # noqa: PLC0415 - models are there only now
        from juluo.shell.guests.signals import (  # noqa: PLC0415 - the same
            guest_left,
            guest_tied,
            guest_took_back,
            guest_untied,
        )

        guest_tied.connect(following.follow_tied, dispatch_uid="surveys.tied")
        guest_untied.connect(following.follow_untied, dispatch_uid="surveys.untied")
        guest_took_back.connect(following.follow_took_back, dispatch_uid="surveys.took_back")
        guest_left.connect(following.follow_left, dispatch_uid="surveys.left")
