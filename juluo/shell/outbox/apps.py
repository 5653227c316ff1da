from django.apps import AppConfig


class Outbox(AppConfig):
    name = "juluo.shell.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
