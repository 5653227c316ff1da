from typing import Any

from django.apps import AppConfig

from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied


class Feedback(AppConfig):
    name = "juluo.desk.feedback"
    label = "desk_feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.feedback.actions import forgetting  # noqa: PLC0415 - records exist once the apps are ready

        def tied(guest: Any, **_: object) -> None:  # noqa: ANN401 - Django's signals know no types
            forgetting.guest_tied(guest)

        def untied(guest: Any, **_: object) -> None:  # noqa: ANN401 - the same
            forgetting.guest_untied(guest)

        def left(guest: Any, **_: object) -> None:  # noqa: ANN401 - the same
            forgetting.guest_left(guest)

        guest_tied.connect(tied, weak=False, dispatch_uid="feedback.tied")
        guest_untied.connect(untied, weak=False, dispatch_uid="feedback.untied")
        guest_left.connect(left, weak=False, dispatch_uid="feedback.left")
