from django.apps import AppConfig


class Interviews(AppConfig):
    name = "juluo.desk.interviews"
    label = "desk_interviews"
    default_auto_field = "django.db.models.BigAutoField"
