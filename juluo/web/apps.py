"""The pages: what follows guests of the portal beyond what any app keeps of them."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "juluo.web"
    label = "web"

    def ready(self) -> None:
        from juluo.desk.surveys.signals import answers_renumbered  # noqa: PLC0415 - the same
        from juluo.shell.guests.signals import guest_tied  # noqa: PLC0415 - records stand when apps are ready
        from juluo.web.needs.evidence import follow_answers  # noqa: PLC0415 - the same
        from juluo.web.portal.day import follow  # noqa: PLC0415 - the same

        guest_tied.connect(follow)
        answers_renumbered.connect(follow_answers, dispatch_uid="needs.answers")
