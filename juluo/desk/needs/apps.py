from django.apps import AppConfig


class Needs(AppConfig):
    name = "juluo.desk.needs"
    label = "desk_needs"
    default_auto_field = "django.db.models.BigAutoField"
