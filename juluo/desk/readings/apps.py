from django.apps import AppConfig


class Readings(AppConfig):
    name = "juluo.desk.readings"
    label = "desk_readings"
    default_auto_field = "django.db.models.BigAutoField"
