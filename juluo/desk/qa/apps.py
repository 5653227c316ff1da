from typing import Any

from django.apps import AppConfig

from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied


class Qa(AppConfig):
    name = "juluo.desk.qa"
    label = "desk_qa"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow whose questions and votes are whose."""
        from juluo.desk.qa.actions import forgetting  # noqa: PLC0415 - records exist once Django is set up
        from juluo.shell.guests.facts import GuestFacts  # noqa: PLC0415 - the same

        def tied(guest: GuestFacts, **_: Any) -> None:  # noqa: ANN401 - what Django adds
            forgetting.tie(guest.community, guest)

        def untied(guest: GuestFacts, **_: Any) -> None:  # noqa: ANN401 - the same
            forgetting.untie(guest.community, guest)

        def left(guest: GuestFacts, **_: Any) -> None:  # noqa: ANN401 - the same
            forgetting.leave(guest.community, guest)

        guest_tied.connect(tied, weak=False, dispatch_uid="qa.tied")
        guest_untied.connect(untied, weak=False, dispatch_uid="qa.untied")
        guest_left.connect(left, weak=False, dispatch_uid="qa.left")
