from django.apps import AppConfig


class Events(AppConfig):
    name = "juluo.desk.events"
    label = "desk_events"
    default_auto_field = "django.db.models.BigAutoField"
