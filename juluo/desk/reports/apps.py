from django.apps import AppConfig


class Reports(AppConfig):
    name = "juluo.desk.reports"
    label = "desk_reports"
    default_auto_field = "django.db.models.BigAutoField"
