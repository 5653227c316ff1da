from django.apps import AppConfig


class Imports(AppConfig):
    name = "juluo.desk.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its jobs lie in two files, of which only one is found by its name."""
        import juluo.desk.imports.watching  # noqa: F401, PLC0415 - once the records can be loaded
