from django.apps import AppConfig


class Members(AppConfig):
    name = "juluo.desk.members"
    label = "desk_members"
    default_auto_field = "django.db.models.BigAutoField"
