from django.apps import AppConfig


class Guests(AppConfig):
    name = "juluo.shell.guests"
    label = "guests"
    default_auto_field = "django.db.models.BigAutoField"
