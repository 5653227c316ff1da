from django.apps import AppConfig


class Questions(AppConfig):
    name = "juluo.desk.questions"
    label = "desk_questions"
    default_auto_field = "django.db.models.BigAutoField"
