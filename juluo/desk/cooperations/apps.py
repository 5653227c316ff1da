from django.apps import AppConfig


class Cooperations(AppConfig):
    name = "juluo.desk.cooperations"
    label = "desk_cooperations"
    default_auto_field = "django.db.models.BigAutoField"
