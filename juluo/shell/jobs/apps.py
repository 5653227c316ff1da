from django.apps import AppConfig


class Jobs(AppConfig):
    name = "juluo.shell.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
