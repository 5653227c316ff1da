from django.apps import AppConfig


class Imports(AppConfig):
    name = "juluo.desk.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
