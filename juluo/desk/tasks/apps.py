from django.apps import AppConfig


class Tasks(AppConfig):
    name = "juluo.desk.tasks"
    label = "desk_tasks"
    default_auto_field = "django.db.models.BigAutoField"
