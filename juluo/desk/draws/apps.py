from django.apps import AppConfig


class Draws(AppConfig):
    name = "juluo.desk.draws"
    label = "desk_draws"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.draws.actions.forgetting import (  # noqa: PLC0415 - the models are there only now
            follow_left,
            follow_tied,
            follow_untied,
        )
        from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied  # noqa: PLC0415 - the same

        guest_tied.connect(follow_tied, dispatch_uid="draws.tied")
        guest_untied.connect(follow_untied, dispatch_uid="draws.untied")
        guest_left.connect(follow_left, dispatch_uid="draws.left")
