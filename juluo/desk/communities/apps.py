from django.apps import AppConfig


class Communities(AppConfig):
    name = "juluo.desk.communities"
    label = "desk_communities"
    default_auto_field = "django.db.models.BigAutoField"
