from django.apps import AppConfig


class Events(AppConfig):
    name = "juluo.desk.events"
    label = "desk_events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from juluo.desk.events import receivers  # noqa: PLC0415 - models may be read only once all apps are there

        receivers.connect()
