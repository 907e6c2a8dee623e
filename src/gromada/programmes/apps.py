"""Django's handle on the room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "gromada.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
