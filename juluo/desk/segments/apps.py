from django.apps import AppConfig


class Segments(AppConfig):
    name = "juluo.desk.segments"
    label = "desk_segments"
    default_auto_field = "django.db.models.BigAutoField"
