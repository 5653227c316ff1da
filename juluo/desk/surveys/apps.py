from django.apps import AppConfig


class Surveys(AppConfig):
    name = "juluo.desk.surveys"
    label = "desk_surveys"
    default_auto_field = "django.db.models.BigAutoField"
