from django.apps import AppConfig


class Streaks(AppConfig):
    name = "juluo.desk.streaks"
    label = "desk_streaks"
    default_auto_field = "django.db.models.BigAutoField"
