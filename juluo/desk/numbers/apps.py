from django.apps import AppConfig


class Numbers(AppConfig):
    name = "juluo.desk.numbers"
    label = "desk_numbers"
    default_auto_field = "django.db.models.BigAutoField"
